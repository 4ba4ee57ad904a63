import type { RawObject } from '../../engine/kubernetes/object.ts';
import type { Diagnostic } from '../../manifests/diagnostic.ts';
import type { ManifestFile } from '../../manifests/parse.ts';

/** What the page asks: read these files, to go on or in place of this board. */
export interface ReadRequest {
  readonly files: readonly ManifestFile[];
  readonly board: readonly RawObject[];
}

/** What the files hold, and what the engine found when they were put on the board. */
export interface ReadResult {
  readonly documents: number;
  readonly objects: readonly RawObject[];
  readonly skipped: Readonly<Record<string, number>>;
  /** About the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** About the objects, when they replace the board or are added to it. */
  readonly findings: { readonly replace: readonly Diagnostic[]; readonly add: readonly Diagnostic[] };
}
