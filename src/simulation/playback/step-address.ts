import type { Step } from '../../engine/packets.ts';
import type { StepAddress } from '../../scenario/document/document.ts';
import type { Cue } from './cue.ts';
import { cueStep, type Timeline } from './timeline.ts';

/** How a cue's step is named in links and lessons; undefined where there is none. */
export function addressOf(timeline: Timeline, index: number): StepAddress | undefined {
  const cue = timeline.cues[index];
  const step = cue && cueStep(timeline, cue);
  if (cue === undefined || step === undefined) return undefined;
  const nth = timeline.cues.filter(
    (other) => inHop(other, cue) && other.step < cue.step && cueStep(timeline, other)?.type === step.type,
  ).length;
  const { leg, direction, hop } = cue;
  return { leg, direction, hop, type: step.type, ...(nth > 0 && { nth }) };
}

/**
 * Index of the cue with that address; where the walk no longer has it, what comes nearest: the last such step of the hop, the
 * first of the next hop that has one (another network puts a router in between), the hop's first step, the last hop of that way.
 * undefined: the walk has no such way.
 */
export function cueOf(timeline: Timeline, address: StepAddress): number | undefined {
  const way = timeline.cues.filter(({ leg, direction }) => leg === address.leg && direction === address.direction);
  const hop = way.filter((cue) => cue.hop === address.hop);
  const alike = way.filter((cue) => isNamed(cueStep(timeline, cue), address));
  const here = alike.filter((cue) => cue.hop === address.hop);
  const next = alike.filter((cue) => cue.hop > address.hop);
  const inNext = next.filter((cue) => cue.hop === next[0]?.hop);
  const nth = address.nth ?? 0;
  const found = here[nth] ?? here.at(-1) ?? inNext[nth] ?? inNext.at(-1) ?? hop[0] ?? way.at(-1);
  return found?.index;
}

function isNamed(step: Step | undefined, { type, action }: StepAddress): boolean {
  return step?.type === type && (action === undefined || step.action === action);
}

function inHop(a: Cue, b: Pick<Cue, 'leg' | 'direction' | 'hop'>): boolean {
  return a.leg === b.leg && a.direction === b.direction && a.hop === b.hop;
}
