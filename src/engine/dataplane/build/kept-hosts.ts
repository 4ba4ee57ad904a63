import { isSameAsk } from '../../kubernetes/tools/ask.ts';
import type { NamespaceId } from '../../linux/model/place.ts';
import type { NetworkNamespace } from '../../linux/namespace/namespace.ts';
import type { CniNode, CniProgram, WiringAsk } from '../cni/wiring/cni-program.ts';

/** All that hosts are made of, besides what each of them is kept with. */
export interface HostsAsk extends WiringAsk {
  readonly program: CniProgram;
  /** Addresses of load balancers for which one answers beside the nodes. */
  readonly beside: string;
}

/** Hosts of networks that follow from each other while their Asks are the same. */
export interface KeptHosts {
  readonly ask: HostsAsk;
  readonly namespaces: Map<NamespaceId, KeptHost>;
  readonly cniNodes: Map<string, CniNode>;
  /** Each of them may be held on to by a host that it made. */
  networks: number;
}

/** Now and then all hosts are made anew, as far as walks come by them: so few clusters before the last one stay in memory. */
const MOST_NETWORKS = 32;

interface KeptHost {
  readonly host: NetworkNamespace;
  /** What it is made of besides: a pod's host what it listens on, a node's links the devices that programs add. */
  readonly ask: unknown;
}

/** The host, as long as it is of the same. */
export function keptHost({ namespaces }: KeptHosts, id: NamespaceId, ask: unknown): NetworkNamespace | undefined {
  const kept = namespaces.get(id);
  return kept !== undefined && isSameAsk(kept.ask, ask) ? kept.host : undefined;
}

/** Those of `before` while their Ask is the same; else none yet. */
export function keepHosts(ask: HostsAsk, before: KeptHosts | undefined): KeptHosts {
  if (before === undefined || !isSameAsk(before.ask, ask) || before.networks === MOST_NETWORKS)
    return { ask, namespaces: new Map(), cniNodes: new Map(), networks: 1 };
  before.networks += 1;
  return before;
}

/** A host whose interfaces, routes and neighbours were made before: only what Services decide is new. */
export function withKeptLinks(host: NetworkNamespace, kept: NetworkNamespace | undefined): NetworkNamespace {
  if (kept === undefined) return host;
  const { interfaces, interface: one, fib, neighbor } = kept;
  return { ...host, interfaces, interface: one, fib, neighbor };
}
