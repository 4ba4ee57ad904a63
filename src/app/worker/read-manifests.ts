import { buildCluster } from '../../engine/kubernetes/build-cluster.ts';
import { hasBearing, isNamespaced } from '../../engine/kubernetes/kinds.ts';
import { objectKey, type RawObject } from '../../engine/kubernetes/object.ts';
import { foldDiagnostics } from '../../manifests/fold-diagnostics.ts';
import { type ManifestFile, parseManifests, type TellProgress } from '../../manifests/parse.ts';
import type { ReadResult } from './messages.ts';

interface ReadRequest {
  readonly files: readonly ManifestFile[];
  /** What is on the board that they go to, or take the place of. */
  readonly board: readonly RawObject[];
}

/** Told while it reads, and when all is read and the controllers look at it. */
interface Listener {
  readonly onRead?: TellProgress;
  readonly onParsed?: (objects: number) => void;
}

/** Reads files and lets the controllers look at what they hold. */
export function readManifests({ files, board }: ReadRequest, { onRead, onParsed }: Listener = {}): ReadResult {
  const parsed = parseManifests(files, onRead);
  const { documents, objects, skipped, skippedGroups, skippedWhy, locate } = parsed;
  onParsed?.(objects.length);
  const diagnostics = foldDiagnostics(parsed.diagnostics);
  const read: Record<string, number> = {};
  for (const { apiVersion, kind } of objects) if (hasBearing(apiVersion, kind)) read[kind] = (read[kind] ?? 0) + 1;
  const keys = new Set(objects.map(keyOf));
  const findingsOf = (all: readonly RawObject[]) =>
    foldDiagnostics(
      buildCluster({ objects: all })
        .findings.filter(({ object }) => keys.has(objectKey(object)))
        .map(locate),
    );
  const replace = findingsOf(objects);
  const others = board.filter((object) => !keys.has(keyOf(object)));
  const add = others.length === 0 ? replace : findingsOf([...others, ...objects]);
  return { documents, objects, read, skipped, skippedGroups, skippedWhy, diagnostics, findings: { replace, add } };
}

function keyOf({ apiVersion, kind, metadata: { name, namespace } }: RawObject): string {
  return objectKey({ kind, name, ...(isNamespaced(apiVersion, kind) ? { namespace: namespace ?? 'default' } : {}) });
}
