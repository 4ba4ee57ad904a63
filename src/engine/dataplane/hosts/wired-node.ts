import type { ClusterNode } from '../../kubernetes/cluster/cluster.ts';
import { remembered } from '../../kubernetes/tools/ask.ts';

/** All that hosts and what connects them are made of, of a node: an edit of anything else leaves them as they are. */
export interface WiredNode extends Pick<ClusterNode, 'name' | 'ips' | 'externalIPs' | 'podCIDRs' | 'podSubnets'> {
  /** A cloud's. */
  readonly instanceType?: string;
}

/** kubernetes.io docs reference labels-annotations-taints */
export const INSTANCE_TYPE = 'node.kubernetes.io/instance-type';

export const wiredNode = remembered(
  ({
    name,
    ips,
    externalIPs,
    podCIDRs,
    podSubnets,
    labels: { [INSTANCE_TYPE]: instanceType },
  }: ClusterNode): WiredNode => ({
    name,
    ips,
    externalIPs,
    podCIDRs,
    ...(podSubnets === undefined ? {} : { podSubnets }),
    ...(instanceType === undefined ? {} : { instanceType }),
  }),
);

export const wiredNodes = remembered((nodes: readonly ClusterNode[]): readonly WiredNode[] => nodes.map(wiredNode));
