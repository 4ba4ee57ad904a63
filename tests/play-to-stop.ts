import type { PlaybackStore } from '../src/simulation/playback/playback-store.ts';

/** Lets a walk play until it stops by itself. */
export function playToStop({ getState }: PlaybackStore): void {
  for (let spent = 0; spent < 600_000 && getState().playing; spent += 40) getState().tick(40);
}
