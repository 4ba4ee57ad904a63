/** A walk told in a few beats. */
export type { Beat, BeatFacts, BeatKind, StepPlace } from './routing/story/beat.ts';
export { createBeats } from './routing/story/create-beats.ts';
