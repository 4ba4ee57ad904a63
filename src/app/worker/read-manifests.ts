import { buildCluster } from '../../engine/kubernetes/build-cluster.ts';
import { hasBearing, isNamespaced } from '../../engine/kubernetes/kinds.ts';
import { objectKey, type RawObject } from '../../engine/kubernetes/object.ts';
import { parseManifests } from '../../manifests/parse.ts';
import type { ReadRequest, ReadResult } from './messages.ts';

/** Reads files and lets the controllers look at what they hold. */
export function readManifests({ files, board }: ReadRequest): ReadResult {
  const { documents, objects, skipped, skippedGroups, skippedWhy, diagnostics, locate } = parseManifests(files);
  const read: Record<string, number> = {};
  for (const { apiVersion, kind } of objects) if (hasBearing(apiVersion, kind)) read[kind] = (read[kind] ?? 0) + 1;
  const keys = new Set(objects.map(keyOf));
  const findingsOf = (all: readonly RawObject[]) =>
    buildCluster({ objects: all })
      .findings.filter(({ object }) => keys.has(objectKey(object)))
      .map(locate);
  const replace = findingsOf(objects);
  const others = board.filter((object) => !keys.has(keyOf(object)));
  const add = others.length === 0 ? replace : findingsOf([...others, ...objects]);
  return { documents, objects, read, skipped, skippedGroups, skippedWhy, diagnostics, findings: { replace, add } };
}

function keyOf({ apiVersion, kind, metadata: { name, namespace } }: RawObject): string {
  return objectKey({ kind, name, ...(isNamespaced(apiVersion, kind) ? { namespace: namespace ?? 'default' } : {}) });
}
