import type { Ip } from '../../net/ip.ts';
import { astrayFrom } from './astray.ts';
import type { ClusterNode } from '../model/cluster.ts';
import { groupBy } from '../tools/group-by.ts';
import type { NamedIndex } from '../matching/label-index.ts';
import { once, onceEach } from '../tools/once.ts';
import type { PlacedPod, Placement } from './placed-pod.ts';
import type { PlannedPod } from './planned-pod.ts';

/** The pods of a cluster by all they are looked up by; none is built for it. */
export interface PodLookup {
  /** In order. */
  readonly all: () => readonly PlannedPod[];
  readonly index: NamedIndex<PlannedPod>;
  readonly onNode: (nodeName: string) => readonly PlannedPod[];
  readonly placement: Placement;
  /** The pod that an address was given to, be it still its own or not. */
  readonly holder: (ip: Ip) => PlannedPod | undefined;
  /** Node by node: pods with a network namespace of their own and an address outside their node's podCIDRs. */
  readonly astray: (nodes: readonly ClusterNode[]) => readonly PlannedPod[];
}

export interface LookupSources extends Pick<PodLookup, 'index' | 'placement' | 'holder'> {
  readonly pods: readonly PlannedPod[];
}

export function createPodLookup({ pods, index, placement, holder }: LookupSources): PodLookup {
  const byNode = once(() => groupBy(pods, (pod) => placement.nodeNameOf(pod) ?? ''));
  const onNode = (nodeName: string): readonly PlannedPod[] => (nodeName === '' ? [] : (byNode().get(nodeName) ?? []));
  const astray = onceEach((nodes: readonly ClusterNode[]) =>
    nodes.flatMap((node) => {
      const isAstray = astrayFrom(node);
      return onNode(node.name).filter((pod) => isAstray(pod.facts.hostNetwork, placement.ipsOf(pod)));
    }),
  );
  return { all: () => pods, index, onNode, placement, holder, astray };
}

/** The pod that has an address. */
export function holderOf({ holder, placement }: PodLookup, ip: Ip): PlannedPod | undefined {
  const pod = holder(ip);
  return pod !== undefined && placement.ipsOf(pod).includes(ip) ? pod : undefined;
}

/** Pods as edits left them, by what they were in the lookup that the edits start from. */
export type EditedPods = ReadonlyMap<PlannedPod, PlacedPod>;
