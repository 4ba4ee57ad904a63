import { expect, test } from 'vitest';
import type { ReachPeer } from '../../../src/engine/routing/reach/reach.ts';
import { doubtfulPair, doubtsAbout } from '../../../src/features/reach/doubts.ts';

const peer = (name: string) => {
  const workload = { kind: 'Deployment', namespace: 'shop', name };
  const found: ReachPeer = { kind: 'workload', label: name, workload, pods: [] };
  return { peer: found, now: name };
};
const [web, db] = [peer('web'), peer('db')];
const policy = { kind: 'CiliumNetworkPolicy', namespace: 'shop', name: 'shut' };
const doubts = (_: ReachPeer, destination: ReachPeer) => (destination.label === 'db' ? [policy] : []);

test('a pair is marked when something could change it', () => {
  const isDoubtful = doubtfulPair(doubts);
  expect([isDoubtful(web, db), isDoubtful(db, web), isDoubtful(web, db)]).toEqual([true, false, true]);
});

test('the footnote names each object once, and only those of pairs that are shown', () => {
  const cell = { state: 'all', text: 'All Connections' } as const;
  const skipped = { state: 'skipped', text: 'not looked at' } as const;
  const both = { sources: [web, db], destinations: [web, db] };
  expect(
    doubtsAbout(doubts, {
      ...both,
      rows: [
        [skipped, cell],
        [cell, skipped],
      ],
    }),
  ).toEqual([policy]);
  expect(
    doubtsAbout(doubts, {
      ...both,
      rows: [
        [skipped, skipped],
        [cell, skipped],
      ],
    }),
  ).toEqual([]);
});
