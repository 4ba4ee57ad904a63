import type { IpFamily } from '../net/ip.ts';
import type { Cluster, ServiceEndpoint } from './cluster.ts';
import type { EndpointContext, EndpointSource } from './endpoints.ts';
import type { ObjectRef } from './object.ts';
import type { ObjectStore } from './object-store.ts';
import type { Report } from './report.ts';
import type { EndpointSliceSpec, Labels } from './specs.ts';

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
  /** Says what of them cannot be used. */
  readonly check: (report: Report) => void;
}

/** Of a Service that has slices. */
export type SlicedSource = EndpointSource & Required<Pick<EndpointSource, 'slices'>>;

/** What reads given EndpointSlices and Endpoints; only clusters that have some need it. */
interface GivenSlices {
  readonly collect: (store: ObjectStore) => Slices;
  readonly endpoints: (source: SlicedSource, context: EndpointContext, family: IpFamily) => readonly ServiceEndpoint[];
}

/** Kinds of the objects that it reads. */
export const SLICE_KINDS: readonly string[] = ['EndpointSlice', 'Endpoints'];

let installed: GivenSlices | undefined;

/** Makes it known, once and for all (routing/install-programs.ts). */
export function installGivenSlices(slices: GivenSlices): void {
  installed = slices;
}

/** Undefined until it is: Services are then served by the pods they select. */
export function givenSlices(): GivenSlices | undefined {
  return installed;
}

export function lacksGivenSlices({ refsOf }: Cluster): boolean {
  return installed === undefined && SLICE_KINDS.some((kind) => refsOf(kind).length > 0);
}

/** Of a cluster where there are none, or nothing reads them. */
export const NO_SLICES: Slices = { has: () => false, of: () => [], check: () => undefined };
