import { rebuildCluster } from '../../kubernetes/build/build-cluster.ts';
import { findingsBy } from '../../kubernetes/build/index-cluster.ts';
import { MISTAKE_FINDERS } from '../../kubernetes/build/mistake-finders.ts';
import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { Finding } from '../../kubernetes/model/finding.ts';
import { fixFinding } from '../causes/fix-finding.ts';
import type { Fix } from '../outcome/fix.ts';
import type { Programs } from './programs.ts';
import { MOST_PODS } from './router.ts';

/** So many findings of one cluster. */
const MOST_TRIED = 20;

/**
 * What mends a finding of a cluster, tried in it when it is asked for; undefined: nothing that is meant alone, or it has not been tried, as of
 * a cluster with more than {@link MOST_PODS} pods.
 */
export function findingFixes(cluster: Cluster, programs: Programs): (finding: Finding) => Fix | undefined {
  if (cluster.pods.length > MOST_PODS) return () => undefined;
  const objects = [...cluster.objects.values()];
  const findings = findingsBy(cluster, MISTAKE_FINDERS);
  let tried = 0;
  const again = (changed: typeof objects): readonly Finding[] | undefined => {
    tried += 1;
    const made = tried > MOST_TRIED ? undefined : rebuildCluster(cluster, changed, programs.cluster, programs.follow);
    return made && findingsBy(made, MISTAKE_FINDERS);
  };
  return (finding) => fixFinding(finding, { objects, findings, again: (changed) => again([...changed]) });
}
