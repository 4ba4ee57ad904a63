import type { NamespaceId } from '../../engine/linux/model/place.ts';
import type { Subject } from '../../engine/linux/model/origin.ts';
import type { PacketHeader } from '../../engine/linux/model/packet.ts';
import { stepOrigin, type Disposition, type Hop, type Step, type Trace } from '../../engine/linux/model/trace.ts';
import { walkOrder } from '../../engine/routing/outcome/leg-order.ts';
import type { Leg, Outcome } from '../../engine/routing/outcome/outcome.ts';

/** What a packet looks like on its way; each state has its own shape and colour. */
export type PacketState = 'request' | 'reply' | 'rejected' | 'dropped';

/** One step of a walk as it is played: where the packet is, what happens, how long one looks at it. */
export interface Cue {
  readonly index: number;
  /** Index into the outcome's legs. */
  readonly leg: number;
  readonly direction: 'request' | 'reply';
  /** Index into the trace's hops, and into the hop's steps. */
  readonly hop: number;
  readonly step: number;
  readonly namespace: NamespaceId;
  /** The interface the packet is at; absent: inside the kernel or a process. */
  readonly interface?: string;
  /** The object on whose behalf the step happened: it lights up. */
  readonly subject?: Subject;
  readonly packet: PacketHeader;
  readonly state: PacketState;
  /** Milliseconds at speed 1: longer where something is decided or changed. */
  readonly duration: number;
  /** Milliseconds from the start of the timeline. */
  readonly start: number;
}

export interface Timeline {
  readonly outcome: Outcome;
  readonly cues: readonly Cue[];
  /** Milliseconds in all. */
  readonly duration: number;
}

export interface TimelineOptions {
  /** Leave out the DNS legs. */
  readonly skipDns: boolean;
}

const DURATION = { wire: 420, look: 260, rule: 520, change: 1100, decide: 800, end: 1200 } as const;

/** Lays the ways of an outcome's legs end to end, as they happen. */
export function createTimeline(outcome: Outcome, options: TimelineOptions): Timeline {
  const cues: Cue[] = [];
  let start = 0;
  for (const { leg: legIndex, direction } of walkOrder(outcome.legs)) {
    const leg = outcome.legs[legIndex];
    const trace = direction === 'request' ? leg?.request : leg?.reply;
    if (leg === undefined || trace === undefined) continue;
    if (leg.kind === 'DNS' && options.skipDns && outcome.legs.length > 1) continue;
    trace.hops.forEach((hop, hopIndex) => {
      hop.steps.forEach((step, stepIndex) => {
        const last = hopIndex === trace.hops.length - 1 && stepIndex === hop.steps.length - 1;
        const duration = last ? DURATION.end : stepDuration(step);
        const subject = stepSubject(step);
        const device = stepInterface(hop, stepIndex);
        cues.push({
          index: cues.length,
          leg: legIndex,
          direction,
          hop: hopIndex,
          step: stepIndex,
          namespace: hop.namespace,
          ...(device === undefined ? {} : { interface: device }),
          ...(subject === undefined ? {} : { subject }),
          packet: step.packet,
          state: cueState(leg, direction, last ? trace.disposition : undefined),
          duration,
          start,
        });
        start += duration;
      });
    });
  }
  return { outcome, cues, duration: start };
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

function cueState(leg: Leg, direction: 'request' | 'reply', ending: Disposition | undefined): PacketState {
  if (ending === 'REJECTED' || ending === 'REFUSED') return 'rejected';
  if (ending !== undefined && ending !== 'ACCEPTED' && ending !== 'EXITS_NETWORK') return 'dropped';
  if (direction === 'request') return 'request';
  return leg.request.disposition === 'REFUSED' || leg.request.disposition === 'REJECTED' ? 'rejected' : 'reply';
}

function stepDuration(step: Step): number {
  switch (step.type) {
    case 'INTERFACE':
    case 'BRIDGE':
      return DURATION.wire;
    case 'TRANSLATE':
    case 'IPVS':
    case 'BPF':
    case 'TUNNEL':
    case 'MTU':
      return DURATION.change;
    case 'RULE':
      return step.action === 'REJECT' || step.action === 'DROP' ? DURATION.decide : DURATION.rule;
    case 'ROUTE':
    case 'SOCKET':
    case 'POLICY':
    case 'REDIRECT':
    case 'TLS_TERMINATED':
    case 'ROUTE_MATCHED':
    case 'NO_ROUTE_MATCHED':
      return DURATION.decide;
    case 'CONNTRACK':
    case 'NEIGHBOR':
    case 'TTL':
      return DURATION.look;
  }
}

function stepSubject(step: Step): Subject | undefined {
  switch (step.type) {
    case 'RULE':
      return stepOrigin(step).subject;
    case 'TRANSLATE':
      return step.detail.origin.subject;
    case 'IPVS':
      return step.detail.server.origin.subject;
    case 'BPF':
      return step.detail.frontend.origin.subject;
    case 'SOCKET':
      return step.detail.socket?.origin.subject;
    case 'ROUTE':
      return step.detail.route?.origin.subject;
    case 'REDIRECT':
      return step.detail.origin.subject;
    case 'TLS_TERMINATED':
    case 'ROUTE_MATCHED':
    case 'NO_ROUTE_MATCHED':
      return step.detail.entry;
    default:
      return undefined;
  }
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
