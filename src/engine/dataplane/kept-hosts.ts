import type { Cluster } from '../kubernetes/cluster.ts';
import type { NamespaceId, NetworkNamespace } from '../linux/namespace.ts';
import { type CniNode, lookupCni } from './cni/cni-program.ts';
import { isDnsCacheInstalled } from './dns-cache-program.ts';

/** What of hosts rests on the places of pods alone: edits that leave these leave it to the network that follows. */
export interface KeptHosts {
  /** All that it rests on. */
  readonly basis: readonly unknown[];
  readonly namespaces: Map<NamespaceId, KeptHost>;
  readonly cniNodes: Map<string, CniNode>;
  /** Each of them may be held on to by a host that it made. */
  networks: number;
}

/** Now and then all hosts are made anew, as far as walks come by them: so few clusters before the last one stay in memory. */
const MOST_NETWORKS = 32;

interface KeptHost {
  readonly host: NetworkNamespace;
  /** What it rests on besides: a pod's own is made anew with the pod, a node's with those that take its ports. */
  readonly of: unknown;
}

/** The host, as long as it is of the same. */
export function keptHost({ namespaces }: KeptHosts, id: NamespaceId, of: unknown): NetworkNamespace | undefined {
  const kept = namespaces.get(id);
  return kept !== undefined && kept.of === of ? kept.host : undefined;
}

/** Those of `before` while places, nodes and the programs at hand are the same; else none yet. */
export function keepHosts({ placesOn, nodes, settings }: Cluster, before: KeptHosts | undefined): KeptHosts {
  const basis = [placesOn, nodes, lookupCni(settings.cni), isDnsCacheInstalled()];
  const isSame = before !== undefined && basis.every((each, at) => each === before.basis[at]);
  if (!isSame || before.networks === MOST_NETWORKS)
    return { basis, namespaces: new Map(), cniNodes: new Map(), networks: 1 };
  before.networks += 1;
  return before;
}

/** A host whose interfaces, routes and neighbours were made before: only what Services decide is new. */
export function withKeptLinks(host: NetworkNamespace, kept: NetworkNamespace | undefined): NetworkNamespace {
  if (kept === undefined) return host;
  const { interfaces, interface: one, fib, neighbor } = kept;
  return { ...host, interfaces, interface: one, fib, neighbor };
}
