import { say, type Sentences } from '../../../narration/sentences.ts';
import { KEPT, OLD_TITLE } from './kept-sentences.ts';
import type { Coded, NoDetail } from '../../../engine/objects.ts';
import type { Problem, ProblemDetails } from '../../../scenario/restore/problem.ts';

interface Unused {
  readonly problems: readonly Problem[];
}

/** Why something was put aside, by code. Codes are never renamed: browsers keep them. */
export interface AsideDetails {
  readonly UNREADABLE: NoDetail;
  /** A version before the list of boards kept it. */
  readonly OLD_UNREADABLE: NoDetail;
  /** An earlier version of a board that could not be read. */
  readonly EARLIER_VERSION: NoDetail;
  /** Saved by a newer packetwalk. */
  readonly NEWER: NoDetail;
  readonly PARTS_UNUSED: Unused;
  /** Of a link. */
  readonly LINK_PARTS_UNUSED: Unused;
  /** The page went before all of it was kept, and another tab had changed the board. */
  readonly CUT_OFF: NoDetail;
  /** As a version wrote it that kept sentences. */
  readonly SAID: { readonly text: string };
}

export type AsideReason = Coded<AsideDetails>;

/** What is said of each; `unused`: the sentences on what could not be used, one after the other. */
export type AsideSentences = Sentences<AsideDetails, readonly [unused: string]>;

/** What could not be used as it was, in its original form. */
export interface AsideItem {
  readonly id: string;
  /** "": it has none. */
  readonly title: string;
  readonly at: number;
  readonly reason: AsideReason;
  readonly value: unknown;
}

/** How it is in the store: versions before there were codes kept a sentence. */
export type StoredAside = Omit<AsideItem, 'reason'> & { readonly reason?: AsideReason; readonly why?: string };

/** What was put aside, by this version or one before. */
export function readAside({ why = '', reason, ...item }: StoredAside): AsideItem {
  if (reason !== undefined) return { ...item, reason };
  const code = KEPT.get(why);
  if (item.title === OLD_TITLE && code === 'UNREADABLE')
    return { ...item, title: '', reason: { code: 'OLD_UNREADABLE', detail: {} } };
  return { ...item, reason: code === undefined ? { code: 'SAID', detail: { text: why } } : { code, detail: {} } };
}

/** Why it was put aside, in words; "" for what only a newer packetwalk can say. */
export function sayAside(reason: AsideReason, sentences: AsideSentences, problems: Sentences<ProblemDetails>): string {
  if (!Object.hasOwn(sentences, reason.code)) return '';
  const told = 'problems' in reason.detail ? reason.detail.problems : [];
  const known = told.filter(({ code }) => Object.hasOwn(problems, code));
  return say(sentences, reason, known.map((problem) => say(problems, problem)).join(' '));
}
