import type { Ip } from '../net/ip.ts';
import type { ObjectRef, RawObject } from './object.ts';
import type { FieldPath } from './reader.ts';
import type { Labels, PodSpec, PodStatus } from './specs.ts';

/** A pod before it has a place and an address. */
export interface PlannedPod {
  readonly namespace: string;
  readonly name: string;
  readonly object: RawObject;
  readonly labels: Labels;
  /** The top-level owner, or the pod itself. */
  readonly workload: ObjectRef;
  readonly spec: PodSpec;
  readonly status?: PodStatus | undefined;
  readonly terminating: boolean;
  /** Which of its workload's pods it is: placing goes round by ordinal, so that scaling one workload moves no other. */
  readonly ordinal: number;
  /** A DaemonSet's pod: it belongs to its node. */
  readonly daemon: boolean;
  /** Where its spec is written, for findings. */
  readonly source: { readonly object: ObjectRef; readonly path: FieldPath };
  readonly assumed?: string | undefined;
  /** What placing asks of every pod, told without reading all of `spec` and `status`. */
  readonly facts: PodFacts;
  /** False: it takes no port of its node, neither by hostNetwork nor by a hostPort. Told as cheaply. */
  readonly mayTakeNodePorts: boolean;
}

export interface PodFacts {
  readonly nodeName: string | undefined;
  readonly hostNetwork: boolean;
  readonly phase: PodStatus['phase'];
  readonly podIPs: readonly Ip[];
  readonly hostIP: Ip | undefined;
  /** Its condition; undefined: `status` does not say. */
  readonly ready: boolean | undefined;
}

/** Of a pod that a controller is about to make. */
export function factsOfSpec({
  nodeName,
  hostNetwork,
  containers,
}: PodSpec): Pick<PlannedPod, 'facts' | 'mayTakeNodePorts'> {
  return {
    facts: { nodeName, hostNetwork, phase: undefined, podIPs: [], hostIP: undefined, ready: undefined },
    mayTakeNodePorts:
      hostNetwork || containers.some(({ ports }) => ports.some(({ hostPort }) => hostPort !== undefined)),
  };
}
