import type { RawObject } from '../../engine/objects.ts';
import type { Diagnostic } from '../../manifests/diagnostic.ts';
import type { ParsedManifests, SkippedGroup } from '../../manifests/parse.ts';

/** What files hold. */
export interface Reading {
  readonly documents: number;
  readonly objects: readonly RawObject[];
  /** The documents of those whose text has comments, by their index among the objects. */
  readonly texts: Readonly<Record<number, string>>;
  readonly read: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, number>>;
  readonly skippedGroups: Readonly<Record<string, SkippedGroup>>;
  readonly skippedWhy: ParsedManifests['skippedWhy'];
  readonly diagnostics: readonly Diagnostic[];
  /** What the controllers find when the objects replace the board or are added to it, which they go on looking for. */
  readonly findings: Promise<Findings>;
  /** They leave the processor to what is done meanwhile. */
  readonly restDuring: (work: Promise<unknown>) => void;
}

export interface Findings {
  readonly replace: readonly Diagnostic[];
  readonly add: readonly Diagnostic[];
}

/** A file to read, or text that was pasted. */
export interface ImportFile {
  readonly name: string;
  readonly content: Blob | string;
}

/** How far reading is, in bytes; then the objects are handed over. */
export interface ImportProgress {
  readonly stage: 'reading' | 'handing over';
  readonly done: number;
  readonly total: number;
  readonly objects: number;
}

/** What the controllers found, or why they could not look. */
export type Found = Findings | { readonly unchecked: string };
