import { type Cluster, type Finding, objectKey, type ObjectRef } from '../../engine/objects.ts';
import { findingsBy, MISTAKE_FINDERS } from '../../engine/clusters.ts';

const known = new WeakMap<Cluster, readonly Finding[]>();

/** What is wrong with the objects of a cluster. Import it only where it is shown: what looks for mistakes comes with it. */
export function findingsOf(cluster: Cluster): readonly Finding[] {
  const findings = known.get(cluster) ?? findingsBy(cluster, MISTAKE_FINDERS);
  known.set(cluster, findings);
  return findings;
}

/** What of that is about these objects, without looking at all others where nobody has yet. */
export function findingsOfObjects(cluster: Cluster, refs: readonly ObjectRef[]): readonly Finding[] {
  const keys = new Set(refs.map(objectKey));
  const isAsked = (ref: ObjectRef): boolean => keys.has(objectKey(ref));
  const findings = known.get(cluster) ?? findingsBy(cluster, MISTAKE_FINDERS, isAsked);
  return findings.filter(({ object }) => isAsked(object));
}
