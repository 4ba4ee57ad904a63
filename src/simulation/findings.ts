import '../engine/kubernetes/install-findings.ts';
import type { Cluster } from '../engine/kubernetes/cluster.ts';
import type { Finding } from '../engine/kubernetes/object.ts';

/** What is wrong with the objects of a cluster. Import it only where it is shown: what looks for mistakes comes with it. */
export function findingsOf({ findings }: Cluster): readonly Finding[] {
  return findings;
}
