import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { isBuilt } from '../../scripts/build-stamp.mjs';

// The command line as it is shipped.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Called {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CommandLine {
  /** Runs the program from its beginning, in a thread that has run it before: a quarter of the work of a process. */
  readonly call: (args: readonly string[]) => Called;
  /** Calls it as a program; `input` is what it is given to read. It says and ends the same (processes.test.ts). */
  readonly start: (args: readonly string[], input?: string) => Called;
  /** Writes a file below the test's own folder and returns its path. */
  readonly file: (name: string, text: string) => string;
  readonly folder: string;
  /** Path of the built program. */
  readonly program: string;
}

/** The program: the one in dist where that is of these sources, else built once for all files of tests that share a process. */
let built: string | undefined;

function buildProgram(): string {
  if (built === undefined && isBuilt()) built = join(ROOT, 'dist/cli/packetwalk.js');
  if (built !== undefined) return built;
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const folder = mkdtempSync(join(tmpdir(), 'packetwalk-program-'));
  const options = ['--mode', 'cli', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'];
  execFileSync(process.execPath, [vite, 'build', ...options], { cwd: ROOT, stdio: 'pipe' });
  built = join(folder, 'packetwalk.js');
  return built;
}

interface Host {
  readonly worker: Worker;
  readonly port: MessagePort;
  /** 1 once it has answered. */
  readonly answered: Int32Array;
}

let host: Host | undefined;

function createHost(program: string): Host {
  const { port1, port2 } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('./program-host.mjs', import.meta.url), {
    workerData: { program, port: port2, answered },
    transferList: [port2],
    execArgv: [],
  });
  worker.unref();
  return { worker, port: port1, answered };
}

/** Milliseconds in which any call answers. */
const PATIENCE = 60_000;

function callHosted(program: string, args: readonly string[]): Called {
  const { worker, port, answered } = (host ??= createHost(program));
  Atomics.store(answered, 0, 0);
  worker.postMessage(args);
  Atomics.wait(answered, 0, 0, PATIENCE);
  const received = receiveMessageOnPort(port) as { readonly message: Called } | undefined;
  if (received !== undefined) return received.message;
  // What it answers later is no answer to the next call.
  host = undefined;
  throw new Error(`packetwalk ${args.join(' ')} does not answer`);
}

/** The command line, and a folder of its own for what it reads. */
export function buildCommandLine(): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), 'packetwalk-cli-'));
  const program = buildProgram();
  return {
    folder,
    program,
    call: (args) => callHosted(program, args),
    start: (args, input = '') => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
        input,
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      });
      return { code: status, out: stdout, err: stderr };
    },
    file: (name, text) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return path;
    },
  };
}
