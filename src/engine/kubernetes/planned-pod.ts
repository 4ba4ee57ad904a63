import type { Ip } from '../net/ip.ts';
import { pick } from './ask.ts';
import type { ContainerPort } from './cluster.ts';
import { isLongRunning } from './long-running.ts';
import type { ObjectRef, RawObject } from './object.ts';
import type { FieldPath } from './reader.ts';
import type { ContainerSpec, Labels, PodSpec, PodStatus } from './specs.ts';

const SPEC_ASKED = ['nodeSelector', 'nodeAffinity', 'tolerations'] as const;
const STATUS_ASKED = ['unschedulableMessage'] as const;
const FACTS_ASKED = ['nodeName', 'hostNetwork', 'phase', 'podIPs', 'hostIP'] as const;

const ASKED = ['namespace', 'name', 'hostPorts', 'source', 'assumed'] as const;

/** All that nodes, their ranges, placing and addressing read of a pod itself: while it is the same they do the same. */
export interface PodAsk extends Pick<PodFields, (typeof ASKED)[number]> {
  readonly spec: Pick<PodSpec, (typeof SPEC_ASKED)[number]>;
  readonly status?: Pick<PodStatus, (typeof STATUS_ASKED)[number]> | undefined;
  /** What is asked of every pod, told without reading all of `spec` and `status`. */
  readonly facts: Pick<PodFacts, (typeof FACTS_ASKED)[number]>;
}

interface PodFields {
  readonly namespace: string;
  readonly name: string;
  /** Ports of its node that it takes by number. */
  readonly hostPorts: readonly ContainerPort[];
  /** Where its spec is written, for findings. */
  readonly source: { readonly object: ObjectRef; readonly path: FieldPath };
  readonly assumed?: string | undefined;
}

/** What is read of it, and no more. */
export function askForPlaces(pod: PodAsk): PodAsk {
  const { spec, status, facts } = pod;
  return {
    ...pick(pod, ASKED),
    spec: pick(spec, SPEC_ASKED),
    status: status && pick(status, STATUS_ASKED),
    facts: pick(facts, FACTS_ASKED),
  };
}

/** With what follows from the objects that own it. */
export interface OwnedPod extends PodAsk {
  /** The top-level owner, or the pod itself. */
  readonly workload: ObjectRef;
  /** Which of its workload's pods it is: placing goes round by ordinal, so that scaling one workload moves no other. */
  readonly ordinal: number;
  /** A DaemonSet's pod: it belongs to its node. */
  readonly daemon: boolean;
}

/** A pod before it has a place and an address. */
export interface PlannedPod extends OwnedPod {
  readonly object: RawObject;
  readonly labels: Labels;
  readonly terminating: boolean;
  readonly spec: PodSpec;
  readonly status?: PodStatus | undefined;
  readonly facts: PodFacts;
  /** False: it takes no port of its node, neither by hostNetwork nor by a hostPort. Told without reading all of `spec`. */
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
