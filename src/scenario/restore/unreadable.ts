import type { Coded, NoDetail } from '../../engine/objects.ts';

interface Lesson {
  readonly lesson: string;
}

/** Why a link, what it makes of a lesson, or a file cannot be read at all, by code. */
export interface UnreadableDetails {
  /** In characters. */
  readonly TOO_LONG: { readonly found: number; readonly most: number };
  readonly NO_TAG: NoDetail;
  readonly TAG_UNKNOWN: { readonly tag: string };
  readonly NOTHING_BEHIND_TAG: { readonly tag: string };
  readonly FOREIGN_CHARACTERS: NoDetail;
  /** It was cut off, or changed on the way. */
  readonly DAMAGED: NoDetail;
  /** It unfolds to more than so many characters. */
  readonly TOO_LARGE: { readonly most: number };
  /** `edition`: as editionOf names it. */
  readonly EDITION_UNKNOWN: Lesson & { readonly edition: string };
  readonly CHANGE_MISFITS: Lesson;
  /** `why`: as the parser of this machine says it. */
  readonly NOT_JSON: { readonly why: string };
  readonly NO_SCENARIO_IN_FILE: NoDetail;
  /** `field`: the path of what is missing or cannot be used; "": it is no object at all. */
  readonly NO_COURSE: { readonly field: string };
  readonly TOO_MANY_STEPS: { readonly found: number; readonly most: number };
}

/** Why something cannot be read; `narration` says it. */
export type Unreadable = Coded<UnreadableDetails>;
