import { type Cluster, type RawObject, objectKey } from '../engine/objects.ts';
import type { Fix } from '../engine/outcomes.ts';
import { setAtPath } from '../manifests/set-at-path.ts';
import type { ScenarioDocument } from '../scenario/document/document.ts';
import { putObjects } from './edits.ts';

/** True when the fix names a field of an object somebody wrote, or makes an object. */
export function canApply(cluster: Cluster, fix: Fix): boolean {
  return fixed(cluster, fix) !== undefined;
}

/** The document with the fix made; the same document when it cannot be. */
export function applyFix(document: ScenarioDocument, cluster: Cluster, fix: Fix): ScenarioDocument {
  const object = fixed(cluster, fix);
  return object === undefined ? document : putObjects(document, [object]);
}

function fixed(cluster: Cluster, { object, path, value }: Fix): RawObject | undefined {
  if (object === undefined || path === undefined) return undefined;
  // The whole object: the engine says what is to be created.
  if (path.length === 0) return value as RawObject | undefined;
  const written = cluster.objects.get(objectKey(object));
  return written === undefined ? undefined : setAtPath(written, path, value);
}
