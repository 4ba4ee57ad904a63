import { formatObjectRef, type ObjectRef, parseObjectKey } from '../../engine/objects.ts';
import { formatSource } from '../../engine/requests.ts';
import type { RoomWords } from '../../narration/page/language.ts';
import type { GoalAccess, GoalObject, GoalRequest } from '../../scenario/document/goal.ts';
import type { AccessMiss } from '../../simulation/challenge/check-access.ts';
import type { CheckedClause, ObjectMiss } from '../../simulation/challenge/check-goal.ts';
import type { RequestMiss, WayMiss } from '../../simulation/challenge/check-request.ts';
import { leaves } from '../../simulation/challenge/leaves.ts';

type Words = RoomWords['challenge'];

/** A line of the goal: what has to be so, whether it is, and what is so instead. What stays is one line; changes are counted elsewhere. */
export interface GoalLine {
  readonly text: string;
  readonly met: boolean;
  readonly instead?: string;
}

export function goalLines(clauses: readonly CheckedClause[], words: Words): readonly GoalLine[] {
  const kept = clauses.filter((clause) => clause.is === 'object');
  const line = (text: string, instead: string | undefined): GoalLine => ({
    text,
    met: instead === undefined,
    ...(instead !== undefined && { instead }),
  });
  return clauses.flatMap((clause): readonly GoalLine[] => {
    switch (clause.is) {
      case 'request':
        return [line(requestWords(clause.request, words), clause.miss && requestMiss(clause.miss, words))];
      case 'access':
        return [line(accessWords(clause.access, words), clause.miss && accessMiss(clause.miss, words))];
      case 'object': {
        if (clause !== kept[0]) return [];
        const first = kept.find(({ miss }) => miss !== undefined);
        const text = words.kept(kept.map(({ object }) => keptWords(object, words)));
        return [line(text, first?.miss && objectMiss(first.object, first.miss, words))];
      }
      case 'edits':
        return [];
    }
  });
}

/** Who answers is a pod, or an address. */
const nameOf = (key: string): string => {
  const ref = parseObjectKey(key);
  return ref === undefined ? key : formatObjectRef(ref);
};

const refOf = (key: string): ObjectRef => parseObjectKey(key) ?? { kind: '', name: key };

function requestWords({ from, to, http, expect, by = [], each, ownAddress }: GoalRequest, words: Words): string {
  return words.request({
    from: formatSource(from),
    to,
    ...(http?.method !== undefined && { method: http.method }),
    headers: http?.headers ?? {},
    expect,
    by: by.map(refOf),
    each: each === true,
    ownAddress: ownAddress === true,
  });
}

function requestMiss(miss: RequestMiss, { requestMiss: words }: Words): string {
  switch (miss.is) {
    case 'CANNOT_BE_SENT':
      return words.cannotBeSent;
    case 'SILENT':
      return words.silent(miss.silent.map(refOf));
    case 'WAYS': {
      const said = wayMiss(miss.first, words);
      return miss.missed < miss.ways && miss.missed > 0 ? words.ofWays(said, miss.missed, miss.ways) : said;
    }
  }
}

function wayMiss(miss: WayMiss, words: Words['requestMiss']): string {
  switch (miss.is) {
    case 'ENDS':
      return miss.noAnswer ? words.noAnswer : words.ends(miss.disposition);
    case 'STATUS':
      return words.status(miss.status);
    case 'ANSWERED':
      return words.answered(miss.by === undefined ? undefined : nameOf(miss.by));
    case 'UNSAID':
      return words.unsaid;
    case 'ADDRESS':
      return words.address(miss.address);
    case 'UNKNOWN':
      return words.unknown;
  }
}

function accessWords({ to, only, port, protocol }: GoalAccess, words: Words): string {
  return words.access({ to, only, port, protocol: protocol ?? 'TCP' });
}

function accessMiss(miss: AccessMiss, { accessMiss: words }: Words): string {
  switch (miss.is) {
    case 'OPEN':
      return words.open(miss.peers);
    case 'SHUT':
      return words.shut(miss.peers);
    case 'NOBODY':
      return words.nobody(miss.of);
  }
}

function keptWords({ object, pods, on, has }: GoalObject, words: Words): string {
  const said = words.keptObject(refOf(object), pods, on);
  return has === undefined ? said : said + words.says(leaves(has));
}

function objectMiss({ object, on }: GoalObject, miss: ObjectMiss, { objectMiss: words }: Words): string {
  const ref = refOf(object);
  switch (miss.is) {
    case 'GONE':
      return words.gone(ref);
    case 'CHANGED':
      return words.changed(ref);
    case 'NOT_READY':
      return words.notReady(ref, miss, on);
  }
}
