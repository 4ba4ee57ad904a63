import type { Cluster } from '../../engine/kubernetes/model/cluster.ts';
import { findingsBy } from '../../engine/kubernetes/build/index-cluster.ts';
import { MISTAKE_FINDERS } from '../../engine/kubernetes/build/mistake-finders.ts';
import type { Finding } from '../../engine/kubernetes/model/finding.ts';

const known = new WeakMap<Cluster, readonly Finding[]>();

/** What is wrong with the objects of a cluster. Import it only where it is shown: what looks for mistakes comes with it. */
export function findingsOf(cluster: Cluster): readonly Finding[] {
  const findings = known.get(cluster) ?? findingsBy(cluster, MISTAKE_FINDERS);
  known.set(cluster, findings);
  return findings;
}
