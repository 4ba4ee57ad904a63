import { buildCluster } from '../../engine/kubernetes/build-cluster.ts';
import { hasBearing, isNamespaced } from '../../engine/kubernetes/kinds.ts';
import { objectKey, type RawObject } from '../../engine/kubernetes/object.ts';
import { foldDiagnostics } from '../../manifests/fold-diagnostics.ts';
import { type ManifestFile, parseManifests, type TellProgress } from '../../manifests/parse.ts';
import type { ReadFindings, ReadResult } from './messages.ts';

interface ReadRequest {
  readonly files: readonly ManifestFile[];
  /** What is on the board that they go to, or take the place of. */
  readonly board: readonly RawObject[];
}

/** What was read, and what the controllers find in it: they look when they are asked to, which takes as long as reading. */
interface Reading {
  readonly result: ReadResult;
  readonly check: () => ReadFindings;
}

/** Reads files. `onRead` is told how far it is. */
export function readManifests({ files, board }: ReadRequest, onRead?: TellProgress): Reading {
  const parsed = parseManifests(files, onRead);
  const { documents, objects, skipped, skippedGroups, skippedWhy, locate } = parsed;
  const diagnostics = foldDiagnostics(parsed.diagnostics);
  const read: Record<string, number> = {};
  for (const { apiVersion, kind } of objects) if (hasBearing(apiVersion, kind)) read[kind] = (read[kind] ?? 0) + 1;
  const check = (): ReadFindings => {
    const keys = new Set(objects.map(keyOf));
    const findingsOf = (all: readonly RawObject[]) =>
      foldDiagnostics(
        buildCluster({ objects: all })
          .findings.filter(({ object }) => keys.has(objectKey(object)))
          .map(locate),
      );
    const replace = findingsOf(objects);
    const others = board.filter((object) => !keys.has(keyOf(object)));
    return { replace, add: others.length === 0 ? replace : findingsOf([...others, ...objects]) };
  };
  return { result: { documents, objects, read, skipped, skippedGroups, skippedWhy, diagnostics }, check };
}

function keyOf({ apiVersion, kind, metadata: { name, namespace } }: RawObject): string {
  return objectKey({ kind, name, ...(isNamespaced(apiVersion, kind) ? { namespace: namespace ?? 'default' } : {}) });
}
