import type { Cluster, ClusterNode, ClusterPod } from '../../kubernetes/model/cluster.ts';
import type { Mac, NamespaceId, Network, NetworkNamespace } from '../../linux/model/namespace.ts';
import type { Ruleset } from '../../linux/model/netfilter.ts';
import { createIp, parseIp, type IpFamily } from '../../net/ip.ts';
import { createBridge, isPlugged } from '../cni/bridge.ts';
import { askForCni, askForWiring, type CniNode, type CniPlace } from '../cni/cni-program.ts';
import { type DnsCache, dnsCacheOn } from '../dns-cache/dns-cache-program.ts';
import { CLOSED } from '../host-ports/host-port-program.ts';
import { createIptablesRuleset } from '../rules/iptables-tables.ts';
import { createProxy, type Proxy, type ProxyMemory } from '../proxy/modes/create-proxy.ts';
import {
  INTERNET,
  LOAD_BALANCER,
  namespaceOwner,
  nodeNamespace,
  podNamespace,
  ROUTER,
} from '../rules/namespace-names.ts';
import { type KeptHosts, keepHosts, keptHost, withKeptLinks } from './kept-hosts.ts';
import type { NetworkPrograms } from './network-programs.ts';
import { onceEach } from '../rules/once.ts';
import { createPolicies } from '../policy/policy-program.ts';
import { perFamily } from '../hosts/host.ts';
import { createNodeHost, createPodHost } from './node-host.ts';
import { createNodeSegment, joinFabric, type NodeSegment } from '../hosts/node-segment.ts';
import { createInternet, createRouter } from './outside.ts';
import { INTERNET_SEGMENT, TRANSIT_SEGMENT } from '../hosts/transit.ts';

export { INTERNET, LOAD_BALANCER, nodeNamespace, podNamespace, ROUTER };

/** The default address of an outside client (RFC 5737). */
export const INTERNET_CLIENT_IPV4 = '198.51.100.10';
export const INTERNET_CLIENT_IPV6 = '2001:db8:ffff::10';

export interface NetworkOptions {
  /** Further addresses of the outside client (a request may name one). */
  readonly clientIPs?: readonly string[];
  /** The network of the cluster before an edit: what the edit did not touch is taken from it. */
  readonly previous?: Network;
  /** What those who program it know, where that is not the cluster as it is now. */
  readonly views?: NetworkViews;
}

/** A cluster in which things have just changed, as its parts see it. */
export interface NetworkViews {
  /** What the node's kube-proxy has last synced: its Services and endpoints are programmed. */
  readonly proxyView: (node: string) => Cluster;
  readonly balancerView: Cluster;
  /** True for a node that nothing gets to or comes from. */
  readonly isDown: (node: string) => boolean;
}

/** What a network hands on to the one that follows it. */
interface NetworkMemory {
  readonly proxy: ProxyMemory;
  /** Absent: of a network with views. */
  readonly hosts?: KeptHosts;
}

const memories = new WeakMap<Network, NetworkMemory>();

/**
 * Lets every dataplane program write its part into Linux: interfaces and routes (CNI), masquerade, network policies,
 * kube-proxy, load balancer, listening sockets. Lazy: a namespace and its rules exist once a packet (or a reader) asks for them.
 */
export function buildNetwork(cluster: Cluster, programs: NetworkPrograms, options: NetworkOptions = {}): Network {
  const { views, previous } = options;
  const { hostPorts = CLOSED, loadBalancing } = programs;
  const memory = previous === undefined ? undefined : memories.get(previous);
  // Closures hold on to this alone: through its hosts a network would keep all that came before it.
  const before = memory?.proxy;
  const proxyOf = onceEach((view: Cluster) => createProxy(view, programs, before));
  const proxyOn = (node: string): Proxy => proxyOf(views?.proxyView(node) ?? cluster);
  const proxy = proxyOf(cluster);
  const program = programs.cnis?.[cluster.settings.cni] ?? createBridge;
  const wiring = askForWiring(cluster);
  const hosts = views === undefined ? keepHosts({ ...wiring, program }, memory?.hosts) : undefined;
  const policies = createPolicies(cluster, programs.policies);
  const ask = askForCni(wiring);
  const bare = createNodeSegment(ask.nodes);
  const cni = program({ ask, segment: bare });
  const segment = withoutDown(joinFabric(bare, cni.fabric), views);
  const clients = [INTERNET_CLIENT_IPV4, INTERNET_CLIENT_IPV6, ...(options.clientIPs ?? [])].map(
    (text) => parseIp(text) ?? createIp(text),
  );

  const placeOf = onceEach(
    (node: ClusterNode): CniPlace => ({ node, pods: ask.placesOn(node.name).filter(isPlugged) }),
  );
  const portTakersOn = ({ name }: ClusterNode): readonly ClusterPod[] => cluster.portTakersOn(name).filter(isPlugged);
  const cacheOn = (node: ClusterNode): DnsCache | undefined => dnsCacheOn(cluster, node, programs.dnsCache);
  const nodeRuleset = (node: ClusterNode, network: CniNode, family: IpFamily): Ruleset => {
    const own = proxyOn(node.name).program(node, family);
    const { podAddresses } = cni;
    const opened = hostPorts.rules({
      node,
      pods: portTakersOn(node),
      family,
      network: cluster.settings.cni,
      podAddresses,
    });
    const { first = {}, last = {} } = network.netfilter(family);
    // A packet that a later program accepts would go unjudged.
    const judged =
      policies === undefined || network.judgesInBpf === true ? [] : [{ filter: policies.rules(node, family) }];
    const cache = cacheOn(node)?.rules(family) ?? {};
    // What enforces policies puts itself first again and again, before what the cache has put there once: Calico cali-INPUT,
    // kube-router KUBE-ROUTER-INPUT.
    const written = [...judged, cache, first, opened.first, own.iptables, opened.last, last];
    const { tables } = createIptablesRuleset(family, written);
    // Of chains with one priority the one that came last runs first (Linux net/netfilter/core.c nf_hook_entries_grow). The
    // kubelet makes the tables of iptables, with its canary chains, before kube-proxy starts.
    return { tables: [...own.tables, ...tables] };
  };
  const makers: Readonly<Record<string, () => NetworkNamespace | undefined>> = {
    [INTERNET]: () => createInternet(cluster, [...new Set(clients)], loadBalancing),
    [ROUTER]: () => createRouter(cluster, segment, { fabric: cni.fabric, loadBalancing }),
    [LOAD_BALANCER]: () => loadBalancing?.create(views?.balancerView ?? cluster, segment, cni.fabric),
  };
  const make = (id: NamespaceId): NetworkNamespace | undefined => {
    const [kind, first = '', second = ''] = id.split('/');
    if (kind === 'node') {
      const node = cluster.node(first);
      if (node === undefined) return undefined;
      const own = hosts?.cniNodes.get(first) ?? rememberRules(cni.node(placeOf(node)));
      hosts?.cniNodes.set(first, own);
      const ruleset = (family: IpFamily): Ruleset => nodeRuleset(node, own, family);
      const localnet = (): boolean => hostPorts.opensLocalnet(portTakersOn(node));
      const { uplinkMtu } = cni;
      // A CNI that forwards by eBPF judges there: its packets do not pass the host's hooks.
      const policy =
        policies === undefined || own.judgesInBpf !== true
          ? {}
          : {
              policy: perFamily((family) => createIptablesRuleset(family, [{ filter: policies.rules(node, family) }])),
            };
      const link = views?.isDown(node.name) === true ? { ...segment, macOf: () => undefined } : segment;
      const proxy = proxyOn(node.name);
      const devices = [...(proxy.devices?.(node) ?? []), ...(cacheOn(node)?.devices ?? [])];
      const parts = { cluster, segment: link, cni: own, uplinkMtu, devices, ruleset, proxy, localnet, ...policy };
      const host = createNodeHost(parts, node);
      if (hosts === undefined) return host;
      const linked = withKeptLinks(host, keptHost(hosts, id, devices));
      hosts.namespaces.set(id, { host: linked, ask: devices });
      return linked;
    }
    if (kind !== 'pod') return makers[id]?.();
    const pod = cluster.pod(first, second);
    const node = pod?.nodeName === undefined ? undefined : cluster.node(pod.nodeName);
    if (pod === undefined || node === undefined || !isPlugged(pod)) return undefined;
    const podProxy = proxyOn(node.name);
    const keeping = podProxy.bpf === undefined ? hosts : undefined;
    const kept = keeping && keptHost(keeping, id, pod);
    if (kept !== undefined) return kept;
    const host = createPodHost({ cni: cni.pod(placeOf(node), pod), proxy: podProxy }, node, pod);
    keeping?.namespaces.set(id, { host, ask: pod });
    return host;
  };
  const network: Network = {
    namespace: onceEach(make),
    segment: (id) => (id === segment.id ? segment : id === INTERNET_SEGMENT ? TRANSIT_SEGMENT : undefined),
  };
  memories.set(network, hosts === undefined ? { proxy: proxy.memory } : { proxy: proxy.memory, hosts });
  return network;
}

/** A node's part of the CNI, whose rules are made once for all networks that keep it. */
function rememberRules(cni: CniNode): CniNode {
  return { ...cni, netfilter: perFamily(cni.netfilter) };
}

/** Nobody on the segment finds a node that is down. */
function withoutDown(segment: NodeSegment, views: NetworkViews | undefined): NodeSegment {
  if (views === undefined) return segment;
  const isDown = (mac: Mac): boolean => {
    const station = segment.station(mac);
    const owner = station && namespaceOwner(station.namespace);
    return owner?.kind === 'Node' && views.isDown(owner.name);
  };
  return {
    ...segment,
    macOf: (ip) => {
      const mac = segment.macOf(ip);
      return mac === undefined || isDown(mac) ? undefined : mac;
    },
  };
}
