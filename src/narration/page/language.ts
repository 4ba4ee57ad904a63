import type { WalkWords } from './walk-words.ts';
import type { FIRST_WORDS } from '../en/page/first-words.ts';
import type { COURSE_WORDS } from '../en/page/course-words.ts';
import type { EDITOR_WORDS } from '../en/page/editor-words.ts';
import type { LATER_WORDS } from '../en/page/later-words.ts';
import type { Narrator } from '../narrator.ts';

/** A room's words as another language has to have them: the same names, any text. */
type InAnyLanguage<Words> = Words extends string
  ? string
  : Words extends (...told: infer Told) => string
    ? (...told: Told) => string
    : Words extends (...told: never) => unknown
      ? Words
      : { readonly [Name in keyof Words]: InAnyLanguage<Words[Name]> };

/** What is read before anybody touches the page, and what has to be at hand when the network is gone, room by room. */
export type FirstWords = InAnyLanguage<typeof FIRST_WORDS>;

/** What parts say that are fetched later, room by room. */
export type LaterWords = InAnyLanguage<typeof LATER_WORDS>;

/** What is said where objects are edited as text. */
export type EditorWords = InAnyLanguage<typeof EDITOR_WORDS>;

/** What is said where courses are followed and made. */
export type CourseWords = InAnyLanguage<typeof COURSE_WORDS>;

/** A part of the page with words of its own; `narrator` tells everything there is to tell. */
export type RoomWords = FirstWords & LaterWords & EditorWords & CourseWords & { readonly narrator: Narrator };

/** A part of the page that can be missing, or fail. */
export type PartName = keyof FirstWords['parts']['names'] | keyof LaterWords['laterParts'];

/** What is fetched when it is wanted: the words of all rooms that are not there at first, or all that tells of packets. */
export type WordsToFetch = keyof Language['fetch'];

/** Everything that a person reads on the page, in one language. The English says which rooms and sentences there are. */
export interface Language {
  /** BCP 47: by it a screen reader pronounces. */
  readonly tag: string;
  /** Who tells what packets do, with the words at hand. */
  readonly narrate: (words: WalkWords) => Narrator;
  /** Words that are fetched when a walk wants them: for what few clusters have, for what goes wrong, for steps and hops. */
  readonly walks: { readonly [Words in 'rare' | 'failures' | 'steps']: () => Promise<WalkWords> };
  readonly first: FirstWords;
  readonly fetch: {
    readonly later: () => Promise<LaterWords>;
    readonly editor: () => Promise<EditorWords>;
    readonly course: () => Promise<CourseWords>;
    /** Who tells everything there is to tell. */
    readonly narrator: () => Promise<{ readonly narrator: Narrator }>;
  };
}
