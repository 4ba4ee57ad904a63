import { kindOf } from '../kind-table/kinds.ts';
import type { Cluster, ClusterNode } from '../cluster/cluster.ts';
import { matchesLabels } from '../matching/node-match.ts';
import { type ObjectKey, objectKey, type RawObject } from '../model/object.ts';
import { podObject, recordOf } from './pod-object.ts';

const SERVICE_NAME = 'kubernetes.io/service-name';

/**
 * The objects an API server holds at the end of a timeline, so that a cluster built from them is the cluster of that moment:
 * every pod with its node, address and conditions, every node with its podCIDRs, workloads as the changes left them. Pods
 * that were assumed are left to be assumed again. `given`: the objects from which the cluster was built.
 */
export function frozenObjects(given: readonly RawObject[], cluster: Cluster): readonly RawObject[] {
  const written = new Map<ObjectKey, RawObject>();
  for (const node of cluster.nodes) written.set(objectKey({ kind: 'Node', name: node.name }), frozenNode(node));
  for (const pod of cluster.pods) {
    if (pod.assumed !== undefined) continue;
    written.set(objectKey({ kind: 'Pod', namespace: pod.namespace, name: pod.name }), podObject(pod));
  }
  const kept = given.flatMap((object) => {
    const key = keyIn(cluster, object);
    if (key === undefined) return [object];
    const now = written.get(key);
    written.delete(key);
    if ((object.kind === 'Pod' && now === undefined) || isRemade(cluster, object)) return [];
    return [now ?? cluster.objects.get(key) ?? object];
  });
  return [...kept, ...written.values()];
}

/** The key under which the cluster has an object. */
function keyIn({ objects }: Cluster, object: RawObject): ObjectKey | undefined {
  const { name, namespace } = object.metadata;
  const kind = kindOf(object);
  const candidates = [objectKey({ kind, name }), objectKey({ kind, namespace: namespace ?? 'default', name })];
  return candidates.find((key) => objects.has(key));
}

/** EndpointSlices that the controller writes from pods are written by it again. */
function isRemade({ services, pods }: Cluster, { kind, metadata }: RawObject): boolean {
  if (kind !== 'EndpointSlice') return false;
  const service = services.find(
    ({ namespace, name }) =>
      name === metadata.labels?.[SERVICE_NAME] && namespace === (metadata.namespace ?? 'default'),
  );
  const { selector, namespace } = service ?? {};
  return (
    selector !== undefined && pods.some((pod) => pod.namespace === namespace && matchesLabels(selector, pod.labels))
  );
}

function frozenNode({ name, object, ips, externalIPs, podCIDRs, ready }: ClusterNode): RawObject {
  const status = recordOf(object['status']);
  const conditions = Array.isArray(status['conditions']) ? (status['conditions'] as readonly unknown[]) : [];
  const others = conditions.filter((condition) => recordOf(condition)['type'] !== 'Ready');
  const addresses = [
    ...ips.map((address) => ({ type: 'InternalIP', address })),
    ...externalIPs.map((address) => ({ type: 'ExternalIP', address })),
    { type: 'Hostname', address: name },
  ];
  return {
    ...object,
    spec: { ...recordOf(object['spec']), ...(podCIDRs.length === 0 ? {} : { podCIDR: podCIDRs[0], podCIDRs }) },
    status: { ...status, addresses, conditions: [...others, { type: 'Ready', status: ready ? 'True' : 'Unknown' }] },
  };
}
