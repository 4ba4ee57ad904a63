import { afterEach, expect, test, vi } from 'vitest';
import { markSolved, offeredChallenges } from '../../../src/app/opening/challenges-solved.ts';

const ID = 'wrong-selector';
const solved = () => offeredChallenges().find(({ id }) => id === ID)?.solved;

function keep(kept = new Map<string, string>()): ReadonlyMap<string, string> {
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  });
  return kept;
}

afterEach(() => vi.unstubAllGlobals());

test('of several ways to solve a challenge that with the least help is kept, then that with the fewest changes', () => {
  keep();
  expect(solved()).toBeUndefined();
  markSolved(ID, { edits: 1, hints: 1, causes: true });
  expect(solved()).toEqual({ edits: 1, hints: 1, causes: true });
  markSolved(ID, { edits: 9, hints: 3, causes: false });
  expect(solved()).toEqual({ edits: 9, hints: 3, causes: false });
  markSolved(ID, { edits: 2, hints: 0, causes: false });
  markSolved(ID, { edits: 3, hints: 0, causes: false });
  markSolved(ID, { edits: 1, hints: 1, causes: false });
  expect(solved()).toEqual({ edits: 2, hints: 0, causes: false });
  expect(offeredChallenges().filter((each) => each.solved !== undefined)).toHaveLength(1);
});

test.each(['', 'done', '1 2', '-1 0 0', '1 0 2', '99999 0 0'])('%j in the storage is no way to solve it', (text) => {
  keep(new Map([[`packetwalk-challenge-${ID}`, text]]));
  expect(solved()).toBeUndefined();
});

test('without a storage nothing is solved, and nothing fails', () => {
  vi.stubGlobal('localStorage', undefined);
  markSolved(ID, { edits: 1, hints: 0, causes: false });
  expect(solved()).toBeUndefined();
});
