import type { Finding, ObjectRef } from '../engine/objects.ts';

/** Where something is; empty: nowhere in a text. */
export interface TextPlace {
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
}

/** Something wrong with a text. */
export interface TextProblem extends TextPlace {
  readonly severity: 'error' | 'warning' | 'info';
  /** Stable, e.g. "YAML_SYNTAX". */
  readonly code: string;
  /** What is wrong and what was expected. */
  readonly message: string;
  readonly object?: ObjectRef;
}

/** A finding about an object at the place in the text that it is about; `narration` says it. */
export type PlacedFinding = Finding & TextPlace;

/** Something wrong, or worth knowing, at a place in a text. */
export type Diagnostic = TextProblem | PlacedFinding;
