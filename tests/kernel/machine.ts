import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Observation } from './compare.ts';

/** A place of its own: labs that are up at the same time see nothing of each other, and nothing outlives its process. */
const UNSHARE = 'unshare';
const APART = ['--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child', '--mount-proc'];
const COMMANDS = ['bash', 'ip', 'iptables-restore', 'ip6tables-restore', 'nft', 'python3', 'awk', UNSHARE, 'mount'];
const LISTENERS = '"$(cat /run/pw-lab/server.pid)"';
const MOUNT_RUN = 'mount -t tmpfs tmpfs /run\nmkdir /run/netns\n';

/** What a kernel must be able to do, each with commands that fail where it is not. They run in a namespace of their own. */
const ABILITIES: readonly (readonly [string, string])[] = [
  ['network namespaces', 'ip netns add pw-probe'],
  ['IPv6', 'test -e /proc/net/if_inet6'],
  ['veth pairs', 'in_probe ip link add one type veth peer name two'],
  ['bridges', 'in_probe ip link add bridge type bridge'],
  ['VXLAN devices', 'in_probe ip link add overlay type vxlan id 1 dstport 8472'],
  ['br_netfilter', 'test -e /proc/sys/net/bridge || modprobe br_netfilter'],
  ...['iptables', 'ip6tables'].flatMap((tables) =>
    (
      [
        ['nat', '-t nat -A POSTROUTING -j MASQUERADE --random-fully'],
        ['addrtype, comment and mark', '-A INPUT -m addrtype --dst-type LOCAL -m comment --comment x -m mark --mark 1'],
        ['conntrack', '-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'],
        ['statistic', '-A INPUT -m statistic --mode random --probability 0.5'],
        ['recent', '-A INPUT -m recent --name x --set'],
        ['multiport', '-A INPUT -p tcp -m multiport --dports 1,2'],
        ['SCTP ports', '-A INPUT -p sctp -m sctp --dport 1'],
        ['REJECT', '-A INPUT -j REJECT'],
      ] as const
    ).map(([name, rule]) => [`${tables}: ${name}`, `in_probe ${tables} ${rule}`] as const),
  ),
  [
    'nftables: nat, fib, numgen and verdict maps',
    String.raw`printf '%s\n' 'table ip probe {' 'chain one {' '}' 'chain two {' 'type nat hook prerouting priority -100;' \
    'fib daddr type local ip daddr . meta l4proto . th dport vmap { 192.0.2.1 . tcp . 80 : jump one }' \
    'numgen random mod 2 vmap { 0 : jump one, 1 : drop }' '}' '}' | in_probe nft -f -`,
  ],
];

/** What this machine lacks for a lab, each by its name; empty: nothing. */
export function findMissing(): readonly string[] {
  if (process.platform !== 'linux') return [`Linux (this is ${process.platform})`];
  const found = (command: string): boolean => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', command]).status === 0;
  const missing = [
    ...(process.getuid?.() === 0 ? [] : ['root']),
    ...COMMANDS.filter((command) => !found(command)).map((command) => `the command ${command}`),
  ];
  if (missing.length > 0) return missing;
  const probe = ABILITIES.map(([name, command]) => `{ ${command}; } > /dev/null 2>&1 || echo '${name}'\n`).join('');
  const inProbe = 'in_probe() { ip netns exec pw-probe "$@"; }\n';
  const { status, stdout, stderr } = spawnSync(UNSHARE, [...APART, 'bash', '-c', MOUNT_RUN + inProbe + probe], {
    encoding: 'utf8',
  });
  if (status !== 0 && stdout === '') return [`namespaces of one's own: ${stderr.trim()}`];
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((name) => `${name} (in the kernel or its tools)`);
}

/** What no scenario can show on this machine, and why. */
export function listNotShown(): readonly string[] {
  return [
    ...(existsSync('/proc/net/sctp')
      ? []
      : [
          'SCTP sockets: not in this kernel; rules and connection tables are, and see an INIT and an INIT ACK of raw sockets',
        ]),
    'DNS: names, and so ExternalName and the records of headless Services, are not part of the lab',
    'proxy modes ipvs and ebpf: the lab loads rules, not virtual servers or programs',
  ];
}

/** The environment with the directory of the interpreter itself first: what chooses one by a script (pyenv) costs a lab as much as all else. */
function environment(): NodeJS.ProcessEnv {
  const { stdout } = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  return { ...process.env, PATH: [dirname(stdout.trim()), process.env['PATH']].join(delimiter) };
}

let env: NodeJS.ProcessEnv | undefined;

/** A request of the lab, as `request --requests` reads it. */
export interface LabRequest {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly times: number;
}

/** Requests that are made together, after a pause. */
export interface LabRound {
  readonly pauseSeconds: number;
  /** So long the listeners do not come to run, from before the requests on. Absent: they run. */
  readonly stallSeconds?: number;
  readonly requests: readonly LabRequest[];
}

/**
 * Builds a lab from its script, makes the requests, takes it away; what came of them, round by round. Throws with what the
 * script said when it fails or leaves something behind.
 */
export async function runLab(
  script: string,
  rounds: readonly LabRound[],
): Promise<readonly (readonly Observation[])[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pw-kernel-'));
  try {
    writeFileSync(join(folder, 'lab.sh'), script);
    rounds.forEach(({ requests }, index) => {
      writeFileSync(join(folder, `asked-${index}`), requests.map((one) => `${JSON.stringify(one)}\n`).join(''));
    });
    const steps = [
      'bash lab.sh up',
      ...rounds.flatMap(({ pauseSeconds, stallSeconds = 0 }, index) => [
        ...(pauseSeconds > 0 ? [`sleep ${pauseSeconds}`] : []),
        ...(stallSeconds > 0 ? [`kill -STOP ${LISTENERS}`, `(sleep ${stallSeconds}; kill -CONT ${LISTENERS}) &`] : []),
        `bash lab.sh request --requests asked-${index} --json > seen-${index}`,
      ]),
      'bash lab.sh down',
      'left=$(ip netns list; ls /run/pw-lab 2>/dev/null || true)',
      '[ -z "$left" ] || { echo "left behind: $left" >&2; exit 1; }',
    ];
    const child = spawn(UNSHARE, [...APART, 'bash', '-c', `set -e\n${MOUNT_RUN}${steps.join('\n')}`], {
      cwd: folder,
      env: (env ??= environment()),
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    const [code, , complaint] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    if (code !== 0) throw new Error(`the lab failed: ${complaint.trim()}`);
    return rounds.map((_, index) =>
      readFileSync(join(folder, `seen-${index}`), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Observation),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
