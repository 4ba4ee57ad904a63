import type { Cluster, Finding } from '../../engine/objects.ts';
import { findingsBy, MISTAKE_FINDERS } from '../../engine/clusters.ts';

const known = new WeakMap<Cluster, readonly Finding[]>();

/** What is wrong with the objects of a cluster. Import it only where it is shown: what looks for mistakes comes with it. */
export function findingsOf(cluster: Cluster): readonly Finding[] {
  const findings = known.get(cluster) ?? findingsBy(cluster, MISTAKE_FINDERS);
  known.set(cluster, findings);
  return findings;
}
