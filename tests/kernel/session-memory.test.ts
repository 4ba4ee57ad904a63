import { expect, test } from 'vitest';
import { comparePauses, findForgotten, NO_MEMORY, type PausedFlow, splitByMemory } from './session-memory.ts';

const flow = (source: string, before: string, after: string, target = 'clusterIP TCP'): PausedFlow => ({
  flow: {
    source,
    from: { internet: true },
    to: 'tcp://10.96.0.20:80',
    target,
    affinity: true,
    service: { namespace: 'shop', name: 'web', port: 'http' },
  },
  expected: new Map([
    ['a', 0.5],
    ['b', 0.5],
  ]),
  forgets: true,
  before: [before],
  after: [after],
});

test('who met somebody else after the pause was forgotten', () => {
  expect(comparePauses([flow('pod/a/a', 'a', 'b'), flow('pod/a/b', 'a', 'a')]).forgotten).toBe(1);
});

test('each client counts once, and how likely it is that none moves is known', () => {
  const { forgotten, noneByChance } = comparePauses([
    flow('pod/a/a', 'a', 'a'),
    flow('pod/a/a', 'a', 'b'),
    flow('pod/a/b', 'b', 'b'),
  ]);
  expect(forgotten).toBe(0);
  expect(noneByChance).toBeCloseTo(Math.log(1 / 4));
});

test('only the clusterIP counts', () => {
  expect(comparePauses([flow('pod/a/a', 'a', 'b', 'nodePort TCP')])).toEqual(NO_MEMORY);
});

test('tries are apart where their Service may have forgotten the client between them, and nowhere else', () => {
  const at = (began: number, sent: number) => ({ id: '0', result: 'accepted', sent: [began, sent] }) as const;
  const [one, two, three] = [at(0, 0.1), at(0.1, 1.9), at(0.5, 2)];
  expect(splitByMemory([one, two, three], 2)).toEqual([[one, two, three]]);
  expect(splitByMemory([one, two, three], 1.9)).toEqual([[one], [two], [three]]);
  expect(splitByMemory([one, two], Infinity)).toEqual([[one, two]]);
});

test('who is to be remembered and meets somebody else was forgotten within the timeout', () => {
  const one = { ...flow('pod/a/a', 'a', 'b'), forgets: false };
  expect(findForgotten(one)).toEqual([
    'pod/a/a -> tcp://10.96.0.20:80 (clusterIP TCP): forgotten within its timeout: a, then b',
  ]);
  expect(findForgotten({ ...one, after: ['a'] })).toEqual([]);
  expect(findForgotten({ ...one, after: [] })).toEqual([]);
  expect(findForgotten({ ...one, forgets: true })).toEqual([]);
});
