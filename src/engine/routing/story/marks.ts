import type { NamespaceId } from '../../linux/model/place.ts';
import { stepOrigin, type Hop, type Trace } from '../../linux/model/trace.ts';
import { carries, failureOf, type LegWay, walkOrder } from '../outcome/leg-order.ts';
import type { Leg, Outcome } from '../outcome/outcome.ts';
import type { BeatFacts, BeatKind, Mark, StepPlace } from './beat.ts';
import { markOfStep } from './mark-of-step.ts';

/** How much a mark matters: 0 and 1 are always told, the others where there is room, the lower first. */
export type Rank = 0 | 1 | 2 | 3 | 4;

export interface RankedMark {
  readonly mark: Mark;
  readonly rank: Rank;
}

type Put = <Kind extends BeatKind>(rank: Rank, kind: Kind, facts: BeatFacts[Kind], place: StepPlace) => void;

/** Everything of an outcome that could be told, in the order in which it happens. */
export function marksOf({ legs, http }: Pick<Outcome, 'legs' | 'http'>): readonly RankedMark[] {
  const found: RankedMark[] = [];
  const put: Put = (rank, kind, facts, place) => {
    found.push({ rank, mark: { kind, facts, place } as Mark });
  };
  const ways = walkOrder(legs);
  const lastLookup = ways.findLast(({ leg }) => legs[leg]?.kind === 'DNS');
  for (const way of ways) {
    const leg = legs[way.leg];
    const trace = leg?.[way.direction];
    if (leg === undefined || trace === undefined) continue;
    if (leg.kind === 'DNS') markLookup(put, { leg, way, trace, isLast: way === lastLookup });
    else markWay(put, { leg, way, trace }, failureOf({ http }, leg));
  }
  const last = found.at(-1);
  if (last !== undefined) found[found.length - 1] = { ...last, rank: 0 };
  return found;
}

interface Way {
  readonly leg: Leg;
  readonly way: LegWay;
  readonly trace: Trace;
}

/** All lookups of a name are told at the end of the last one. */
function markLookup(put: Put, { leg, way, trace, isLast }: Way & { readonly isLast: boolean }): void {
  if (leg.kind !== 'DNS') return;
  const end = endOf(way, trace);
  const start = trace.hops[0];
  const packet = start?.steps[0]?.packet ?? trace.final;
  if (!hasArrived(trace)) {
    if (isLast) put(1, 'SET_OFF', { at: start?.namespace ?? trace.end, packet }, { ...way, hop: 0, step: 0 });
    put(isLast ? 0 : 2, 'STOPPED', stopOf(way, trace), end);
  }
  if (hasArrived(trace) && isLast) {
    const { lookup } = leg;
    const kind = lookup.addresses.length > 0 ? 'NAME_ANSWERED' : 'NAME_UNANSWERED';
    put(1, kind, { lookup }, end);
  }
}

function markWay(put: Put, { leg, way, trace }: Way, status: number | undefined): void {
  const isReply = way.direction === 'reply';
  const aside = leg.kind === 'MIRRORED';
  const place = (hop: number, step: number): StepPlace => ({ ...way, hop, step });
  const error = carries(leg, way.direction) === 'error';
  const start = trace.hops[0];
  const packet = start?.steps[0]?.packet ?? trace.final;
  const at = start?.namespace ?? trace.end;
  if (isReply) put(3, 'ANSWERED', { at, packet, error }, place(0, 0));
  else if (leg.kind === 'CONNECTION') put(1, 'SET_OFF', { at, packet }, place(0, 0));
  else {
    const backend =
      leg.kind === 'PROXIED' ? (leg.http?.backend ?? leg.backend) : leg.kind === 'MIRRORED' ? leg.backend : undefined;
    put(aside ? 3 : 2, 'PASSED_ON', { at, copy: aside, ...(backend !== undefined && { backend }) }, place(0, 0));
  }
  for (const [index, hop] of trace.hops.entries()) {
    const before = trace.hops[index - 1];
    if (before !== undefined) {
      const { namespace } = before;
      put(
        crossingRank(namespace, hop.namespace, aside),
        'CROSSED',
        { from: namespace, to: hop.namespace },
        place(index, 0),
      );
    }
    markHop(put, {
      hop,
      aside,
      isReply,
      place: (step) => place(index, step),
      trace,
      isLast: index === trace.hops.length - 1,
    });
  }
  if (!hasArrived(trace)) put(aside ? 3 : 0, 'STOPPED', stopOf(way, trace), endOf(way, trace));
  else if (isReply)
    put(
      leg.kind === 'CONNECTION' ? 0 : 3,
      'CAME_BACK',
      { at: trace.end, packet: trace.final, error, ...(status !== undefined && { status }) },
      endOf(way, trace),
    );
  else if (trace.disposition === 'EXITS_NETWORK') put(1, 'LEFT', { packet: trace.final }, endOf(way, trace));
}

interface HopAt {
  readonly hop: Hop;
  readonly trace: Trace;
  readonly aside: boolean;
  readonly isReply: boolean;
  readonly isLast: boolean;
  readonly place: (step: number) => StepPlace;
}

function markHop(put: Put, { hop, trace, aside, isReply, isLast, place }: HopAt): void {
  const { namespace, steps } = hop;
  let allowed = false;
  const looped =
    trace.hops.length === 1
      ? steps.findIndex((step) => step.type === 'INTERFACE' && step.detail.kind === 'loopback')
      : -1;
  const hasProxy = steps.at(-1)?.type !== 'SOCKET';
  for (const [index, step] of steps.entries()) {
    const told = markOfStep(hop, index);
    if (told !== undefined) put(aside ? 3 : told.rank, told.kind, told.facts as never, place(index));
    else if (index === looped)
      put(
        3,
        'STAYED',
        { at: namespace, device: step.type === 'INTERFACE' ? step.detail.interface : 'lo' },
        place(index),
      );
    else if (
      !allowed &&
      step.type === 'RULE' &&
      step.action !== 'JUMP' &&
      step.action !== 'DROP' &&
      step.action !== 'GOTO'
    ) {
      const { program, subject } = stepOrigin(step);
      if (program !== 'network-policy' || subject === undefined) continue;
      allowed = true;
      put(3, 'ALLOWED', { at: namespace, policy: subject }, place(index));
    } else if (isLast && !isReply && step.type === 'SOCKET' && step.action === 'ACCEPTED') {
      const name = step.detail.socket?.process;
      put(
        aside || hasProxy ? 3 : 1,
        'ARRIVED',
        { at: namespace, packet: step.packet, ...(name !== undefined && { process: name }) },
        place(index),
      );
    }
  }
}

/** Between machines it is worth more than between a pod and its node; a router only passes on. */
function crossingRank(from: NamespaceId, to: NamespaceId, aside: boolean): Rank {
  if (aside) return 4;
  const isInside = (id: NamespaceId): boolean => id.startsWith('pod/') || id === 'router';
  return isInside(from) || isInside(to) ? 4 : 3;
}

function endOf(way: LegWay, { hops }: Trace): StepPlace {
  const hop = Math.max(hops.length - 1, 0);
  return { ...way, hop, step: Math.max((hops[hop]?.steps.length ?? 1) - 1, 0) };
}

function stopOf({ direction }: LegWay, { hops, disposition, end }: Trace): BeatFacts['STOPPED'] {
  const step = hops.at(-1)?.steps.at(-1);
  if (step === undefined) throw new Error('a trace has no step');
  return { at: end, step, disposition, reply: direction === 'reply' };
}

const hasArrived = ({ disposition }: Trace): boolean => disposition === 'ACCEPTED' || disposition === 'EXITS_NETWORK';
