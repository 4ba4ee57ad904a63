import type { TraceRequest } from '../../engine/requests.ts';
import type { SavedRequest, ScenarioDocument } from '../../scenario/document/document.ts';
import type { Goal, GoalAccess, GoalObject, GoalRequest } from '../../scenario/document/goal.ts';
import { MOST_CLAUSES } from '../../scenario/document/limits.ts';
import { sameRequest } from '../requests/request-key.ts';

const EMPTY: Goal = { text: '', requests: [] };

/** The board has this goal; undefined: it is no challenge. It is the lesson no more that it was opened as. */
export function withGoal(document: ScenarioDocument, goal: Goal | undefined): ScenarioDocument {
  const { lesson: _, goal: _before, ...rest } = document;
  return goal === undefined ? rest : { ...rest, goal };
}

/** What is written of the goal; an empty list or number takes it away. Of more hints than a goal has, the last one has all the rest. */
export function writeGoal(
  document: ScenarioDocument,
  words: { readonly text?: string; readonly hints?: readonly string[]; readonly mostEdits?: number | undefined },
): ScenarioDocument {
  const { hints: hintsBefore, mostEdits: mostBefore, ...rest } = document.goal ?? EMPTY;
  const { text = rest.text, hints = hintsBefore ?? [] } = words;
  const mostEdits = 'mostEdits' in words ? words.mostEdits : mostBefore;
  return withGoal(document, {
    ...rest,
    text,
    ...(mostEdits !== undefined && { mostEdits }),
    ...(hints.length > 0 && { hints: gathered(hints) }),
  });
}

function gathered(hints: readonly string[]): readonly string[] {
  if (hints.length <= MOST_CLAUSES) return hints;
  return [...hints.slice(0, MOST_CLAUSES - 1), hints.slice(MOST_CLAUSES - 1).join(' ')];
}

/** What the goal says of how a request has to end; undefined: nothing. */
export function endOf({ goal }: ScenarioDocument, request: TraceRequest): GoalRequest | undefined {
  return goal?.requests.find((each) => sameRequest(each, request));
}

/** Requests that a goal can speak of: those that are kept with the board, those that its goal speaks of already, and the one shown. */
export function requestsOf({ goal, requests }: ScenarioDocument, shown?: TraceRequest): readonly SavedRequest[] {
  const asked = goal?.requests.map(
    ({ expect: _expect, by: _by, each: _each, ownAddress: _own, ...request }) => request,
  );
  const all: readonly SavedRequest[] = [...requests, ...(asked ?? []), ...(shown === undefined ? [] : [shown])];
  return all.filter((each, at) => all.findIndex((other) => sameRequest(each, other)) === at);
}

/** How a request has to end. What one that is not answered cannot have is dropped. */
export type RequestEnd = Pick<GoalRequest, 'expect' | 'by' | 'each' | 'ownAddress'>;

/** It is kept with the board. undefined: the goal says nothing of it. A goal that says something of as many requests as it can stays as it is. */
export function endRequest(
  document: ScenarioDocument,
  saved: SavedRequest,
  end: RequestEnd | undefined,
): ScenarioDocument {
  const { title: _, ...request } = saved;
  const goal = document.goal ?? EMPTY;
  const at = goal.requests.findIndex((each) => sameRequest(each, request));
  if (end === undefined)
    return at < 0 ? document : withGoal(document, { ...goal, requests: goal.requests.toSpliced(at, 1) });
  if (at < 0 && goal.requests.length >= MOST_CLAUSES) return document;
  const ending = { ...request, ...possible(end) };
  const requests = at < 0 ? [...goal.requests, ending] : goal.requests.with(at, ending);
  const isKept = document.requests.some((each) => sameRequest(each, saved));
  const board = isKept ? document : { ...document, requests: [...document.requests, saved] };
  return withGoal(board, { ...goal, requests });
}

function possible({ expect, by = [], each, ownAddress }: RequestEnd): RequestEnd {
  if (expect === 'fails') return { expect };
  return {
    expect,
    ...(by.length > 0 && { by: by.slice(0, MOST_CLAUSES) }),
    ...(each === true && by.length > 1 && { each }),
    ...(ownAddress === true && { ownAddress }),
  };
}

/** Who alone may reach whom, at a place of the list; behind the last one it is another. undefined: that is taken away. */
export function writeAccess(document: ScenarioDocument, at: number, access: GoalAccess | undefined): ScenarioDocument {
  const { access: before = [], ...goal } = document.goal ?? EMPTY;
  if (at >= MOST_CLAUSES) return document;
  const next = before.toSpliced(at, 1, ...(access === undefined ? [] : [access]));
  return withGoal(document, { ...goal, ...(next.length > 0 && { access: next }) });
}

/** The object has to be there in the end; the other way round where it had to. One that is too many may go. */
export function toggleKept(document: ScenarioDocument, object: string): ScenarioDocument {
  const keep = document.goal?.keep ?? [];
  const others = keep.filter((each) => each.object !== object);
  if (others.length >= MOST_CLAUSES) return document;
  return withKept(document, others.length < keep.length ? others : [...keep, { object }]);
}

/** These have to be there in the end, too, as far as a goal has room for them. */
export function keepAll(document: ScenarioDocument, objects: readonly string[]): ScenarioDocument {
  const keep = document.goal?.keep ?? [];
  const more = objects.filter((object) => !keep.some((each) => each.object === object));
  return withKept(document, [...keep, ...more.map((object) => ({ object }))].slice(0, MOST_CLAUSES));
}

/** How an object has to be that has to be there. */
export function writeKept(document: ScenarioDocument, kept: GoalObject): ScenarioDocument {
  const keep = document.goal?.keep ?? [];
  return withKept(
    document,
    keep.map((each) => (each.object === kept.object ? kept : each)),
  );
}

function withKept(document: ScenarioDocument, kept: readonly GoalObject[]): ScenarioDocument {
  const { keep: _, ...goal } = document.goal ?? EMPTY;
  return withGoal(document, { ...goal, ...(kept.length > 0 && { keep: kept }) });
}
