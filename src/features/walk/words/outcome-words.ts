import { type Outcome, isServed, isSuccess } from '../../../engine/outcomes.ts';
import type { TraceResult } from '../../../engine/engine.ts';
import { namespaceOwner } from '../../../engine/packets.ts';
import type { WayCount } from '../../../simulation/playback/way-count.ts';
import type { BadgeTone } from '../../../ui/Badge.tsx';

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
 * the ways without what was not considered; where ways are missing, of those that were walked.
 */
export function verdictWords({
  verdict,
  outcomes,
  missing,
}: Pick<TraceResult, 'verdict' | 'outcomes' | 'missing'>): string {
  const count = countWays(outcomes);
  if (verdict === 'UNDETERMINED' && outcomes.every(({ disposition }) => disposition === 'INSUFFICIENT_INFO'))
    return 'the objects do not say enough';
  if (count === 1 && missing === undefined) return 'the only way it can go';
  const good = countWays(outcomes.filter(isServed));
  const ways = missing === undefined ? 'ways' : 'ways walked';
  const two = count === 2 && missing === undefined;
  if (good === 0 && !outcomes.some(isSuccess))
    return two ? 'neither way succeeds' : `none of ${count} ${ways} succeeds`;
  if (good === count) return two ? 'both ways succeed' : `all ${count} ${ways} succeed`;
  const answered = outcomes.every(isSuccess);
  return `${good} of ${count} ${ways} ${good === 1 ? (answered ? 'is answered' : 'succeeds') : answered ? 'are answered' : 'succeed'}`;
}

const countWays = (outcomes: readonly Outcome[]): number => outcomes.reduce((sum, { ways = 1 }) => sum + ways, 0);

/** How many ways there are, as far as that is known. */
export function countWords(
  { outcomes, missing }: Pick<TraceResult, 'outcomes' | 'missing'>,
  counting: WayCount | undefined,
): string {
  const count = (counting?.ways ?? countWays(outcomes)).toLocaleString('en');
  if (counting !== undefined)
    return `at least ${count} ways${counting.running ? ', still counting' : ', counting was stopped'}`;
  if (missing !== undefined)
    return `more than ${count} ways; ${percent(missing.probability)} of the chance is not walked`;
  return `${count} ways, one is walked`;
}

/** Where an outcome ends, and through which nodes it got there: what tells branches apart. */
export function branchLabel(outcome: Pick<Outcome, 'legs' | 'destination' | 'disposition' | 'http' | 'reply'>): string {
  const nodes = new Set<string>();
  for (const leg of outcome.legs) {
    if (leg.kind === 'DNS') continue;
    for (const { namespace } of leg.request.hops) {
      const owner = namespaceOwner(namespace);
      if (owner?.kind === 'Node') nodes.add(owner.name);
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
