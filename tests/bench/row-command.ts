import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { createLargeCluster } from './large-cluster.ts';
import { createPolicyCluster } from './policy-cluster.ts';
import { formatMilliseconds } from './report.ts';
import type { Finding, RowOptions, RowResult } from './row.ts';
import { median, ratioOf } from './statistics.ts';

// The command line as a whole process, from its start to its answer. Both rows run from the project's folder.

const PROGRAM = 'dist/cli/packetwalk.js';
const SCRATCH = '.cache/bench/command';
/** Tells on its fourth stream, when a process ends, what processor time all its threads used, in microseconds. */
const TOLD =
  'data:text/javascript,import{writeSync}from"node:fs";process.on("exit",()=>writeSync(3,JSON.stringify(process.cpuUsage())))';
/** Bytes that a process may print. */
const ROOM = 2 ** 28;

interface Ran {
  /** Milliseconds of processor time. */
  readonly time: number;
  readonly text: string;
}

function runNode(args: readonly string[]): Ran {
  const { status, stdout, output } = spawnSync(process.execPath, ['--import', TOLD, ...args], {
    encoding: 'utf8',
    maxBuffer: ROOM,
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  const { user, system } = JSON.parse(output[3] ?? '') as NodeJS.CpuUsage;
  return { time: (user + system) / 1000, text: stdout };
}

/** As kubectl writes a list: indented by four. */
function writeList(name: string, items: readonly RawObject[]): string {
  const file = join(SCRATCH, `${name}.json`);
  mkdirSync(SCRATCH, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, undefined, 4)}\n`);
  return file;
}

const PARSE =
  'const{readFileSync}=require("node:fs");for(const file of process.argv.slice(1))JSON.parse(readFileSync(file,"utf8"))';

/** Row 11: a trace on the command line among 100,000 pods, from files to answer. */
export function measureCommandTrace({ rounds }: RowOptions): RowResult {
  const objects = createLargeCluster({ nodes: 1000, services: 10_000, pods: 100_000 });
  const files = ['Node', 'Service', 'Pod'].map((kind) =>
    writeList(
      kind,
      objects.filter((object) => object.kind === kind),
    ),
  );
  const call = ['--from', 'pod/team-0/app-2-0', '--to', 'http://app-1.team-0/', '--json'];
  const [ours, reference]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const traced = runNode([PROGRAM, 'trace', ...files, ...call]);
    const { verdict } = JSON.parse(traced.text) as { readonly verdict?: string };
    if (verdict !== 'REACHABLE') throw new Error(`The request is ${verdict}`);
    ours.push(traced.time);
    reference.push(runNode(['-e', PARSE, ...files]).time);
    console.log(`  round ${round + 1}: ${ours.at(-1)?.toFixed(0)} ms, parsed ${reference.at(-1)?.toFixed(0)} ms`);
  }
  rmSync(SCRATCH, { recursive: true, force: true });
  const finding = conclude({
    row: 11,
    work: 'trace on the command line, 100,000 pods, from files to answer',
    against: 'JSON.parse of the same files in a process of its own',
    limit: 1.5,
    ours,
    reference,
  });
  return { findings: [finding], notes: [] };
}

/** What np-guard's analyzer took for applications of these sizes, elsewhere: milliseconds of processor time. */
const ANALYZER = { small: 50, large: 192_000 } as const;

/** Row 9b: who reaches whom, on the command line. */
export function measureCommandReach({ rounds }: RowOptions): RowResult {
  const objects = createPolicyCluster({ namespaces: 60, podsEach: 33 });
  const count = (isOne: (kind: string) => boolean): number => objects.filter(({ kind }) => isOne(kind)).length;
  const [pods, policies] = [count((kind) => kind === 'Pod'), count((kind) => kind.endsWith('NetworkPolicy'))];
  const large = writeList('policies', objects);
  const small = 'tests/e2e/manifests/bazaar.yaml';
  const times = { small: [] as number[], large: [] as number[], nothing: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.small.push(runNode([PROGRAM, 'reach', small]).time);
    times.large.push(runNode([PROGRAM, 'reach', large]).time);
    times.nothing.push(runNode(['-e', '0']).time);
  }
  rmSync(SCRATCH, { recursive: true, force: true });
  const against = 'np-guard’s analyzer, measured elsewhere';
  const claim = (size: 'small' | 'large', work: string, limit: number): Finding =>
    conclude({
      row: '9b',
      work,
      against,
      limit,
      ours: times[size],
      reference: times[size].map(() => ANALYZER[size]),
    });
  return {
    findings: [
      claim('small', 'reach on the command line, a small application', 1),
      claim('large', `reach on the command line, ${pods} pods under ${policies} policies`, 0.01),
    ],
    notes: [
      `Row 9b: of each ${formatMilliseconds(median(times.nothing))} is Node itself, a process that does nothing.`,
    ],
  };
}

interface Claim extends Pick<Finding, 'row' | 'work' | 'against'> {
  readonly limit: number;
  readonly ours: readonly number[];
  readonly reference: readonly number[];
}

function conclude({ limit, ours, reference, ...claim }: Claim): Finding {
  const ratio = ratioOf(ours, reference);
  return {
    ...claim,
    figure: 'CPU time',
    target: `≤ ${limit}×`,
    ours: formatMilliseconds(median(ours)),
    reference: formatMilliseconds(median(reference)),
    ratio,
    met: ratio.value <= limit,
    disturbed: 0,
  };
}
