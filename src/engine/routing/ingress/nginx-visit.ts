import type { ClusterPod, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { Trace } from '../../linux/model/trace.ts';
import type { HttpExchange } from '../outcome/outcome.ts';
import type { NginxRequest } from './nginx-request.ts';
import type { NginxLocation, NginxServed, NginxServer } from './nginx-servers.ts';

/** A connection that reached an ingress-nginx, and what it serves. */
export interface NginxEntry {
  readonly pod: ClusterPod;
  readonly arrived: Trace;
  readonly front: ClusterService | undefined;
  /** The older first. */
  readonly served: readonly NginxServed[];
  /** The same as they are in the input. */
  readonly written: readonly NginxServed[];
  readonly servers: readonly NginxServer[];
}

/** A request that has found its location. */
export interface NginxVisit extends NginxEntry {
  readonly request: NginxRequest;
  readonly server: NginxServer;
  readonly location: NginxLocation;
  /** What is told of every answer. */
  readonly base: Omit<HttpExchange, 'status'>;
}
