import { describe, expect, test } from 'vitest';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { FIRST_LESSON } from '../../src/lessons/catalog/first-lesson.ts';
import { LONGEST_LESSON, LONGEST_STILL, LEAST_MOTION, motionOf } from './motion-of-lesson.ts';

const first = [FIRST_LESSON];

describe.each(SCENARIOS)('$id', (lesson) => {
  test('told as a story something moves at least half of the time, and nothing stands for longer than one reads', async () => {
    for (const { moving, longest } of await motionOf(lesson, 'story')) {
      expect(moving).toBeGreaterThanOrEqual(LEAST_MOTION);
      expect(longest).toBeLessThanOrEqual(LONGEST_STILL);
    }
  });
});

test.each(first)('the walk of the first lesson takes at most twenty seconds as a story', async (lesson) => {
  const [motion] = await motionOf(lesson, 'story');
  expect(motion?.seconds).toBeLessThanOrEqual(LONGEST_LESSON);
  expect(motion?.seconds).toBeGreaterThan(8);
});

test('rule by rule a packet stands most of the time: the measure tells the difference', async () => {
  for (const lesson of first) {
    const [motion] = await motionOf(lesson, 'rules');
    expect(motion?.moving).toBeLessThan(0.3);
    expect(motion?.longest).toBeGreaterThan(5);
  }
});
