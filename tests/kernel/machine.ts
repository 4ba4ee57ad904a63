import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Observation } from './compare.ts';

const COMMANDS = ['bash', 'ip', 'iptables-restore', 'ip6tables-restore', 'nft', 'python3', 'awk'];

/** What this machine lacks for a lab; empty: nothing. */
export function findMissing(): readonly string[] {
  if (process.platform !== 'linux') return [`Linux (this is ${process.platform})`];
  const found = (command: string): boolean => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', command]).status === 0;
  return [
    ...(process.getuid?.() === 0 ? [] : ['root']),
    ...COMMANDS.filter((command) => !found(command)),
    ...(existsSync('/proc/net/if_inet6') ? [] : ['IPv6 in the kernel']),
  ];
}

/** What no scenario can show on this machine, and why. */
export function listNotShown(): readonly string[] {
  return [
    existsSync('/proc/net/sctp')
      ? 'SCTP: the lab has neither listeners nor a client for it'
      : 'SCTP: this kernel has none loaded, so no port of a Service, pod or hostPort is SCTP',
    'sessionAffinity timeout: no clock runs in the engine, and the lab asks within seconds; only who is remembered is shown',
    'proxy modes ipvs and ebpf: the lab loads rules, not virtual servers or programs',
  ];
}

/** A request of the lab, as `request --requests` reads it. */
export interface LabRequest {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly times: number;
}

/** A lab that is up. */
export interface Machine {
  readonly request: (requests: readonly LabRequest[]) => Promise<readonly Observation[]>;
  readonly down: () => Promise<void>;
}

/** Builds a lab from its script; throws with what the script said when that fails (and has taken everything away again). */
export async function bringUp(script: string): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), 'pw-kernel-'));
  const file = join(folder, 'lab.sh');
  writeFileSync(file, script);
  // Someone who stops the test must not be left with the lab.
  const stop = (): void => {
    spawnSync('bash', [file, 'down']);
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  };
  const down = async (): Promise<void> => {
    await run(file, ['down'], '');
    for (const signal of SIGNALS) process.off(signal, stop);
    rmSync(folder, { recursive: true });
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    await run(file, ['up'], '');
  } catch (error) {
    await down();
    throw error;
  }
  return {
    request: async (requests) => {
      const lines = requests.map((one) => `${JSON.stringify(one)}\n`).join('');
      const answers = await run(file, ['request', '--requests', '-', '--json'], lines);
      return answers
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Observation);
    },
    down,
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs one command of the script in a process group of its own, so that Ctrl C is ours to handle; what it printed. */
async function run(file: string, args: readonly string[], input: string): Promise<string> {
  const child = spawn('bash', [file, ...args], { detached: true });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  child.stdin.end(input);
  const [code, printed, complaint] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`the lab's "${args[0] ?? ''}" failed: ${complaint.trim()}`);
  return printed;
}
