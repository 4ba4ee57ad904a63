import type { StepAddress } from '../../scenario/document/document.ts';
import { type Beat, beatStep, type Timeline } from './timeline.ts';

/** How a beat's step is named in links and lessons; undefined where there is none. */
export function addressOf(timeline: Timeline, index: number): StepAddress | undefined {
  const beat = timeline.beats[index];
  const step = beat && beatStep(timeline, beat);
  if (beat === undefined || step === undefined) return undefined;
  const nth = timeline.beats.filter(
    (other) => inHop(other, beat) && other.step < beat.step && beatStep(timeline, other)?.type === step.type,
  ).length;
  const { leg, direction, hop } = beat;
  return { leg, direction, hop, type: step.type, ...(nth > 0 && { nth }) };
}

/**
 * Index of the beat with that address; where the walk no longer has it, what comes nearest: the last such step of the hop, the
 * hop's first step, the last hop of that way. undefined: the walk has no such way.
 */
export function beatOf(timeline: Timeline, address: StepAddress): number | undefined {
  const way = timeline.beats.filter(({ leg, direction }) => leg === address.leg && direction === address.direction);
  const hop = way.filter((beat) => beat.hop === address.hop);
  const alike = hop.filter((beat) => beatStep(timeline, beat)?.type === address.type);
  const found = alike[address.nth ?? 0] ?? alike.at(-1) ?? hop[0] ?? way.at(-1);
  return found?.index;
}

function inHop(a: Beat, b: Pick<Beat, 'leg' | 'direction' | 'hop'>): boolean {
  return a.leg === b.leg && a.direction === b.direction && a.hop === b.hop;
}
