import type { AssumptionCode } from '../model/assumption.ts';
import type { Ip } from '../../net/ip.ts';
import { pick } from '../tools/ask.ts';
import type { ContainerPort } from '../model/cluster.ts';
import type { ObjectRef } from '../model/object.ts';
import type { FieldPath } from '../model/reader.ts';
import type { PodSpec, PodStatus } from '../model/specs.ts';

export interface PodFacts {
  readonly nodeName: string | undefined;
  readonly hostNetwork: boolean;
  readonly phase: PodStatus['phase'];
  readonly podIPs: readonly Ip[];
  readonly hostIP: Ip | undefined;
  /** Its condition; undefined: `status` does not say. */
  readonly ready: boolean | undefined;
}

interface PodFields {
  readonly namespace: string;
  readonly name: string;
  /** Ports of its node that it takes by number. */
  readonly hostPorts: readonly ContainerPort[];
  /** Where its spec is written, for findings. */
  readonly source: { readonly object: ObjectRef; readonly path: FieldPath };
  readonly assumed?: AssumptionCode | undefined;
  readonly terminating: boolean;
}

const PLACES_ASKED = ['namespace', 'name', 'hostPorts', 'source', 'assumed'] as const;
const PLACES_SPEC_ASKED = ['nodeSelector', 'nodeAffinity', 'tolerations'] as const;
const PLACES_STATUS_ASKED = ['unschedulableMessage'] as const;
const PLACES_FACTS_ASKED = ['nodeName', 'hostNetwork', 'phase', 'podIPs', 'hostIP'] as const;

/** All that nodes, their ranges, placing and addressing read of a pod itself: while it is the same they do the same. */
export interface PodAsk extends Pick<PodFields, (typeof PLACES_ASKED)[number]> {
  readonly spec: Pick<PodSpec, (typeof PLACES_SPEC_ASKED)[number]>;
  readonly status?: Pick<PodStatus, (typeof PLACES_STATUS_ASKED)[number]> | undefined;
  /** What is asked of every pod, told without reading all of `spec` and `status`. */
  readonly facts: Pick<PodFacts, (typeof PLACES_FACTS_ASKED)[number]>;
}

/** What is read of it, and no more. */
export function askForPlaces(pod: PodAsk): PodAsk {
  const { spec, status, facts } = pod;
  return {
    ...pick(pod, PLACES_ASKED),
    spec: pick(spec, PLACES_SPEC_ASKED),
    status: status && pick(status, PLACES_STATUS_ASKED),
    facts: pick(facts, PLACES_FACTS_ASKED),
  };
}

const REPLICA_ASKED = ['terminating'] as const;

/** What its workload reads of a pod besides. */
export type ReplicaAsk = Pick<PodFields, (typeof REPLICA_ASKED)[number]>;

export const askForReplica = (pod: ReplicaAsk): ReplicaAsk => pick(pod, REPLICA_ASKED);

const CONTAINERS_ASKED = ['namespace', 'name', 'source'] as const;
const CONTAINERS_SPEC_ASKED = ['hostNetwork', 'containers'] as const;
const CONTAINERS_STATUS_ASKED = ['phase', 'ready', 'failedContainers', 'runningContainers'] as const;
const CONTAINERS_FACTS_ASKED = ['phase'] as const;

/** What of a pod tells which of its containers run, and which ports they leave to others. */
export interface ContainersAsk extends Pick<PodFields, (typeof CONTAINERS_ASKED)[number]> {
  readonly spec: Pick<PodSpec, (typeof CONTAINERS_SPEC_ASKED)[number]>;
  readonly status?: Pick<PodStatus, (typeof CONTAINERS_STATUS_ASKED)[number]> | undefined;
  readonly facts: Pick<PodFacts, (typeof CONTAINERS_FACTS_ASKED)[number]>;
}

/** What is read of it, and no more. */
export function askForContainers(pod: ContainersAsk): ContainersAsk {
  const { spec, status, facts } = pod;
  return {
    ...pick(pod, CONTAINERS_ASKED),
    spec: pick(spec, CONTAINERS_SPEC_ASKED),
    status: status && pick(status, CONTAINERS_STATUS_ASKED),
    facts: pick(facts, CONTAINERS_FACTS_ASKED),
  };
}
