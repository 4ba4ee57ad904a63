import type { IpFamily } from '../../net/ip.ts';
import type { ServiceEndpoint } from '../model/cluster.ts';
import type { EndpointContext, EndpointSource } from './endpoints.ts';
import type { ObjectRef } from '../model/object.ts';
import type { PlanStore } from '../model/plan-store.ts';
import type { Report } from '../model/report.ts';
import type { EndpointSliceSpec, Labels } from '../model/specs.ts';

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
  /** The endpoints of one family that they say, each address once. */
  readonly endpoints: SlicedEndpoints;
  /** Says what of them cannot be used. */
  readonly check: (report: Report) => void;
}

/** Of a Service that has slices. */
export type SlicedEndpoints = (
  source: Omit<EndpointSource, 'given'> & Pick<GivenEndpoints, 'slices'>,
  context: EndpointContext,
  family: IpFamily,
) => readonly ServiceEndpoint[];

/** What a Service has instead of the pods it selects. */
export interface GivenEndpoints {
  readonly slices: () => readonly EndpointSliceSpec[];
  readonly endpoints: SlicedEndpoints;
}

/** Reads given EndpointSlices and Endpoints; only clusters that have some need it. */
export type CollectSlices = (store: PlanStore) => Slices;

/** Kinds of the objects that it reads. */
export const SLICE_KINDS: readonly string[] = ['EndpointSlice', 'Endpoints'];

/** Of a cluster where there are none, or nothing reads them. */
export const NO_SLICES: Slices = { has: () => false, of: () => [], endpoints: () => [], check: () => undefined };
