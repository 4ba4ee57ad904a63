import type { RawObject } from '../../engine/objects.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import type { Diagnostic } from '../../manifests/diagnostic.ts';
import type { ParsedManifests, SkippedGroup } from '../../manifests/parse.ts';

/** A file as it was chosen, or text that was pasted. */
export interface SourceFile {
  readonly name: string;
  readonly content: Blob | string;
}

/** The board that is open, as far as it makes a cluster. */
export type BoardCluster = Pick<ScenarioDocument, 'objects' | 'interventions' | 'overrides'>;

/** What the page sends: first the board, in pieces, then the files to read to go on or in place of it; then when to rest from looking for problems. */
export type ToReader =
  | { readonly type: 'board'; readonly objects: readonly RawObject[] }
  | ({ readonly type: 'read'; readonly files: readonly SourceFile[] } & Omit<BoardCluster, 'objects'>)
  | { readonly type: 'rest'; readonly rest: boolean };

/** How far the reader is. */
export interface ReadProgress {
  readonly stage: 'reading' | 'handing over';
  /** Bytes of all files. */
  readonly done: number;
  readonly total: number;
  readonly objects: number;
}

/** What the reader sends: how far it is, the objects in pieces of JSON, the rest of what was read; at last what the engine found. */
export type FromReader =
  | ({ readonly type: 'progress' } & ReadProgress)
  | { readonly type: 'objects'; readonly json: string }
  | { readonly type: 'result'; readonly result: Omit<ReadResult, 'objects'> }
  | { readonly type: 'findings'; readonly findings: ReadFindings }
  | { readonly type: 'failed'; readonly message: string };

/** What the files hold. */
export interface ReadResult {
  readonly documents: number;
  /** Those of unread kinds among them. */
  readonly objects: readonly RawObject[];
  /** The documents of those whose text has comments, by their index among the objects. */
  readonly texts: Readonly<Record<number, string>>;
  /** Count by kind of those that are read. */
  readonly read: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, number>>;
  readonly skippedGroups: Readonly<Record<string, SkippedGroup>>;
  readonly skippedWhy: ParsedManifests['skippedWhy'];
  /** About the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What the controllers find about the objects, when they replace the board or are added to it. */
export interface ReadFindings {
  readonly replace: readonly Diagnostic[];
  readonly add: readonly Diagnostic[];
}
