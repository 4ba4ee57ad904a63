import { expect, test } from 'vitest';
import { pickOutcome } from '../../src/simulation/playback/pick-outcome.ts';
import { outcome } from './fixture.ts';

const THREE = [0.2, 0.3, 0.5].map((probability, index) => outcome([], { probability, choices: [index] }));

test('the same seed picks the same outcome', () => {
  for (let seed = 0; seed < 100; seed += 1) expect(pickOutcome(THREE, seed)).toBe(pickOutcome(THREE, seed));
});

test('seeds in a row pick outcomes as often as they are likely', () => {
  const counts = [0, 0, 0];
  const picks = 30_000;
  for (let seed = 1; seed <= picks; seed += 1) {
    const choice = pickOutcome(THREE, seed)?.choices[0] ?? -1;
    counts[choice] = (counts[choice] ?? 0) + 1;
  }
  for (const [index, { probability }] of THREE.entries()) {
    expect(Math.abs((counts[index] ?? 0) / picks - probability)).toBeLessThan(0.015);
  }
});

test('nothing to pick from', () => {
  expect(pickOutcome([], 1)).toBeUndefined();
});

test('probabilities that sum to a little less than one still pick something', () => {
  const third = Array.from({ length: 3 }, () => outcome([], { probability: 0.333 }));
  for (let seed = 0; seed < 5000; seed += 1) expect(pickOutcome(third, seed)).toBeDefined();
});
