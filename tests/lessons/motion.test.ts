import { describe, expect, test } from 'vitest';
import { createBoard } from '../../src/features/canvas/board/board.ts';
import { SCENARIOS } from '../../src/lessons/catalog.ts';
import type { WalkDepth } from '../../src/scenario/document/document.ts';
import { createSimulation } from '../whole-simulation.ts';
import { measureMotion, type Motion } from './motion.ts';

/** Every request of a lesson at a depth. */
async function motionOf({ load }: (typeof SCENARIOS)[number], depth: WalkDepth): Promise<readonly Motion[]> {
  const document = await load();
  const simulation = createSimulation({ initial: document });
  const { router } = simulation.document.getState();
  const board = createBoard({ cluster: router.cluster, layout: {}, hidden: new Set(), lens: 'objects' });
  const stage = { board, network: router.network, lens: 'objects' as const };
  simulation.playback.getState().setDepth(depth);
  return document.requests.map((request) => {
    simulation.playback.getState().send(request, { choices: [], cue: 0 });
    const { timeline } = simulation.playback.getState();
    if (timeline === undefined) throw new Error(`${request.to} has no walk`);
    return measureMotion(stage, timeline);
  });
}

const first = SCENARIOS.slice(0, 1);

describe.each(SCENARIOS)('$id', (lesson) => {
  test('told as a story something moves at least half of the time, and nothing stands for longer than one reads', async () => {
    for (const { moving, longest } of await motionOf(lesson, 'story')) {
      expect(moving).toBeGreaterThanOrEqual(0.5);
      expect(longest).toBeLessThanOrEqual(2.5);
    }
  });
});

test.each(first)('the walk of the first lesson takes at most twenty seconds as a story', async (lesson) => {
  const [motion] = await motionOf(lesson, 'story');
  expect(motion?.seconds).toBeLessThanOrEqual(20);
  expect(motion?.seconds).toBeGreaterThan(8);
});

test('rule by rule a packet stands most of the time: the measure tells the difference', async () => {
  for (const lesson of first) {
    const [motion] = await motionOf(lesson, 'rules');
    expect(motion?.moving).toBeLessThan(0.3);
    expect(motion?.longest).toBeGreaterThan(5);
  }
});
