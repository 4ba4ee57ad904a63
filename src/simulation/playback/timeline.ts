import type { Disposition, Hop, Step, Trace } from '../../engine/packets.ts';
import { carries, failureOf, walkOrder, type Leg, type Outcome } from '../../engine/outcomes.ts';
import { type Beat, type StepPlace, createBeats } from '../../engine/story.ts';
import type { WalkDepth } from '../../scenario/document/document.ts';
import { FATES } from './fate.ts';
import { stepTimes } from './step-times.ts';
import { stepSubject } from './step-subject.ts';
import { storyTimes } from './story-times.ts';
import type { PacketState, Cue, PlacedCue, PlacedBeat } from './cue.ts';

export interface Timeline {
  readonly outcome: Outcome;
  readonly depth: WalkDepth;
  readonly beats: readonly PlacedBeat[];
  readonly cues: readonly Cue[];
  /** Milliseconds in all. */
  readonly duration: number;
}

export interface TimelineOptions {
  /** Leave out the DNS legs; a story tells of them in one beat all the same. */
  readonly skipDns: boolean;
  /** Absent: every rule. */
  readonly depth?: WalkDepth;
  /** How many words stand beside the packet during a beat. */
  readonly wordsOf?: (beat: Beat) => number;
}

/** Lays the ways of an outcome's legs end to end, as they happen. */
export function createTimeline(outcome: Outcome, options: TimelineOptions): Timeline {
  const { depth = 'rules', wordsOf = usualWords } = options;
  const placed = placeCues(outcome, depth !== 'story' && options.skipDns);
  const beats = placeBeats(outcome, placed);
  const times = depth === 'story' ? storyTimes(placed, beats, wordsOf) : stepTimes(outcome, placed, depth);
  const cues: Cue[] = [];
  let start = 0;
  let beat = 0;
  for (const [index, cue] of placed.entries()) {
    while (beat < beats.length - 1 && index > (beats[beat]?.last ?? 0)) beat += 1;
    const time = times[index] ?? { duration: 0 };
    cues.push({ ...cue, ...time, index, beat: beats.length === 0 ? -1 : beat, start });
    start += time.duration;
  }
  return { outcome, depth, beats, cues, duration: start };
}

/** Words of a sentence that nobody has counted. */
const usualWords = (): number => 10;

function placeCues(outcome: Outcome, skipDns: boolean): readonly PlacedCue[] {
  const { legs } = outcome;
  return walkOrder(legs).flatMap(({ leg: legIndex, direction }) => {
    const leg = legs[legIndex];
    const trace = leg?.[direction];
    if (leg === undefined || trace === undefined || (leg.kind === 'DNS' && skipDns && legs.length > 1)) return [];
    return trace.hops.flatMap((hop, hopIndex) =>
      hop.steps.map((step, stepIndex): PlacedCue => {
        const last = hopIndex === trace.hops.length - 1 && stepIndex === hop.steps.length - 1;
        const subject = stepSubject(step);
        const device = stepInterface(hop, stepIndex);
        return {
          leg: legIndex,
          direction,
          hop: hopIndex,
          step: stepIndex,
          namespace: hop.namespace,
          ...(device === undefined ? {} : { interface: device }),
          ...(subject === undefined ? {} : { subject }),
          packet: step.packet,
          state: cueState(outcome, leg, { direction, ending: last ? trace.disposition : undefined }),
        };
      }),
    );
  });
}

/** The beats of what is played: where the name lookup is left out, so is what is told of it. */
function placeBeats(outcome: Outcome, placed: readonly PlacedCue[]): readonly PlacedBeat[] {
  const keyOf = ({ leg, direction, hop, step }: StepPlace): string => `${leg} ${direction} ${hop} ${step}`;
  const indices = new Map(placed.map((cue, index) => [keyOf(cue), index]));
  const found: PlacedBeat[] = [];
  let next = 0;
  for (const beat of createBeats(outcome)) {
    const last = indices.get(keyOf(beat.place));
    if (last === undefined) continue;
    const marks = beat.marks.map(({ place }) => indices.get(keyOf(place)) ?? last);
    found.push({ beat, index: found.length, first: next, last, marks });
    next = last + 1;
  }
  return found;
}

/** The cue on at `time` milliseconds; the last one past the end, -1 for an empty timeline. */
export function cueAt(timeline: Timeline, time: number): number {
  const { cues } = timeline;
  let low = 0;
  let high = cues.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((cues[middle]?.start ?? 0) <= time) low = middle;
    else high = middle - 1;
  }
  return cues.length === 0 ? -1 : low;
}

/** The trace a cue belongs to. */
export function cueTrace(timeline: Timeline, cue: Cue): Trace | undefined {
  const leg = timeline.outcome.legs[cue.leg];
  return cue.direction === 'request' ? leg?.request : leg?.reply;
}

export function cueHop(timeline: Timeline, cue: Cue): Hop | undefined {
  return cueTrace(timeline, cue)?.hops[cue.hop];
}

export function cueStep(timeline: Timeline, cue: Cue): Step | undefined {
  return cueHop(timeline, cue)?.steps[cue.step];
}

/** Index of the first cue of the hop after (or before) the one `cue` is in; stays at the ends. */
export function neighborHop(timeline: Timeline, cue: number, direction: 1 | -1): number {
  const { cues } = timeline;
  const first = (index: number): number => {
    let at = index;
    while (at > 0 && sameHop(cues[at - 1], cues[at])) at -= 1;
    return at;
  };
  if (direction === -1) {
    const start = first(cue);
    return start === 0 ? 0 : start < cue ? start : first(start - 1);
  }
  let at = cue;
  while (at + 1 < cues.length && sameHop(cues[at], cues[at + 1])) at += 1;
  return Math.min(at + 1, cues.length - 1);
}

function sameHop(a: Cue | undefined, b: Cue | undefined): boolean {
  return a !== undefined && b !== undefined && a.leg === b.leg && a.direction === b.direction && a.hop === b.hop;
}

interface CueWay {
  readonly direction: 'request' | 'reply';
  /** Absent before the last step. */
  readonly ending: Disposition | undefined;
}

function cueState(outcome: Outcome, leg: Leg, { direction, ending }: CueWay): PacketState {
  const fate = ending === undefined ? 'arrived' : FATES[ending];
  if (fate !== 'arrived') return fate;
  if (direction === 'request') return 'request';
  const failed = carries(leg, direction) === 'error' || failureOf(outcome, leg) !== undefined;
  return failed ? 'rejected' : 'reply';
}

/** The beat on at a cue. */
export function beatAt({ beats, cues }: Timeline, cue: number): PlacedBeat | undefined {
  return beats[cues[cue]?.beat ?? -1];
}

/** The device named by the step itself, or the last one named before it in the hop. */
function stepInterface(hop: Hop, index: number): string | undefined {
  for (let at = index; at >= 0; at -= 1) {
    const step = hop.steps[at];
    if (step?.type === 'INTERFACE') return step.detail.interface;
    if (step?.type === 'BRIDGE') return step.detail.outPort ?? step.detail.bridge;
  }
  return undefined;
}
