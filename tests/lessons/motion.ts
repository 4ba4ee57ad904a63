import type { Stage } from '../../src/features/canvas/packets/places/place.ts';
import { movesOf } from '../../src/features/canvas/packets/places/place.ts';
import type { Timeline } from '../../src/simulation/playback/timeline.ts';

export interface Motion {
  /** Seconds in all. */
  readonly seconds: number;
  /** Share of the time in which the packet moves, or what happens to it is being shown. */
  readonly moving: number;
  /** Seconds of the longest time without either. */
  readonly longest: number;
}

/** Milliseconds at most that a packet takes on its way at a cue without a time for it: see progress. */
const travelTime = (duration: number, length: number): number => Math.min(duration * 0.85, 120 + length * 1.2);

/** What one sees of a walk on the board at 1×. */
export function measureMotion(stage: Stage, timeline: Timeline): Motion {
  const moves = movesOf(stage, timeline);
  let moving = 0;
  let still = 0;
  let longest = 0;
  const stand = (time: number): void => {
    still += time;
    longest = Math.max(longest, still);
  };
  for (const { index, duration, travel, act = 0 } of timeline.cues) {
    const length = moves[index]?.length ?? 0;
    const onWay = length === 0 ? 0 : (travel ?? travelTime(duration, length));
    // It waits where it has no way to go, acts, and rests.
    if (onWay > 0) still = 0;
    else stand(travel ?? 0);
    if (act > 0) still = 0;
    stand(duration - act - (travel ?? onWay));
    moving += onWay + act;
  }
  return {
    seconds: timeline.duration / 1000,
    moving: timeline.duration === 0 ? 1 : moving / timeline.duration,
    longest: longest / 1000,
  };
}
