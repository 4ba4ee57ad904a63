import type { StoryStep } from '../../../scenario/document/document.ts';
import type { PlacedBeat } from '../../../simulation/playback/cue.ts';
import type { Timeline } from '../../../simulation/playback/timeline.ts';

/**
 * By what the address that a part asks for is what it is: the beat that changed it last, or that nothing did. undefined: it asks for
 * something else.
 */
export function changeOfAddress(
  { question, step }: StoryStep,
  timeline: Timeline,
): PlacedBeat | 'unchanged' | 'proxied' | undefined {
  if (question?.ask !== 'SOURCE_SEEN' && question?.ask !== 'DESTINATION') return undefined;
  const field = question.ask === 'SOURCE_SEEN' ? 'sourceIP' : 'destinationIP';
  const at = question.ask === 'DESTINATION' ? (question.at ?? step) : undefined;
  const leg = at?.leg ?? timeline.outcome.legs.length - 1;
  const direction = at?.direction ?? 'request';
  const way = timeline.cues.filter((cue) => cue.leg === leg && cue.direction === direction);
  const changed = way.findLast(
    ({ packet, hop }, index) => index > 0 && hop <= (at?.hop ?? hop) && way[index - 1]?.packet[field] !== packet[field],
  );
  const beat = changed && timeline.beats.find(({ first, last }) => first <= changed.index && changed.index <= last);
  if (beat !== undefined) return beat;
  return timeline.outcome.legs[leg]?.kind === 'PROXIED' ? 'proxied' : 'unchanged';
}
