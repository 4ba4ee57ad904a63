import type { IpFamily, Ip } from '../../net/ip.ts';
import type { ClusterNode, ServiceEndpoint, ClusterPod, ServicePort } from '../cluster/cluster.ts';
import type { ObjectRef } from '../model/object.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import type { Report } from '../model/report.ts';
import type { EndpointSliceSpec, Labels, ServiceSpec } from '../model/specs.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import type { BuiltPods } from '../pods/pods.ts';

/** A Service, by what decides whose endpoints it has. */
export interface Fronting extends Pick<ObjectRef, 'namespace' | 'name'> {
  /** With a selector, an Endpoints object is what a controller made of it. */
  readonly selector?: Labels | undefined;
}

/**
 * The given EndpointSlices by their Service, and what is mirrored into more of them from an Endpoints object where the Service
 * has no selector; a Service that has none is served by the pods it selects.
 */
export interface Slices {
  readonly has: (service: Fronting) => boolean;
  readonly of: (service: Fronting) => readonly EndpointSliceSpec[];
  /** They only add to the pods that the Service selects: the EndpointSlice controller wrote none of them. */
  readonly addToPods: (service: Fronting) => boolean;
  /** The endpoints of one family that they say, each address once. */
  readonly endpoints: SlicedEndpoints;
  /** Says what of them cannot be used. */
  readonly check: (report: Report) => void;
}

/** Of a Service that has slices. */
export type SlicedEndpoints = (
  source: Omit<EndpointSource, 'given'> & Pick<GivenEndpoints, 'slices'> & SelectedEndpoints,
  context: EndpointContext,
  family: IpFamily,
) => readonly ServiceEndpoint[];

interface SelectedEndpoints {
  /** Of the pods it selects, where these count as well. */
  readonly own: readonly ServiceEndpoint[];
}

/** What a Service has instead of the pods it selects, or beside them. */
export interface GivenEndpoints {
  readonly slices: () => readonly EndpointSliceSpec[];
  readonly endpoints: SlicedEndpoints;
  /** The pods it selects count as well. */
  readonly withPods: boolean;
}

/** Reads given EndpointSlices and Endpoints; only clusters that have some need it. */
export type CollectSlices = (store: PlanStore) => Slices;

/** Gives the endpoints of a Service the zones they are meant for by the CPUs of nodes; only Services with topology-mode Auto need it. */
export type HintByZones = (
  endpoints: readonly ServiceEndpoint[],
  nodes: readonly ClusterNode[],
) => readonly ServiceEndpoint[];

/** Of a cluster where there are none, or nothing reads them. */
export const NO_SLICES: Slices = {
  has: () => false,
  of: () => [],
  addToPods: () => false,
  endpoints: () => [],
  check: () => undefined,
};

/** What the endpoints of a Service are made from. */
export interface EndpointSource {
  readonly namespace: string;
  readonly name: string;
  readonly spec: ServiceSpec;
  readonly ports: readonly ServicePort[];
  /** Given slices, where there are any. */
  readonly given?: GivenEndpoints;
}

/** What the endpoints are looked up in. */
export interface EndpointContext {
  readonly select: (namespace: string, selector: Labels) => readonly PlannedPod[];
  readonly build: BuiltPods['of'];
  readonly glance: BuiltPods['glance'];
  readonly pod: (namespace: string, name: string) => ClusterPod | undefined;
  readonly podByIp: (ip: Ip) => ClusterPod | undefined;
  /** The pod that had this address before an intervention gave it another. */
  readonly movedFrom: (ip: Ip) => ClusterPod | undefined;
  /** True when an intervention changed the pod, so that given slices are out of date. */
  readonly isChanged: (pod: ClusterPod) => boolean;
  readonly zoneOf: (nodeName: string) => string | undefined;
  /** Absent: the program is not at hand. */
  readonly hintByZones?: (endpoints: readonly ServiceEndpoint[]) => readonly ServiceEndpoint[];
}
