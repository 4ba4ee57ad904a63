import type { PodAsk, PodFacts, ReplicaAsk } from '../matching/pod-asks.ts';
import type { ContainerPort } from '../model/basics.ts';
import { isLongRunning } from '../matching/long-running.ts';
import { objectKey, type ObjectRef, type RawObject } from '../model/object.ts';
import { remembered } from '../tools/ask.ts';
import { groupBy } from '../tools/group-by.ts';
import type { ContainerSpec, Labels, PodSpec, PodStatus } from '../model/specs.ts';

/** With what follows from the objects that own it. */
export interface OwnedPod extends PodAsk {
  /** The top-level owner, or the pod itself. */
  readonly workload: ObjectRef;
  /**
   * Which of its workload's pods it is: placing goes round by ordinal, so that scaling one workload moves no other. Absent: a given
   * pod, which is counted among those of its workload.
   */
  readonly ordinal?: number;
  /** A DaemonSet's pod: it belongs to its node. */
  readonly daemon: boolean;
}

const byWorkload = remembered((pods: readonly OwnedPod[]) => groupBy(pods, ({ workload }) => objectKey(workload)));

/** By the key of their workload; looked through once for each list. */
export function groupByWorkload<P extends OwnedPod>(pods: readonly P[]): ReadonlyMap<string, readonly P[]> {
  return byWorkload(pods) as ReadonlyMap<string, readonly P[]>;
}

/** A pod before it has a place and an address. */
export interface PlannedPod extends OwnedPod, ReplicaAsk {
  readonly object: RawObject;
  readonly labels: Labels;
  readonly spec: PodSpec;
  readonly status?: PodStatus | undefined;
  readonly facts: PodFacts;
  /** False: it takes no port of its node, neither by hostNetwork nor by a hostPort. Told without reading all of `spec`. */
  readonly mayTakeNodePorts: boolean;
  /** See ClusterPod. */
  readonly follows?: ObjectRef | undefined;
}

/** Of a pod that a controller is about to make. */
export function factsOfSpec({
  nodeName,
  hostNetwork,
  containers,
}: PodSpec): Pick<PlannedPod, 'facts' | 'mayTakeNodePorts' | 'hostPorts'> {
  const hostPorts = hostPortsOf(containers);
  return {
    facts: { nodeName, hostNetwork, phase: undefined, podIPs: [], hostIP: undefined, ready: undefined },
    mayTakeNodePorts:
      hostNetwork || containers.some(({ ports }) => ports.some(({ hostPort }) => hostPort !== undefined)),
    hostPorts,
  };
}

export function hostPortsOf(containers: readonly ContainerSpec[]): readonly ContainerPort[] {
  return containers
    .filter(isLongRunning)
    .flatMap(({ ports }) => ports.filter(({ hostPort }) => hostPort !== undefined));
}
