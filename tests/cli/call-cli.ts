import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuilt } from '../../scripts/build-stamp.mjs';

// The command line as it is shipped, called as a program.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Called {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CommandLine {
  readonly call: (args: readonly string[], input?: string) => Called;
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

/** The command line, and a folder of its own for what it reads. */
export function buildCommandLine(): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), 'packetwalk-cli-'));
  const program = buildProgram();
  return {
    folder,
    program,
    call: (args, input = '') => {
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
