import type { Cluster, ClusterNode } from '../kubernetes/cluster.ts';
import type { NamespaceId, Network, NetworkNamespace } from '../linux/namespace.ts';
import type { Ruleset } from '../linux/netfilter.ts';
import { createIp, parseIp, type IpFamily } from '../net/ip.ts';
import { isPlugged, strayAddresses } from './cni/bridge.ts';
import { hostPortRules } from './cni/host-port.ts';
import { createIptablesRuleset } from './iptables-tables.ts';
import { createProxy, type ProxyMemory } from './kube-proxy/create-proxy.ts';
import { once } from './once.ts';
import { createLoadBalancer } from './load-balancer/load-balancer.ts';
import { masqueradeRules } from './masquerade/ip-masq.ts';
import { INTERNET, LOAD_BALANCER, nodeNamespace, podNamespace, ROUTER } from './namespace-names.ts';
import { createNodeHost, createPodHost } from './topology/node-host.ts';
import { createNodeSegment } from './topology/node-segment.ts';
import { createInternet, createRouter } from './topology/outside.ts';
import { INTERNET_SEGMENT, TRANSIT_SEGMENT } from './topology/transit.ts';

export { INTERNET, LOAD_BALANCER, nodeNamespace, podNamespace, ROUTER };

/** The default address of an outside client (RFC 5737). */
export const INTERNET_CLIENT_IPV4 = '198.51.100.10';
export const INTERNET_CLIENT_IPV6 = '2001:db8:ffff::10';

export interface NetworkOptions {
  /** Further addresses of the outside client (a request may name one). */
  readonly clientIPs?: readonly string[];
  /** The network of the cluster before an edit: what the edit did not touch is taken from it. */
  readonly previous?: Network;
}

/** What a network hands on to the one that follows it. */
const memories = new WeakMap<Network, ProxyMemory>();

/**
 * Lets every dataplane program write its part into Linux: interfaces and routes (CNI), masquerade, kube-proxy, load
 * balancer, listening sockets. Lazy: a namespace and its rules exist once a packet (or a reader) asks for them.
 */
export function buildNetwork(cluster: Cluster, options: NetworkOptions = {}): Network {
  const proxy = createProxy(cluster, options.previous === undefined ? undefined : memories.get(options.previous));
  const segment = createNodeSegment(cluster);
  const strays = once(() => strayAddresses(cluster));
  const clients = [INTERNET_CLIENT_IPV4, INTERNET_CLIENT_IPV6, ...(options.clientIPs ?? [])].map(
    (text) => parseIp(text) ?? createIp(text),
  );

  const nodeRuleset = (node: ClusterNode, family: IpFamily): Ruleset => {
    const pods = cluster.podsOn(node.name).filter(isPlugged);
    const own = proxy.program(node, family);
    const hostPorts = hostPortRules(node, pods, family, cluster.settings.cni);
    const { tables } = createIptablesRuleset(family, [
      hostPorts.first,
      own.iptables,
      hostPorts.last,
      { nat: masqueradeRules(cluster, pods, strays(), family) },
    ]);
    // Of chains with one priority the one that came last runs first (Linux net/netfilter/core.c nf_hook_entries_grow). The
    // kubelet makes the tables of iptables, with its canary chains, before kube-proxy starts.
    return { tables: [...own.tables, ...tables] };
  };
  const makers: Readonly<Record<string, () => NetworkNamespace>> = {
    [INTERNET]: () => createInternet(cluster, [...new Set(clients)]),
    [ROUTER]: () => createRouter(cluster, segment),
    [LOAD_BALANCER]: () => createLoadBalancer(cluster, segment),
  };
  const make = (id: NamespaceId): NetworkNamespace | undefined => {
    const [kind, first = '', second = ''] = id.split('/');
    if (kind === 'node') {
      const node = cluster.node(first);
      return node === undefined
        ? undefined
        : createNodeHost({ cluster, segment, strays, ruleset: nodeRuleset, proxy }, node);
    }
    if (kind !== 'pod') return makers[id]?.();
    const pod = cluster.pod(first, second);
    const node = pod?.nodeName === undefined ? undefined : cluster.node(pod.nodeName);
    return pod === undefined || node === undefined || !isPlugged(pod)
      ? undefined
      : createPodHost({ cluster, proxy }, node, pod);
  };
  const made = new Map<NamespaceId, NetworkNamespace>();
  const network: Network = {
    namespace: (id) => {
      const found = made.get(id) ?? make(id);
      if (found !== undefined) made.set(id, found);
      return found;
    },
    segment: (id) => (id === segment.id ? segment : id === INTERNET_SEGMENT ? TRANSIT_SEGMENT : undefined),
  };
  memories.set(network, proxy.memory);
  return network;
}
