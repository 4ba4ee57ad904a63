import { expect, test } from 'vitest';
import { expandSets } from '../../../../src/engine/dataplane/policy/plain-rules.ts';
import { formatTable } from '../../../../src/engine/linux/print/print.ts';
import type { Match, NamedSet } from '../../../../src/engine/linux/model/netfilter.ts';
import type { Table } from '../../../../src/engine/linux/namespace/namespace.ts';
import { KERNEL } from '../../../../src/engine/linux/model/origin.ts';
import { cidr } from '../fixture-cluster.ts';

const to = (text: string): Match => ({ type: 'destination', cidr: cidr(text) });
const POOLS: NamedSet = { has: () => false, elements: () => [[to('10.1.0.0/16')], [to('10.2.0.0/16')]] };

/** The rules of a chain with one rule of these matches, after its sets have been replaced. */
function plain(...matches: readonly Match[]): readonly string[] {
  const rules = [{ matches, target: { type: 'DROP' } as const, origin: KERNEL }];
  const table: Table = {
    name: 'filter',
    family: 4,
    baseChains: [{ name: 'INPUT', hook: 'input', priority: 0, policy: 'ACCEPT', type: 'filter', rules }],
    chain: () => undefined,
    chainNames: () => [],
    set: (name) => (name === 'pools' ? POOLS : undefined),
  };
  return expandSets({ tables: [table] })
    .tables.flatMap((one) => formatTable(one).split('\n'))
    .filter((line) => line.startsWith('-A'));
}
const pools = (negate: boolean): Match => ({ type: 'set', set: 'pools', fields: ['destinationIP'], negate });

test('a rule per element', () => {
  expect(plain(pools(false))).toEqual(['-A INPUT -d 10.1.0.0/16 -j DROP', '-A INPUT -d 10.2.0.0/16 -j DROP']);
});

test('of two networks for one address the inner one; none where no packet has both', () => {
  expect(plain(to('10.1.2.0/24'), pools(false))).toEqual(['-A INPUT -d 10.1.2.0/24 -j DROP']);
  expect(plain(to('10.0.0.0/8'), pools(false))).toEqual([
    '-A INPUT -d 10.1.0.0/16 -j DROP',
    '-A INPUT -d 10.2.0.0/16 -j DROP',
  ]);
});

test('what is in a negated set turns back in a chain of its own', () => {
  expect(plain(pools(true))).toEqual([
    '-A INPUT -j not-1-pools',
    '-A not-1-pools -d 10.1.0.0/16 -j RETURN',
    '-A not-1-pools -d 10.2.0.0/16 -j RETURN',
    '-A not-1-pools -j DROP',
  ]);
});
