import '../../src/engine/dataplane/install-proxy-modes.ts';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RawObject } from '../../src/engine/kubernetes/object.ts';
import type { LabFlow } from './flows.ts';
import { judge, type Judgement } from './judge.ts';
import { findMissing, listNotShown } from './machine.ts';
import { createScenario } from './scenario.ts';

/** A disagreement that was found once and must not come back. */
interface Regression {
  readonly why: string;
  readonly seed: number;
  readonly objects: readonly RawObject[];
  readonly flows: readonly LabFlow[];
}

const MODES = ['iptables', 'nftables'];
const REGRESSIONS = join(import.meta.dirname, 'regressions');

/** Holds the engine against the kernel: the named regressions, then scenarios from a seed. The exit code. */
export async function runKernelTest(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      scenarios: { type: 'string', default: '20' },
      seed: { type: 'string' },
      modes: { type: 'string', default: MODES.join() },
      flows: { type: 'string', default: '80' },
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
  const started = performance.now();
  const coverage = new Map<string, number>();
  let agreed = 0;
  let total = 0;
  const report = async (name: string, features: Iterable<string>, judged: Promise<Judgement>): Promise<void> => {
    total += 1;
    const { differences, seen, flows, tries } = await judged;
    for (const feature of [...features, ...seen]) coverage.set(feature, (coverage.get(feature) ?? 0) + 1);
    if (differences.length === 0) agreed += 1;
    console.log(`${differences.length === 0 ? 'agree ' : 'DIFFER'} ${name}: ${flows} flows, ${tries} tries`);
    for (const difference of differences) console.log(`         ${difference}`);
  };
  for (const file of readdirSync(REGRESSIONS)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    const { seed, objects, flows } = JSON.parse(readFileSync(join(REGRESSIONS, file), 'utf8')) as Regression;
    await report(`regression ${file.slice(0, -5)}`, [], judge(objects, { seed, flowCount: flows.length, flows }));
  }
  console.log(`seed ${first}, ${count} scenarios (one again: --seed SEED --scenarios 1)`);
  for (let seed = first; seed < first + count; seed += 1) {
    for (const mode of values.modes.split(',')) {
      const { objects, features } = createScenario(seed, mode);
      await report(`seed ${seed} ${mode}`, features, judge(objects, { seed, flowCount: Number(values.flows) }));
      if (values.save !== undefined) save(values.save, `seed-${seed}-${mode}.json`, objects);
    }
  }
  console.log('\ncoverage (scenarios in which it appeared):');
  for (const [feature, times] of [...coverage].sort(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(`  ${String(times).padStart(4)}  ${feature}`);
  }
  console.log('\nnot shown:');
  for (const one of listNotShown()) console.log(`  ${one}`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`\n${agreed} of ${total} agree with the kernel; seed ${first}; ${seconds} s`);
  return agreed === total && total > 0 ? 0 : 1;
}

function save(folder: string, name: string, items: readonly RawObject[]): void {
  writeFileSync(join(folder, name), `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 2)}\n`);
}
