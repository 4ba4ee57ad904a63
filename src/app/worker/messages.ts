import type { RawObject } from '../../engine/kubernetes/object.ts';
import type { Diagnostic } from '../../manifests/diagnostic.ts';
import type { ManifestFile, ParsedManifests, SkippedGroup } from '../../manifests/parse.ts';

/** What the page asks: read these files, to go on or in place of this board. */
export interface ReadRequest {
  readonly files: readonly ManifestFile[];
  readonly board: readonly RawObject[];
}

/** What the files hold, and what the engine found when they were put on the board. */
export interface ReadResult {
  readonly documents: number;
  /** Those of unread kinds among them. */
  readonly objects: readonly RawObject[];
  /** Count by kind of those that are read. */
  readonly read: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, number>>;
  readonly skippedGroups: Readonly<Record<string, SkippedGroup>>;
  readonly skippedWhy: ParsedManifests['skippedWhy'];
  /** About the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** About the objects, when they replace the board or are added to it. */
  readonly findings: { readonly replace: readonly Diagnostic[]; readonly add: readonly Diagnostic[] };
}
