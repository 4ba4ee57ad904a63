import type { StoryStep } from '../../scenario/document/document.ts';
import type { PlaybackState } from '../../simulation/playback/playback-store.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { showStoryStep } from '../../simulation/workspace/story.ts';

/**
 * One press of a clicker, as programs for slides take it: on, a part that still plays is brought to its end, and only one that is
 * there makes way for the next; back, the part before is shown as it ended. Without a story, hop by hop.
 */
export function advance(simulation: Simulation, by: 1 | -1): void {
  const { document, playback, view, session } = simulation;
  const { story } = document.getState().document;
  const at = Math.min(view.getState().part, story.length - 1);
  const part = story[at];
  if (part === undefined) {
    playback.getState().stepHop(by);
    return;
  }
  // Nobody has answered: the next who is shown it is asked.
  if (by === 1 && view.getState().asking) return showStoryStep(simulation, at, { ask: false });
  const end = endOf(part, playback.getState());
  const changes = session()?.changes.getState();
  if (by === 1 && part.timeline !== undefined && changes?.playing === true && view.getState().aside === undefined) {
    changes.seek(changes.until ?? Infinity);
    return;
  }
  // What was put aside is no part of the story: one goes on with that.
  if (by === 1 && end !== undefined && view.getState().aside === undefined) {
    playback.getState().seekCue(end);
    return;
  }
  const next = story[at + by];
  if (next === undefined) return;
  showStoryStep(simulation, at + by, { play: by === 1 || next.timeline === undefined });
  if (by === 1) return;
  const ended = endOf(next, playback.getState());
  if (ended !== undefined) playback.getState().seekCue(ended);
}

/** Index of the cue at which a part ends that has not come there; undefined: it has, or stands at one moment. */
function endOf(
  { step, beat, timeline: changes }: StoryStep,
  { timeline, cue, until, playing, time }: PlaybackState,
): number | undefined {
  if (timeline === undefined || changes !== undefined || (step === undefined && beat !== undefined)) return undefined;
  // Somebody went on beyond it, and stopped.
  if (step !== undefined && until === undefined && !playing) return undefined;
  const index = until ?? timeline.cues.length - 1;
  const end = timeline.cues[index];
  if (end === undefined || cue > index) return undefined;
  if (cue < index) return index;
  // What is left of its last moment is time to read.
  const { start, duration, travel = duration, act = 0 } = end;
  return playing && time() < start + Math.min(travel + act, duration) ? index : undefined;
}
