import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import type { LabFlow } from './flows.ts';
import { createCoverage } from './coverage.ts';
import { judge, type Judgement } from './judge.ts';
import { findMissing, listNotShown } from './machine.ts';
import { addMemories, type Memory, NO_MEMORY } from './session-memory.ts';
import { createScenario } from './scenario.ts';

/** A disagreement that was found once and must not come back. */
interface Regression {
  readonly why: string;
  readonly seed: number;
  readonly cni?: string;
  readonly stallSeconds?: number;
  readonly objects: readonly RawObject[];
  readonly flows: readonly LabFlow[];
}

const MODES = ['iptables', 'nftables'];
const REGRESSIONS = join(import.meta.dirname, 'regressions');
/** So many scenarios show everything, if the generator can. */
const LONG_RUN = 60;
/** What does not happen once in a hundred million times. */
const CHANCE = Math.log(1e-8);

interface Task {
  readonly name: string;
  readonly mode: string;
  readonly features: ReadonlySet<string>;
  readonly judge: () => Promise<Judgement>;
}

/** Holds the engine against the kernel: the named regressions, then scenarios from a seed. The exit code. */
export async function runKernelTest(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      scenarios: { type: 'string', default: '20' },
      seed: { type: 'string' },
      modes: { type: 'string', default: MODES.join() },
      flows: { type: 'string', default: '80' },
      jobs: { type: 'string', default: String(3 * availableParallelism()) },
      cni: { type: 'string' },
      save: { type: 'string' },
    },
  });
  const missing = findMissing();
  if (missing.length > 0) {
    for (const one of missing) console.error(`missing: ${one}`);
    console.error(
      'NOT CHECKED AGAINST THE KERNEL. Debian: apt-get install iproute2 iptables nftables python3, and run it as root.',
    );
    return 1;
  }
  const first = Number(values.seed ?? Date.now() % 1_000_000);
  const count = Number(values.scenarios);
  const modes = values.modes.split(',');
  const started = performance.now();
  console.log(`seed ${first}, ${count} scenarios in ${modes.join(' and ')} (one again: --seed SEED --scenarios 1)`);
  const tasks = [
    ...listRegressions(),
    ...Array.from({ length: count }, (_, index) => first + index).flatMap((seed) =>
      modes.map((mode): Task => {
        const { objects, cni, features } = createScenario(seed, mode, values.cni);
        if (values.save !== undefined) save(values.save, `seed-${seed}-${mode}.json`, objects);
        const flowCount = Number(values.flows);
        return {
          name: `seed ${seed} ${mode} ${cni}`,
          mode,
          features,
          judge: () => judge(objects, { seed, flowCount, cni }),
        };
      }),
    ),
  ];
  const coverage = createCoverage(modes);
  const agreed = new Map<string, number>();
  const memories = new Map<string, Memory>();
  for await (const [task, judged] of inOrder(tasks, Number(values.jobs))) {
    const { differences, seen, flows, tries } = judged;
    const agrees = differences.length === 0;
    coverage.add(task.mode, new Set([...task.features, ...seen]));
    memories.set(task.mode, addMemories(memories.get(task.mode) ?? NO_MEMORY, judged.memory));
    agreed.set(task.mode, (agreed.get(task.mode) ?? 0) + Number(agrees));
    console.log(`${agrees ? 'agree ' : 'DIFFER'} ${task.name}: ${flows} flows, ${tries} tries`);
    for (const difference of differences) console.log(`         ${difference}`);
  }
  console.log(`\ncoverage (scenarios in which it appeared: ${modes.join(', ')}):`);
  for (const line of coverage.lines()) console.log(`  ${line}`);
  const uncovered = coverage.uncovered();
  console.log(`\ncan be shown and did not appear: ${uncovered.length === 0 ? 'nothing' : ''}`);
  for (const one of uncovered) console.log(`  ${one}`);
  console.log('\nnot shown:');
  for (const one of listNotShown()) console.log(`  ${one}`);
  const faults = [
    ...(count >= LONG_RUN && uncovered.length > 0 ? ['not everything that can be shown appeared'] : []),
    ...[...memories].flatMap(([mode, { forgotten, noneByChance }]) =>
      forgotten === 0 && noneByChance < CHANCE ? [`${mode}: no client was forgotten after its timeout`] : [],
    ),
  ];
  console.log('');
  let all = true;
  for (const mode of [REGRESSION, ...modes]) {
    const of = tasks.filter((task) => task.mode === mode).length;
    all &&= agreed.get(mode) === of;
    console.log(`${mode}: ${agreed.get(mode) ?? 0} of ${of} agree with the kernel`);
  }
  for (const fault of faults) console.log(`FAILED: ${fault}`);
  console.log(`seed ${first}; ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return all && faults.length === 0 ? 0 : 1;
}

const REGRESSION = 'regressions';

function listRegressions(): readonly Task[] {
  return readdirSync(REGRESSIONS)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((file) => {
      const {
        seed,
        cni = 'bridge',
        stallSeconds = 0,
        objects,
        flows,
      } = JSON.parse(readFileSync(join(REGRESSIONS, file), 'utf8')) as Regression;
      return {
        name: `regression ${file.slice(0, -5)}`,
        mode: REGRESSION,
        features: new Set(),
        judge: () => judge(objects, { seed, cni, stallSeconds, flowCount: flows.length, flows }),
      };
    });
}

/** Some at a time, told in their order. One that fails to run is a difference. */
async function* inOrder(tasks: readonly Task[], jobs: number): AsyncGenerator<readonly [Task, Judgement]> {
  const running: (readonly [Task, Promise<Judgement>])[] = [];
  const left = [...tasks];
  let busy = 0;
  let wake = (): void => {};
  const start = (): void => {
    for (let task = left[0]; busy < jobs && task !== undefined; task = left[0]) {
      left.shift();
      busy += 1;
      const done = task
        .judge()
        .catch((error: unknown) => failed(error))
        .finally(() => {
          busy -= 1;
          start();
        });
      running.push([task, done]);
    }
    wake();
  };
  start();
  for (let told = 0; told < tasks.length; told += 1) {
    if (running[told] === undefined) await new Promise<void>((resolve) => (wake = resolve));
    const next = running[told];
    if (next !== undefined) yield [next[0], await next[1]];
  }
}

const failed = (error: unknown): Judgement => ({
  flows: 0,
  tries: 0,
  differences: [String(error)],
  seen: new Set(),
  memory: NO_MEMORY,
});

/** The objects of a scenario as a file of a folder, which is made where there is none. */
export function save(folder: string, name: string, items: readonly RawObject[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 2)}\n`);
}
