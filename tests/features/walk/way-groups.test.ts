import { WALK } from '../../../src/narration/en/page/first/walk.ts';
import { WALK_DETAIL } from '../../../src/narration/en/page/later/walk.ts';
import { expect, test } from 'vitest';
import { verdictWords } from '../../../src/features/walk/words/outcome-words.ts';
import { countWords } from '../../../src/features/walk/words/way-words.ts';
import { groupWays, isSameWay } from '../../../src/features/walk/words/way-groups.ts';
import { connection, outcome, trace } from '../../simulation/fixture.ts';

const way = (name: string, choices: readonly number[], more: Parameters<typeof outcome>[1] = {}) =>
  outcome([connection(trace([1]))], {
    choices,
    probability: 0.25,
    disposition: 'ACCEPTED',
    destination: { kind: 'Pod', namespace: 'shop', name },
    ...more,
  });

test('ways that read alike share a line, with their number and chance; the chosen one stands for them', () => {
  const outcomes = [way('a', [0, 0]), way('a', [1, 0]), way('b', [0, 1]), way('b', [1, 1], { ways: 20 })];
  const groups = groupWays(outcomes, way('a', [1, 0]), { via: WALK_DETAIL.via, outcomes: WALK.outcomes });
  expect(groups.map(({ ways, probability }) => [ways, probability])).toEqual([
    [2, 0.5],
    [21, 0.5],
  ]);
  expect(groups[0]?.first).toBe(outcomes[1]);
  expect(groups[1]?.first).toBe(outcomes[2]);
  expect(isSameWay(outcomes[0], outcomes[1])).toBe(false);
  expect(isSameWay(outcomes[0], way('a', [0, 0]))).toBe(true);
});

test('what is known of their number is said, and what is not', () => {
  const outcomes = [way('a', [0]), way('b', [1], { ways: 20 })];
  const partial = { verdict: 'UNDETERMINED', outcomes, missing: { probability: 0.25 } } as const;
  expect(countWords({ outcomes }, undefined, WALK_DETAIL.count)).toBe('21 ways, one is walked');
  expect(countWords(partial, { ways: 312, running: true }, WALK_DETAIL.count)).toBe(
    'at least 312 ways, still counting',
  );
  expect(countWords(partial, { ways: 312, running: false }, WALK_DETAIL.count)).toBe(
    'at least 312 ways, counting was stopped',
  );
  expect(countWords(partial, undefined, WALK_DETAIL.count)).toBe('more than 21 ways; 25 % of the chance is not walked');
  expect(verdictWords(partial, WALK.verdict)).toBe('all 21 ways walked succeed');
  expect(verdictWords({ verdict: 'REACHABLE', outcomes }, WALK.verdict)).toBe('all 21 ways succeed');
});
