import type { Cluster } from '../kubernetes/cluster.ts';
import type { NamespaceId, NetworkNamespace } from '../linux/namespace.ts';
import { type CniNode, lookupCni } from './cni/cni-program.ts';
import { isDnsCacheInstalled } from './dns-cache-program.ts';

/** What of hosts no Service has a part in: an edit of a Service leaves it to the network that follows. */
export interface KeptHosts {
  /** All that it rests on. */
  readonly basis: readonly unknown[];
  readonly namespaces: Map<NamespaceId, NetworkNamespace>;
  readonly cniNodes: Map<string, CniNode>;
}

/** Those of `before` while pods, nodes and the programs at hand are the same; else none yet. */
export function keepHosts({ podsOn, nodes, settings }: Cluster, before: KeptHosts | undefined): KeptHosts {
  const basis = [podsOn, nodes, lookupCni(settings.cni), isDnsCacheInstalled()];
  const isSame = before !== undefined && basis.every((each, at) => each === before.basis[at]);
  return isSame ? before : { basis, namespaces: new Map(), cniNodes: new Map() };
}

/** A host whose interfaces, routes and neighbours were made before: only what Services decide is new. */
export function withKeptLinks(host: NetworkNamespace, kept: NetworkNamespace | undefined): NetworkNamespace {
  if (kept === undefined) return host;
  const { interfaces, interface: one, fib, neighbor } = kept;
  return { ...host, interfaces, interface: one, fib, neighbor };
}
