import type { Cluster, ClusterGateway, ClusterPod } from '../kubernetes/cluster.ts';
import type { Trace } from '../linux/trace.ts';
import type { Ip } from '../net/ip.ts';
import type { Cause } from './outcome.ts';
import type { Proxied } from './onward.ts';
import type { Run } from './run.ts';

/** What a proxy made of a connection that ended at this pod; undefined: it is no such proxy, or knows nothing of it. */
type EntryProxy = (run: Run, pod: ClusterPod, arrived: Trace) => Proxied | undefined;

/** What the proxies of Gateways do; only clusters that have some need it. */
export interface GatewayRouting {
  readonly proxy: EntryProxy;
  /** Why a connection to a Gateway's address did not get to its proxy, where the Gateway is the reason. */
  readonly explain: (run: Run, failed: Trace) => Cause | undefined;
  /** Why a Gateway has no address the client could use. */
  readonly explainAddress: (cluster: Cluster, gateway: ClusterGateway) => Cause;
  /** Addresses of a Gateway that serves this host by name. */
  readonly addressesOf: (cluster: Cluster, host: string) => readonly Ip[] | undefined;
}

let installed: GatewayRouting | undefined;

/** Makes it known, once and for all. */
export function installGatewayRouting(routing: GatewayRouting): void {
  installed = routing;
}

/** Undefined until install-programs.ts has been loaded. */
export function gatewayRouting(): GatewayRouting | undefined {
  return installed;
}

let installedIngressProxy: EntryProxy | undefined;

/** Makes known what Ingress controllers do, once and for all; only clusters that have an Ingress need it. */
export function installIngressProxy(proxy: EntryProxy): void {
  installedIngressProxy = proxy;
}

/** Undefined until install-programs.ts has been loaded: there are no Ingresses then. */
export function ingressProxy(): EntryProxy | undefined {
  return installedIngressProxy;
}
