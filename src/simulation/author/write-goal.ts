import type { SavedRequest, ScenarioDocument } from '../../scenario/document/document.ts';
import type { Goal } from '../../scenario/document/goal.ts';
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

/** How a request has to end; undefined: the goal says nothing of it. */
export function expectOf(document: ScenarioDocument, request: SavedRequest): 'succeeds' | 'fails' | number | undefined {
  return document.goal?.requests.find((each) => sameRequest(each, request))?.expect;
}

/** A goal that says something of as many requests as it can stays as it is. */
export function expectRequest(
  document: ScenarioDocument,
  saved: SavedRequest,
  expect: 'succeeds' | 'fails' | undefined,
): ScenarioDocument {
  const { title: _, ...request } = saved;
  const goal = document.goal ?? EMPTY;
  const others = goal.requests.filter((each) => !sameRequest(each, request));
  if (expect !== undefined && others.length >= MOST_CLAUSES) return document;
  return withGoal(document, { ...goal, requests: expect === undefined ? others : [...others, { ...request, expect }] });
}

/** The object has to be there in the end; the other way round where it had to. One that is too many may go. */
export function toggleKept(document: ScenarioDocument, object: string): ScenarioDocument {
  const { keep = [], ...goal } = document.goal ?? EMPTY;
  const others = keep.filter((each) => each.object !== object);
  if (others.length >= MOST_CLAUSES) return document;
  const next = others.length < keep.length ? others : [...keep, { object }];
  return withGoal(document, { ...goal, ...(next.length > 0 && { keep: next }) });
}
