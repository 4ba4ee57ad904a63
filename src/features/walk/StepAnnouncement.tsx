import { carries } from '../../simulation/engine-values.ts';
import { useDocument, usePlayback } from '../../simulation/workspace/context.ts';
import { beatHop, beatStep } from '../../simulation/playback/timeline.ts';

/** Says the current step to screen readers when a person stepped to it; silent while the walk plays. */
export function StepAnnouncement() {
  const text = useStepText();
  return (
    <p aria-live="polite" className="sr-only">
      {text}
    </p>
  );
}

function useStepText(): string {
  const cluster = useDocument((state) => state.router.cluster);
  const narrator = useDocument((state) => state.narrator);
  const timeline = usePlayback((state) => state.timeline);
  // While playing the value stays the same, so that nothing is rendered per beat.
  const index = usePlayback((state) => (state.playing ? -1 : state.beat));
  const beat = timeline?.beats[index];
  if (timeline === undefined || beat === undefined) return '';
  const hop = beatHop(timeline, beat);
  const step = beatStep(timeline, beat);
  const leg = timeline.outcome.legs[beat.leg];
  if (hop === undefined || step === undefined || leg === undefined) return '';
  const { title, sentence } = narrator.step(step, { cluster, hop, direction: carries(leg, beat.direction) });
  return `Step ${index + 1} of ${timeline.beats.length}, ${narrator.place(hop.namespace)}. ${title}. ${sentence}`;
}
