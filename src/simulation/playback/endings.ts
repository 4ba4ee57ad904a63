import type { NamespaceId } from '../../engine/packets.ts';
import { isSuccess, type Leg, type Outcome } from '../../engine/outcomes.ts';
import { type Fate, FATES } from './fate.ts';
import type { Timeline } from './timeline.ts';

/** A packet of a request comes to its end: at which place, and how many milliseconds into the timeline. */
export interface Ending {
  readonly namespace: NamespaceId;
  readonly at: number;
  readonly fate: Fate;
}

const known = new WeakMap<Timeline, readonly Ending[]>();

/** Where the packets of a request end, in order: at every proxy, at who answers, and where an answer is lost. */
export function endingsOf(timeline: Timeline): readonly Ending[] {
  const found = known.get(timeline) ?? findEndings(timeline);
  known.set(timeline, found);
  return found;
}

function findEndings({ outcome, cues }: Timeline): readonly Ending[] {
  return outcome.legs.flatMap((leg, index) => {
    if (leg.kind === 'DNS' || leg.kind === 'MIRRORED') return [];
    return (['request', 'reply'] as const).flatMap((direction): readonly Ending[] => {
      const last = cues.findLast((cue) => cue.leg === index && cue.direction === direction);
      const fate = fateOf(outcome, leg, direction);
      if (last === undefined || fate === undefined) return [];
      return [{ namespace: last.namespace, at: last.start + last.duration, fate }];
    });
  });
}

function fateOf(outcome: Outcome, leg: Leg, direction: 'request' | 'reply'): Fate | undefined {
  const trace = leg[direction];
  const fate = trace === undefined ? undefined : FATES[trace.disposition];
  // An answer that comes back is no end of its own.
  if (direction === 'reply') return fate === 'arrived' ? undefined : fate;
  const isLast = outcome.legs.findLast(({ kind }) => kind === 'CONNECTION' || kind === 'PROXIED') === leg;
  const isDenied = isLast && outcome.http !== null && !isSuccess(outcome);
  return fate === 'arrived' && isDenied ? 'rejected' : fate;
}
