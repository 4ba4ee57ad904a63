import { isServed, type Leg, type Outcome } from '../outcome/outcome.ts';
import type { Beat, Mark } from './beat.ts';
import { marksOf, type Rank, type RankedMark } from './marks.ts';

/** More beats than this nobody listens to. */
export const MOST_BEATS = 9;
/** So many are told where there is as much to say; and up to how many a lesser thing is told as well. */
const ENOUGH: Readonly<Record<Exclude<Rank, 0 | 1>, number>> = { 2: 8, 3: 7, 4: 5 };

interface Group {
  readonly marks: readonly RankedMark[];
}

/**
 * An outcome as a story of at most nine beats, in the order in which it happens: five or more unless the walk ends before. The rules
 * hold for any walk: a name answered, a header changed, a decision among several, a proxy's decision, a boundary crossed, the end.
 * Every changed header, every tunnel and the end are in some beat; where there are too many, those that follow each other are told
 * together. Empty: no packet was sent.
 */
export function createBeats(outcome: Outcome): readonly Beat[] {
  const all = marksOf(outcome);
  const chosen = new Set(all.filter(({ rank }) => rank < 2));
  const gathered = (): readonly Group[] => group(all.filter((each) => chosen.has(each)));
  for (const rank of [2, 3, 4] as const) {
    for (const each of all) if (each.rank === rank && gathered().length < ENOUGH[rank]) chosen.add(each);
  }
  let groups = gathered();
  while (groups.length > MOST_BEATS) groups = mergeTwo(groups);
  const failing = isServed(outcome) ? undefined : failingMark(outcome, all);
  return groups.flatMap(({ marks }) => {
    const [first] = marks;
    const last = marks.at(-1);
    if (first === undefined || last === undefined) return [];
    const fails = marks.some(({ mark }) => mark === failing);
    const lead = fails && failing !== undefined ? failing : leadOf(marks, first);
    return [{ lead, marks: marks.map(({ mark }) => mark), place: last.mark.place, fails }];
  });
}

/** Each by itself, but what one host restores at once. */
function group(marks: readonly RankedMark[]): readonly Group[] {
  const groups: Group[] = [];
  for (const each of marks) {
    const before = groups.at(-1);
    const last = before?.marks.at(-1)?.mark;
    if (before !== undefined && last !== undefined && areOne(last, each.mark)) {
      groups[groups.length - 1] = { marks: [...before.marks, each] };
    } else groups.push({ marks: [each] });
  }
  return groups;
}

function areOne(a: Mark, b: Mark): boolean {
  const [at, then] = [a.place, b.place];
  const sameHop = at.leg === then.leg && at.direction === then.direction && at.hop === then.hop;
  return sameHop && a.kind === 'RESTORED' && b.kind === 'RESTORED';
}

/** The first of those that matter most. */
function leadOf(marks: readonly RankedMark[], first: RankedMark): Mark {
  return marks.reduce((best, each) => (each.rank < best.rank ? each : best), first).mark;
}

/** Joins the two neighbours that are the least loss told together. */
function mergeTwo(groups: readonly Group[]): readonly Group[] {
  let at = 1;
  for (let index = 2; index < groups.length; index += 1) {
    if (loss(groups, index) < loss(groups, at)) at = index;
  }
  const merged = { marks: [...(groups[at - 1]?.marks ?? []), ...(groups[at]?.marks ?? [])] };
  return [...groups.slice(0, at - 1), merged, ...groups.slice(at + 1)];
}

/** What is lost when the group at `index` is told with the one before it. */
function loss(groups: readonly Group[], index: number): number {
  const before = groups[index - 1]?.marks.at(-1)?.mark.place;
  const after = groups[index]?.marks[0]?.mark.place;
  if (before === undefined || after === undefined) return Number.POSITIVE_INFINITY;
  const size = (groups[index - 1]?.marks.length ?? 0) + (groups[index]?.marks.length ?? 0);
  const ends = [...(groups[index - 1]?.marks ?? []), ...(groups[index]?.marks ?? [])].some(({ rank }) => rank === 0);
  const apart = before.leg !== after.leg || before.direction !== after.direction ? 6 : before.hop === after.hop ? 0 : 2;
  // The way back is the way there once more.
  return apart + size + (ends ? 12 : 0) + (after.direction === 'request' ? 1 : 0);
}

/** By what the request fails: where a packet ends that is not only a copy, a proxy's refusal, a name nobody knows. */
function failingMark({ legs }: Outcome, all: readonly RankedMark[]): Mark | undefined {
  const marks = all.map(({ mark }) => mark).filter(({ place }) => counts(legs[place.leg]));
  const stopped = marks.findLast(({ kind, place }) => kind === 'STOPPED' && isLast(legs, place.leg));
  return (
    stopped ??
    marks.findLast((mark) => mark.kind === 'NO_ROUTE_FOUND' || mark.kind === 'NAME_UNANSWERED' || isRefusal(mark)) ??
    marks.findLast((mark) => mark.kind === 'ROUTE_FOUND' && mark.facts.step.action === 'ANSWERED') ??
    marks.findLast(({ kind }) => kind === 'STOPPED') ??
    marks.at(-1)
  );
}

/** The proxy of a mesh ends a connection, or answers in the place of the server. */
function isRefusal(mark: Mark): boolean {
  return (
    mark.kind === 'SIDECAR_DECIDED' && (mark.facts.step.action === 'CLOSED' || mark.facts.step.action === 'ANSWERED')
  );
}

const counts = (leg: Leg | undefined): boolean => leg?.kind !== 'MIRRORED';

/** A name server that did not answer is no failure when another one did. */
function isLast(legs: readonly Leg[], leg: number): boolean {
  return legs[leg]?.kind !== 'DNS' || legs.slice(leg + 1).every((later) => later.kind === 'MIRRORED');
}
