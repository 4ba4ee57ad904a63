import type { ObjectRef } from '../engine/kubernetes/model/object.ts';

/** Something wrong, or worth knowing, at a place in a text. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'info';
  /** Stable, e.g. "YAML_SYNTAX", "SELECTOR_MATCHES_NOTHING". */
  readonly code: string;
  /** What is wrong and what was expected. */
  readonly message: string;
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
  readonly object?: ObjectRef;
}
