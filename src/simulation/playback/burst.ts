import type { Outcome } from '../../engine/outcomes.ts';
import { pickOutcome } from './pick-outcome.ts';
import { createTimeline, type Timeline } from './timeline.ts';

/** A packet on its way besides the one being walked: it follows `timeline` from `offset` milliseconds on. */
export interface Flight {
  readonly id: number;
  readonly timeline: Timeline;
  readonly offset: number;
  /** How many times as fast as a walk; default 1. */
  readonly haste?: number;
}

/** Requests that were sent at once. */
export interface Burst {
  readonly flights: readonly Flight[];
  /** Every one of them has come to its end. */
  readonly ended: boolean;
}

export interface BurstOptions {
  readonly packets: number;
  readonly skipDns: boolean;
  /** The same seed picks the same outcomes. */
  readonly seed: number;
}

const MAX_FLIGHTS = 2000;
const FLIGHT_GAP = 90;

/** Packets one after the other, each on a way that is as likely as its outcome; none where there are no outcomes. */
export function createBurst(outcomes: readonly Outcome[], { packets, skipDns, seed }: BurstOptions): readonly Flight[] {
  const timelines = new Map<Outcome, Timeline>();
  const timelineOf = (outcome: Outcome): Timeline => {
    // Nobody reads the rules a packet meets while many are on their way.
    const made = timelines.get(outcome) ?? createTimeline(outcome, { skipDns, depth: 'hops' });
    timelines.set(outcome, made);
    return made;
  };
  const flights: Flight[] = [];
  for (let id = 0; id < Math.min(packets, MAX_FLIGHTS); id += 1) {
    const outcome = pickOutcome(outcomes, seed + id + 1);
    if (outcome !== undefined) flights.push({ id, timeline: timelineOf(outcome), offset: id * FLIGHT_GAP });
  }
  return flights;
}
