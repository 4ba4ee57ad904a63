import type { Cluster, ClusterPod } from '../../engine/objects.ts';
import { selecting, policiesOf } from '../../engine/policies.ts';

/** What NetworkPolicies make of a pod: in the directions they isolate it, only what one of them allows passes. */
export interface PolicyMark {
  readonly ingress: boolean;
  readonly egress: boolean;
  /** "shop/deny-all", of a cluster-wide one "fence", sorted. Never empty. */
  readonly policies: readonly string[];
  /** The CNI takes no notice of them. */
  readonly ignored: boolean;
}

/** Tells of each pod which NetworkPolicies select it; undefined: none does. Looks at a pod when asked, and once. */
export function createPolicyMarks(cluster: Cluster): (pod: ClusterPod) => PolicyMark | undefined {
  const known = new Map<ClusterPod, PolicyMark | undefined>();
  return (pod) => {
    if (!known.has(pod)) known.set(pod, markOf(cluster, pod));
    return known.get(pod);
  };
}

function markOf(cluster: Cluster, pod: ClusterPod): PolicyMark | undefined {
  if (pod.hostNetwork) return undefined;
  const policies = policiesOf(cluster);
  const [ingress, egress] = [selecting(policies, pod, 'ingress', cluster), selecting(policies, pod, 'egress', cluster)];
  if (ingress.length + egress.length === 0) return undefined;
  const names = [...ingress, ...egress].map(({ ref: { namespace, name } }) =>
    namespace === undefined ? name : `${namespace}/${name}`,
  );
  return {
    ingress: ingress.length > 0,
    egress: egress.length > 0,
    policies: [...new Set(names)].sort(),
    ignored: cluster.settings.policiesIgnored === true,
  };
}
