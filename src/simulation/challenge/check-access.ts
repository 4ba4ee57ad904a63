import type { Cluster, ClusterPod } from '../../engine/objects.ts';
import type { GoalAccess, GoalPods } from '../../scenario/document/goal.ts';
import { isOpen, reachOf } from '../views/reach-board.ts';

/** Who reaches it that should not, or does not that should, by the labels of the reachability matrix; nobody to be reached, or nobody of those who should. */
export type AccessMiss =
  | { readonly is: 'OPEN' | 'SHUT'; readonly peers: readonly string[] }
  | { readonly is: 'NOBODY'; readonly of: GoalPods };

/** What is not as the goal has it; undefined: only those pods reach these. What serves Ingresses and Gateways is not looked at. */
export function checkAccess({ to, port, protocol, only }: GoalAccess, cluster: Cluster): AccessMiss | undefined {
  for (const of of [to, ...only]) if (!cluster.pods.some((pod) => isPodOf(pod, of))) return { is: 'NOBODY', of };
  const reach = reachOf(cluster);
  const targets = reach.destinations.filter(
    (peer) => peer.kind === 'workload' && peer.pods.some((pod) => isPodOf(pod, to)),
  );
  const open = new Set<string>();
  const shut = new Set<string>();
  for (const source of reach.sources) {
    if (source.kind === 'ingress-controller') continue;
    const pods = source.kind === 'workload' ? source.pods : [];
    const isMeant = pods.length > 0 && pods.every((pod) => only.some((of) => isPodOf(pod, of)));
    for (const { label } of targets) {
      if (label === source.label || (source.kind === 'workload' && pods.length === 0)) continue;
      const reaches = isOpen(reach.connections(source.label, label), { protocol: protocol ?? 'TCP', port });
      if (reaches !== isMeant) (reaches ? open : shut).add(source.label);
    }
  }
  if (open.size > 0) return { is: 'OPEN', peers: [...open] };
  return shut.size > 0 ? { is: 'SHUT', peers: [...shut] } : undefined;
}

/** Whether a pod is one of those. */
export function isPodOf(pod: ClusterPod, { namespace, labels = {} }: GoalPods): boolean {
  return pod.namespace === namespace && Object.entries(labels).every(([name, value]) => pod.labels[name] === value);
}
