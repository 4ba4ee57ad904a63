import type { ReadDetails } from '../../manifests/read-details.ts';
import type { Coded, NoDetail, ObjectRef } from '../../engine/objects.ts';

/** Lists of a document, by the field that holds them. */
export type ListField = 'objects' | 'interventions' | 'layout' | 'requests' | 'story';

interface Numbered {
  /** Counted from 1. */
  readonly number: number;
}

interface Named {
  readonly name: string;
}

interface Cut {
  readonly found: number;
  /** So many of them are kept, from the first on. */
  readonly kept: number;
}

/** What `manifests` tells of an object. A sentence: browsers keep it of versions that had no codes for it. */
type ObjectProblem = (Coded<ReadDetails> & { readonly path: readonly (string | number)[] }) | string;

/** What of a scenario could not be used, by code: it was left out, or is as it is when nothing is said. */
export interface ProblemDetails {
  readonly NO_SCENARIO: NoDetail;
  /** `found`: the beginning of what stands in its place; absent: it is no text and no number. */
  readonly VERSION_UNKNOWN: { readonly found?: string | number; readonly readAs: number };
  readonly VERSION_NEWER: { readonly version: number };
  readonly VERSION_UNREADABLE: { readonly version: number };
  readonly TITLE_NO_TEXT: NoDetail;
  /** In characters. */
  readonly TITLE_TOO_LONG: Cut;
  readonly NOT_A_LIST: { readonly field: ListField };
  readonly TOO_MANY: Cut & { readonly field: ListField };
  readonly OBJECT_NAMELESS: Numbered & { readonly kind: string };
  readonly OBJECT_UNUSABLE: Numbered & { readonly why: ObjectProblem };
  /** The object is used; something of it is not. */
  readonly OBJECT_FAULTY: { readonly object: ObjectRef; readonly why: ObjectProblem };
  readonly REQUEST_UNUSABLE: Numbered;
  readonly INTERVENTION_UNUSABLE: Numbered;
  readonly STORY_STEP_UNUSABLE: Numbered;
  /** A path within it: "requests[1].expect"; "": it is no goal at all. */
  readonly GOAL_UNUSABLE: { readonly field: string };
  /** Of objects, as somebody wrote them. */
  readonly TEXTS_UNUSABLE: NoDetail;
  readonly SETTING_UNUSABLE: Named;
  /** Of an element of the canvas. */
  readonly POSITION_UNUSABLE: { readonly element: string };
  readonly SHOWN_STEP_UNUSABLE: NoDetail;
  readonly SHOWN_REQUEST_UNUSABLE: NoDetail;
  readonly SHOWN_PART_UNUSABLE: NoDetail;
  /** The story has `parts`, and `part`, counted from 1, is none of them. */
  readonly PART_MISSING: { readonly part: number; readonly parts: number };
  readonly LESSON_UNUSABLE: NoDetail;
  readonly TOO_MANY_CHANGES: Cut;
  readonly CHANGE_UNUSABLE: Numbered;
  readonly NO_CHANGES: NoDetail;
  readonly DELAY_UNUSABLE: Named;
  /** `field`: a path within the step; "": it opens nothing, or several things. */
  readonly COURSE_STEP_UNUSABLE: Numbered & { readonly field: string };
  /** There is no lesson or challenge of that name. */
  readonly COURSE_STEP_UNKNOWN: Numbered & { readonly kind: 'lesson' | 'challenge'; readonly id: string };
  /** Told of links, which somebody made to show something. */
  readonly NO_OBJECTS: NoDetail;
}

/** What of a scenario could not be used; `narration` says it. */
export type Problem = Coded<ProblemDetails>;
