import type { AssumptionCode } from '../model/assumption.ts';
import type { Ip } from '../../net/ip.ts';
import type { ContainerPort } from '../model/basics.ts';
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

/** All that nodes, their ranges, placing and addressing read of a pod itself. */
export interface PodAsk extends Pick<PodFields, 'namespace' | 'name' | 'hostPorts' | 'source' | 'assumed'> {
  readonly spec: Pick<PodSpec, 'nodeSelector' | 'nodeAffinity' | 'tolerations'>;
  readonly status?: Pick<PodStatus, 'unschedulableMessage'> | undefined;
  /** What is asked of every pod, told without reading all of `spec` and `status`. */
  readonly facts: Pick<PodFacts, 'nodeName' | 'hostNetwork' | 'phase' | 'podIPs' | 'hostIP'>;
}

/** What its workload reads of a pod besides. */
export type ReplicaAsk = Pick<PodFields, 'terminating'>;

/** What of a pod tells which of its containers run, and which ports they leave to others. */
export interface ContainersAsk extends Pick<PodFields, 'namespace' | 'name' | 'source'> {
  readonly spec: Pick<PodSpec, 'hostNetwork' | 'containers'>;
  readonly status?: Pick<PodStatus, 'phase' | 'ready' | 'failedContainers' | 'runningContainers'> | undefined;
  readonly facts: Pick<PodFacts, 'phase'>;
}
