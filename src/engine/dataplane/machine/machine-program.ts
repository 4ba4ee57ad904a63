import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { HostParts } from '../hosts/host.ts';
import type { NodeSegment } from '../hosts/node-segment.ts';
import type { LoadBalancing } from '../load-balancer/load-balancer-program.ts';

/** Somebody's own machine on which a cluster runs: it stands for the world outside, as that is from where its owner calls. */
export interface MachinePrograms {
  /** What the machine is beside a host on the internet. */
  readonly host: (
    cluster: Cluster,
    parts: HostParts,
    around: { readonly segment: NodeSegment; readonly loadBalancing: LoadBalancing | undefined },
  ) => HostParts;
  /** The nodes' network, with the machine on it where it is. */
  readonly join: (cluster: Cluster, segment: NodeSegment) => NodeSegment;
}

/** What publishes ports of containers on the machine. */
export const DOCKER = 'docker';
