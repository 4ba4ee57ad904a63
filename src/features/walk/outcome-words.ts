import type { Outcome } from '../../engine/routing/outcome.ts';
import type { TraceResult } from '../../engine/routing/router.ts';
import { isServed, isSuccess } from '../../simulation/engine-values.ts';
import type { BadgeTone } from '../../ui/Badge.tsx';

/** An outcome in a word, in the colour of what became of the packet. */
export function outcomeBadge(outcome: Pick<Outcome, 'disposition' | 'http' | 'reply'>): {
  readonly text: string;
  readonly tone: BadgeTone;
} {
  if (isSuccess(outcome) && !isServed(outcome)) return { text: 'No answer', tone: 'dropped' };
  if (outcome.http !== null)
    return { text: `HTTP ${outcome.http.status}`, tone: isSuccess(outcome) ? 'reply' : 'rejected' };
  switch (outcome.disposition) {
    case 'ACCEPTED':
      return { text: 'Arrives', tone: 'reply' };
    case 'EXITS_NETWORK':
      return { text: 'Leaves the cluster', tone: 'reply' };
    case 'REFUSED':
      return { text: 'Refused', tone: 'rejected' };
    case 'REJECTED':
      return { text: 'Rejected', tone: 'rejected' };
    case 'DROPPED':
      return { text: 'Dropped', tone: 'dropped' };
    case 'NO_ROUTE':
      return { text: 'No route', tone: 'dropped' };
    case 'NEIGHBOR_UNREACHABLE':
      return { text: 'Unreachable', tone: 'dropped' };
    case 'NAME_NOT_FOUND':
      return { text: 'Name not found', tone: 'dropped' };
    case 'LOOP':
      return { text: 'Loop', tone: 'dropped' };
    case 'INSUFFICIENT_INFO':
      return { text: 'Not known', tone: 'unknown' };
  }
}

/**
 * What is true of the request as a whole; the walk below is only one of its ways. Where the verdict is not known, what is true of
 * the ways without what was not considered.
 */
export function verdictWords({ verdict, outcomes }: Pick<TraceResult, 'verdict' | 'outcomes'>): string {
  const count = outcomes.length;
  if (verdict === 'UNDETERMINED' && outcomes.every(({ disposition }) => disposition === 'INSUFFICIENT_INFO'))
    return 'the objects do not say enough';
  if (count === 1) return 'the only way it can go';
  const good = outcomes.filter(isServed).length;
  if (good === 0 && !outcomes.some(isSuccess))
    return count === 2 ? 'neither way succeeds' : `none of ${count} ways succeeds`;
  if (good === count) return count === 2 ? 'both ways succeed' : `all ${count} ways succeed`;
  const answered = outcomes.every(isSuccess);
  return `${good} of ${count} ways ${good === 1 ? (answered ? 'is answered' : 'succeeds') : answered ? 'are answered' : 'succeed'}`;
}

/** Where an outcome ends, and through which nodes it got there: what tells branches apart. */
export function branchLabel(outcome: Pick<Outcome, 'legs' | 'destination' | 'disposition' | 'http' | 'reply'>): string {
  const nodes = new Set<string>();
  for (const leg of outcome.legs) {
    if (leg.kind === 'DNS') continue;
    for (const { namespace } of leg.request.hops) {
      if (namespace.startsWith('node/')) nodes.add(namespace.slice('node/'.length));
    }
  }
  const end = outcome.destination === null ? outcomeBadge(outcome).text : outcome.destination.name;
  return nodes.size === 0 ? end : `${end} via ${[...nodes].join(', ')}`;
}

/** "33 %", "0.4 %" */
export function percent(probability: number): string {
  const value = probability * 100;
  return `${value >= 10 || Number.isInteger(value) ? Math.round(value) : Number(value.toPrecision(2))} %`;
}
