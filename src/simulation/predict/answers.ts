import type { ScenarioDocument } from '../../scenario/document/document.ts';

/** Keeps what was answered, as text. */
export interface Answers {
  /** undefined or "": it has not been answered. */
  readonly read: (question: string) => string | undefined;
  readonly write: (question: string, answer: string) => void;
}

/** By which name the answer to a part's question is kept; undefined: it asks nothing that can be asked. */
export function questionOf({ lesson, title, story, requests }: ScenarioDocument, part: number): string | undefined {
  const { question, request } = story[part] ?? {};
  return question && requests[request ?? -1] && `answer-${lesson ?? title}-${part + 1}-${question.ask}`;
}
