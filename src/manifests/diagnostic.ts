import type { Coded, Finding, NoDetail, ObjectRef } from '../engine/objects.ts';
import type { IrrelevantReason } from '../engine/unread.ts';
import type { CheckDetails } from './checks/check-details.ts';
import type { ReadDetails } from './read-details.ts';
import type { SourceDetails } from './sources/source-details.ts';
import type { Path } from './sources/source.ts';

/** Where something is; empty: nowhere in a text. */
export interface TextPlace {
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
}

/** What can be wrong with a text, by code: the facts of each. Codes are never renamed. */
export interface TextDetails extends SourceDetails, ReadDetails, CheckDetails {
  /** In characters. */
  readonly FILE_TOO_LARGE: { readonly found: number; readonly most: number };
  /** Braces of a template engine. */
  readonly HELM_TEMPLATE: NoDetail;
  /** `said`: by the API server, in its words. */
  readonly WATCH_ERROR: { readonly said?: string };
  /** Where one object is expected: `kinds` are those that are not read. */
  readonly NOT_ONE_OBJECT:
    | { readonly is: 'NOTHING' }
    | { readonly is: 'SEVERAL'; readonly count: number }
    | { readonly is: 'NOT_READ'; readonly kinds: readonly string[] };
  /** No API server has such a kind. `meant`: the kind, or the apiVersion, that is. */
  readonly KIND_NOT_SERVED: { readonly kind: string; readonly apiVersion: string; readonly meant?: string };
  /** It is none that a board keeps; `why` it changes nothing there, where that is known. */
  readonly KIND_LEFT_OUT: { readonly kind: string; readonly why?: IrrelevantReason };
  /** Of one code, about objects of one kind, so many are not told one by one. */
  readonly MORE_ALIKE: { readonly code: string; readonly kind?: string; readonly count: number };
}

/** Something wrong with a text, which `narration` says. `path`: the field of the object that it is about. */
export type TextProblem = Coded<TextDetails> &
  TextPlace & {
    readonly severity: 'error' | 'warning' | 'info';
    readonly object?: ObjectRef;
    readonly path?: Path;
  };

/** How many more there are than are told one by one. */
export type MoreAlike = Extract<TextProblem, { readonly code: 'MORE_ALIKE' }>;

/** A finding about an object at the place in the text that it is about. */
export type PlacedFinding = Finding & TextPlace;

/** Something wrong, or worth knowing, at a place in a text. */
export type Diagnostic = TextProblem | PlacedFinding;
