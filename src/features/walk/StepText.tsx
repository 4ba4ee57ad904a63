import { useWords } from '../../ui/words.ts';
import { carries } from '../../engine/outcomes.ts';
import { useDocument, usePlayback } from '../../simulation/workspace/context.ts';
import { cueHop, cueStep } from '../../simulation/playback/timeline.ts';

/** The current step in words when a person stepped to it; nothing while the walk plays. */
export function StepText(): string {
  const words = useWords('walk');
  const player = useWords('player');
  const cluster = useDocument((state) => state.router.cluster);
  const narrator = useDocument((state) => state.narrator);
  const timeline = usePlayback((state) => state.timeline);
  // While playing the value stays the same, so that nothing is rendered per cue.
  const index = usePlayback((state) => (state.playing ? -1 : state.cue));
  const cue = timeline?.cues[index];
  if (timeline === undefined || cue === undefined) return '';
  const hop = cueHop(timeline, cue);
  const step = cueStep(timeline, cue);
  const leg = timeline.outcome.legs[cue.leg];
  if (hop === undefined || step === undefined || leg === undefined) return '';
  if (timeline.depth === 'story') {
    const told = timeline.beats[cue.beat];
    return told === undefined
      ? ''
      : words.beat(told.index + 1, timeline.beats.length, narrator.beat(told.beat).caption);
  }
  const { title, sentence } = narrator.step(step, { cluster, hop, direction: carries(leg, cue.direction) });
  return words.told({
    step: player.step(index + 1, timeline.cues.length),
    place: narrator.place(hop.namespace, cluster.settings.machine),
    title,
    why: sentence,
  });
}
