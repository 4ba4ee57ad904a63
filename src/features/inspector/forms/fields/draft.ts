/** What is typed into a field and not kept yet. */
export interface Draft {
  /** Absent: nothing is being typed. */
  readonly text?: string;
  /** Why it cannot be kept. */
  readonly wrong?: string;
  /** Somebody wanted to leave it: whether it is to be kept is asked. */
  readonly asking?: true;
}

export const NO_DRAFT: Draft = {};

export interface DraftField {
  /** As it is kept. */
  readonly value: string;
  /** Says what is wrong with a text; undefined when it is fine. */
  readonly check?: ((text: string) => string | undefined) | undefined;
  readonly lines?: number | undefined;
}

export interface FieldKey {
  readonly key: string;
  readonly shiftKey: boolean;
}

/** What a key means to a field: keep what is typed, take it back, ask (of several lines), or nothing special (a letter, a new line). */
export function meaningOf({ key, shiftKey }: FieldKey, { text }: Draft, { value, lines }: DraftField): KeyMeaning {
  if (key === 'Enter') return lines !== undefined && shiftKey ? 'type' : 'keep';
  if (key !== 'Escape' || text === undefined) return 'type';
  return lines === undefined || text === value ? 'leave' : 'ask';
}

export type KeyMeaning = 'keep' | 'ask' | 'leave' | 'type';

/** What becomes of a draft that is to be kept; `keep`: the text to take over. */
export function keepDraft(
  { text }: Draft,
  { value, check }: DraftField,
): { readonly draft: Draft; readonly keep?: string } {
  if (text === undefined || text === value) return { draft: NO_DRAFT };
  const wrong = check?.(text);
  return wrong === undefined ? { draft: NO_DRAFT, keep: text } : { draft: { text, wrong } };
}
