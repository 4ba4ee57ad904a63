import type { TraceRequest } from '../../engine/requests.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { requestKey } from '../requests/request-key.ts';
import { type Answers, questionOf } from './answers.ts';

/** Where somebody is in a story. */
export interface ToldSoFar {
  readonly document: ScenarioDocument;
  readonly part: number;
  readonly answers: Answers | undefined;
  /** What is walked on the board; undefined: nothing. */
  readonly shown: TraceRequest | undefined;
}

/** Keys of requests of which the story asks before it tells, and has not been answered: how they stand would be the answer. */
export function askedLater({ document, part, answers, shown }: ToldSoFar): ReadonlySet<string> {
  const asked = new Set<string>();
  const told = new Set<string>();
  if (answers === undefined) return asked;
  for (const [at, { request: index }] of document.story.entries()) {
    const request = document.requests[index ?? -1];
    if (request === undefined) continue;
    const question = questionOf(document, at);
    const isOpen = question !== undefined && !answers.read(question);
    if (isOpen) asked.add(requestKey(request));
    else if (at <= part) told.add(requestKey(request));
  }
  return new Set([...asked].filter((key) => !told.has(key) && (shown === undefined || requestKey(shown) !== key)));
}
