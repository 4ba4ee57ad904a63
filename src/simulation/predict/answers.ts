import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { hashText } from '../../scenario/hash-text.ts';
import { requestKey } from '../requests/request-key.ts';

/** Keeps what was answered, as text. */
export interface Answers {
  /** undefined or "": it has not been answered. */
  readonly read: (question: string) => string | undefined;
  readonly write: (question: string, answer: string) => void;
}

/** Keeps them as long as the page is open. */
export function holdAnswers(): Answers {
  const held = new Map<string, string>();
  return { read: (question) => held.get(question), write: (question, answer) => void held.set(question, answer) };
}

/** What the names of answers begin with. */
export const ANSWER = 'answer-';

/**
 * By which name it is noted what was done and answered on a board: a lesson by its id, any other by its title and what it tells and asks,
 * which no learner changes.
 */
export function boardName({ lesson, title, story, requests }: ScenarioDocument): string {
  if (lesson !== undefined) return lesson;
  const told = story.map((part) => {
    const request = requests[part.request ?? -1];
    return [part.title, part.text, part.question?.ask, request && requestKey(request)];
  });
  return `${title} ${hashText(JSON.stringify(told))}`;
}

/** By which name the answer to a part's question is kept; undefined: it asks nothing that can be asked. */
export function questionOf(document: ScenarioDocument, part: number): string | undefined {
  const { question, request } = document.story[part] ?? {};
  return question && document.requests[request ?? -1] && `${ANSWER}${boardName(document)}-${part + 1}-${question.ask}`;
}

/** Whether it is the name of an answer to a question of the board of that name. */
export function isAnswerIn(name: string, board: string): boolean {
  const begin = `${ANSWER}${board}-`;
  // The name of a board may go on like that of another.
  return name.startsWith(begin) && /^\d+-[A-Z_]+$/.test(name.slice(begin.length));
}
