import { astrayFrom } from '../pods/astray.ts';
import type { Cluster, ClusterNode, ClusterPod, ClusterService, Seats } from '../cluster/cluster.ts';
import type { ClusterFacts, PodSource, ServiceSource } from './cluster-facts.ts';
import { groupBy } from '../tools/group-by.ts';
import { factsKnown, indexCluster } from './index-cluster.ts';
import { createNameIndex } from '../matching/label-index.ts';
import { once } from '../tools/once.ts';

/** What a cluster was made of. Throws a RangeError for an object that only looks like one, such as a copy. */
export function factsOf(cluster: Cluster): ClusterFacts {
  const facts = factsKnown.get(cluster);
  if (facts === undefined) throw new RangeError('a cluster is made by indexCluster alone');
  return facts;
}

/** The cluster with other facts. */
export function changeFacts(cluster: Cluster, changed: Partial<ClusterFacts>): Cluster {
  return indexCluster({ ...factsOf(cluster), ...changed });
}

/** Of Services in their order. */
export function listServices(all: readonly ClusterService[]): ServiceSource {
  return { all, find: createNameIndex(all).find };
}

/** Of pods that are there. */
export function listPods(pods: readonly ClusterPod[]): PodSource {
  const onNode = once(() => groupBy(pods, ({ nodeName = '' }) => nodeName));
  const on = (nodeName: string): readonly ClusterPod[] => (nodeName === '' ? [] : (onNode().get(nodeName) ?? []));
  const holders = once(
    () => new Map(pods.flatMap((pod) => (pod.hostNetwork ? [] : pod.ips.map((ip) => [ip, pod] as const)))),
  );
  const seats: Seats<ClusterPod> = {
    on,
    astray: (nodes: readonly Pick<ClusterNode, 'name' | 'podCIDRs'>[]) =>
      nodes.flatMap((node) => {
        const isAstray = astrayFrom(node);
        return on(node.name).filter(({ hostNetwork, ips }) => isAstray(hostNetwork, ips));
      }),
    holder: (ip) => holders().get(ip),
  };
  const { find } = createNameIndex(pods);
  return { ...seats, all: () => pods, find, portTakersOn: (name) => on(name).filter(takesNodePorts), seats };
}

const takesNodePorts = ({ hostNetwork, containers }: ClusterPod): boolean =>
  hostNetwork || containers.some(({ ports }) => ports.some(({ hostPort }) => hostPort !== undefined));
