import { createBoard } from '../../src/features/canvas/placing/board.ts';
import type { Lesson } from '../../src/lessons/catalog/first-lesson.ts';
import type { WalkDepth } from '../../src/scenario/document/document.ts';
import { createSimulation } from '../whole-simulation.ts';
import { measureMotion, type Motion } from './motion.ts';

/** Share of a story's time in which something moves. */
export const LEAST_MOTION = 0.5;
/** Seconds that nothing may move for: as long as one reads. */
export const LONGEST_STILL = 2.5;
/** Seconds that the first lesson's first walk may take at 1×. */
export const LONGEST_LESSON = 20;

/** Every request of a lesson at a depth. */
export async function motionOf({ load }: Pick<Lesson, 'load'>, depth: WalkDepth): Promise<readonly Motion[]> {
  const document = await load();
  const simulation = createSimulation({ initial: document });
  const { router } = simulation.document.getState();
  const board = createBoard({ cluster: router.cluster, layout: {}, hidden: new Set(), lens: 'objects' });
  const stage = { board };
  simulation.playback.getState().setDepth(depth);
  return document.requests.map((request) => {
    simulation.playback.getState().send(request, { choices: [], cue: 0 });
    const { timeline } = simulation.playback.getState();
    if (timeline === undefined) throw new Error(`${request.to} has no walk`);
    return measureMotion(stage, timeline);
  });
}
