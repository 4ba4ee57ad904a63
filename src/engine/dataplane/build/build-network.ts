import { entryOf } from '../../kubernetes/model/reader.ts';
import type { Cluster, ClusterNode, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { Mac, NamespaceId } from '../../linux/model/place.ts';
import type { Network, NetworkNamespace, Ruleset } from '../../linux/namespace/namespace.ts';
import { createIp, parseIp, type Ip, type IpFamily } from '../../net/ip.ts';
import { BRIDGE_CNI, isPlugged } from '../cni/wiring/bridge.ts';
import {
  askForCni,
  askForWiring,
  type Cni,
  type CniAsk,
  type CniNode,
  type CniPlace,
} from '../cni/wiring/cni-program.ts';
import { type DnsCache, dnsCacheOn } from '../dns-cache/dns-cache-program.ts';
import { CLOSED, type HostPorts } from '../host-ports/host-port-program.ts';
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
import { FAMILIES, perFamily } from '../hosts/host.ts';
import { askForListening } from './listeners.ts';
import { createNodeHost, createPodHost } from './node-host.ts';
import { wiredNode } from '../hosts/wired-node.ts';
import {
  createNodeSegment,
  joinBalancers,
  joinFabric,
  joinNeighbor,
  LINK_DEVICE,
  neighborOn,
  type NodeSegment,
  type SegmentNeighbor,
} from '../hosts/node-segment.ts';
import { createInternet, createRouter } from './outside.ts';
import { INTERNET_SEGMENT, TRANSIT_SEGMENT } from '../hosts/transit.ts';

export { INTERNET, LOAD_BALANCER, nodeNamespace, podNamespace, ROUTER };

/** The default address of an outside client (RFC 5737). */
export const INTERNET_CLIENT_IPV4 = '198.51.100.10';
export const INTERNET_CLIENT_IPV6 = '2001:db8:ffff::10';

export interface NetworkOptions {
  /** Further addresses of the outside client (a request may name one). */
  readonly clientIPs?: readonly string[];
  /** An address outside from which a packet enters a node: whoever has it is there, on the nodes' own link where it is of their subnet. */
  readonly senderIP?: Ip;
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
  const { views, previous, senderIP } = options;
  const memory = previous === undefined ? undefined : memories.get(previous);
  const { neighbor, ...wired } = wire(cluster, programs, { views, before: memory?.hosts, senderIP });
  const isFar = senderIP !== undefined && neighbor === undefined && wired.segment.macOf(senderIP) === undefined;
  const clientIPs = [...(options.clientIPs ?? []), ...(isFar ? [senderIP] : [])];
  // It holds on to this alone of what was before: through its hosts a network would keep all that came before it.
  const proxies = proxiesOf(cluster, programs, { views, before: memory?.proxy });
  const { segment, hosts } = wired;
  const nodes = new NodeMaker(cluster, programs, { views, wired, proxies });
  const clients = [INTERNET_CLIENT_IPV4, INTERNET_CLIENT_IPV6, ...clientIPs].map(
    (text) => parseIp(text) ?? createIp(text),
  );
  const { loadBalancing, firewall, machine } = programs;
  const makers: Readonly<Record<string, () => NetworkNamespace | undefined>> = {
    [INTERNET]: () =>
      createInternet(cluster, [...new Set(clients)], {
        loadBalancing,
        firewall,
        link: neighbor && { segment, neighbor },
        amend: (parts) => machine?.host(cluster, parts, { segment, loadBalancing }),
      }),
    [ROUTER]: () => createRouter(cluster, segment, { fabric: wired.cni.fabric, loadBalancing, firewall }),
    [LOAD_BALANCER]: () =>
      loadBalancing?.create(views?.balancerView ?? cluster, segment, wired.cni.fabric ?? wired.cni.beside),
  };
  const make = (id: NamespaceId): NetworkNamespace | undefined => {
    const [kind, first = '', second = ''] = id.split('/');
    if (kind === 'node') return nodes.node(id, cluster.node(first));
    if (kind === 'pod') return nodes.pod(id, cluster.pod(first, second));
    return makers[id]?.();
  };
  const network: Network = {
    namespace: onceEach(make),
    segment: (id) => (id === segment.id ? segment : id === INTERNET_SEGMENT ? TRANSIT_SEGMENT : undefined),
  };
  const { memory: proxy } = proxies.own;
  memories.set(network, hosts === undefined ? { proxy } : { proxy, hosts });
  return network;
}

/** The kube-proxies: that of the cluster as it is, and each node's own, of what it knows. */
interface Proxies {
  readonly own: Proxy;
  readonly on: (node: string) => Proxy;
}

function proxiesOf(
  cluster: Cluster,
  programs: NetworkPrograms,
  { views, before }: { readonly views: NetworkViews | undefined; readonly before: ProxyMemory | undefined },
): Proxies {
  const proxyOf = onceEach((view: Cluster) => createProxy(view, programs, before));
  return { own: proxyOf(cluster), on: (node) => proxyOf(views?.proxyView(node) ?? cluster) };
}

/** What the CNI has laid: the segment the nodes are on, its part of every host, and the hosts kept from before. */
interface Wired {
  readonly ask: CniAsk;
  readonly cni: Cni;
  readonly segment: NodeSegment;
  /** Absent: of a network with views. */
  readonly hosts: KeptHosts | undefined;
}

function wire(
  cluster: Cluster,
  { cnis, machine, loadBalancing }: NetworkPrograms,
  { views, before, senderIP }: WireOptions,
): Wired & { readonly neighbor: SegmentNeighbor | undefined } {
  const program = entryOf(cnis ?? {}, cluster.settings.cni)?.program ?? BRIDGE_CNI.program;
  const wiring = askForWiring(cluster);
  const ask = askForCni(wiring);
  const bare = createNodeSegment(ask.nodes);
  const beside = FAMILIES.flatMap((family) => loadBalancing?.addresses(cluster, family) ?? []).filter(bare.holds);
  const hosts = views === undefined ? keepHosts({ ...wiring, program, beside: beside.join(' ') }, before) : undefined;
  const cni = program({ ask, segment: bare });
  const linked = machine?.join(cluster, bare) ?? bare;
  const joined = withoutDown(joinBalancers(joinFabric(linked, cni.fabric), beside), views);
  const neighbor = senderIP === undefined ? undefined : neighborOn(joined, senderIP);
  const at = { namespace: INTERNET, interface: LINK_DEVICE };
  return { ask, cni, segment: neighbor === undefined ? joined : joinNeighbor(joined, neighbor, at), hosts, neighbor };
}

interface WireOptions {
  readonly views: NetworkViews | undefined;
  readonly before: KeptHosts | undefined;
  readonly senderIP: Ip | undefined;
}

interface NodeMakerOptions {
  readonly views: NetworkViews | undefined;
  readonly wired: Wired;
  readonly proxies: Proxies;
}

/** Makes nodes and the pods on them. */
class NodeMaker {
  readonly #cluster: Cluster;
  readonly #programs: NetworkPrograms;
  readonly #views: NetworkViews | undefined;
  readonly #wired: Wired;
  readonly #proxies: Proxies;
  readonly #policies: ReturnType<typeof createPolicies>;
  readonly #placeOf: (node: ClusterNode) => CniPlace;

  constructor(cluster: Cluster, programs: NetworkPrograms, { views, wired, proxies }: NodeMakerOptions) {
    this.#cluster = cluster;
    this.#programs = programs;
    this.#views = views;
    this.#wired = wired;
    this.#proxies = proxies;
    this.#policies = createPolicies(cluster, programs.policies);
    this.#placeOf = onceEach((node) => ({
      node: wiredNode(node),
      pods: wired.ask.placesOn(node.name).filter(isPlugged),
    }));
  }

  node(id: NamespaceId, node: ClusterNode | undefined): NetworkNamespace | undefined {
    if (node === undefined) return undefined;
    const { hosts, segment, cni } = this.#wired;
    const own = hosts?.cniNodes.get(node.name) ?? rememberRules(cni.node(this.#placeOf(node)));
    hosts?.cniNodes.set(node.name, own);
    const proxy = this.#proxies.on(node.name);
    const devices = [...(proxy.devices?.(node) ?? []), ...(this.#cacheOn(node)?.devices ?? [])];
    const host = createNodeHost(
      {
        cluster: this.#cluster,
        segment: this.#views?.isDown(node.name) === true ? { ...segment, macOf: () => undefined } : segment,
        cni: own,
        uplinkMtu: cni.uplinkMtu,
        devices,
        ruleset: (family) => this.#ruleset(node, own, family),
        proxy,
        told: this.#programs.told,
        localnet: () => this.#hostPorts.opensLocalnet(this.#portTakersOn(node)),
        ...this.#policyOf(node, own),
      },
      node,
    );
    if (hosts === undefined) return host;
    const linked = withKeptLinks(host, keptHost(hosts, id, devices));
    hosts.namespaces.set(id, { host: linked, ask: devices });
    return linked;
  }

  pod(id: NamespaceId, pod: ClusterPod | undefined): NetworkNamespace | undefined {
    const node = pod?.nodeName === undefined ? undefined : this.#cluster.node(pod.nodeName);
    if (pod === undefined || node === undefined || !isPlugged(pod)) return undefined;
    const proxy = this.#proxies.on(node.name);
    const keeping = proxy.bpf === undefined ? this.#wired.hosts : undefined;
    const { loadBalancing, sidecars, told } = this.#programs;
    const forwarding = loadBalancing?.forwarding(this.#cluster, pod);
    const sidecar = sidecars?.of(this.#cluster, pod);
    const ask = { ...askForListening(pod, told), ...(sidecar && { sidecar }), ...(forwarding && { forwarding }) };
    const kept = keeping && keptHost(keeping, id, ask);
    if (kept !== undefined) return kept;
    const ruleset =
      (forwarding ?? sidecar) &&
      ((family: IpFamily) =>
        forwarding ? loadBalancing?.forwardingRuleset(forwarding, family) : sidecars?.rules(sidecar, pod, family));
    const cni = this.#wired.cni.pod(this.#placeOf(node), pod);
    const host = createPodHost({ cni, proxy, ruleset, forwards: forwarding !== undefined }, node, ask);
    keeping?.namespaces.set(id, { host, ask });
    return host;
  }

  get #hostPorts(): HostPorts {
    return this.#programs.hostPorts ?? CLOSED;
  }

  #portTakersOn({ name }: ClusterNode): readonly ClusterPod[] {
    return this.#cluster.portTakersOn(name).filter(isPlugged);
  }

  #cacheOn(node: ClusterNode): DnsCache | undefined {
    return dnsCacheOn(this.#cluster, node, this.#programs.dnsCache);
  }

  /** A CNI that forwards by eBPF judges there: its packets do not pass the host's hooks. */
  #policyOf(node: ClusterNode, { judgesInBpf }: CniNode): { readonly policy?: (family: IpFamily) => Ruleset } {
    const policies = this.#policies;
    if (policies === undefined || judgesInBpf !== true) return {};
    return {
      policy: perFamily((family) => createIptablesRuleset(family, [{ filter: policies.rules(node, family) }])),
    };
  }

  #ruleset(node: ClusterNode, network: CniNode, family: IpFamily): Ruleset {
    const own = this.#proxies.on(node.name).program(node, family);
    const opened = this.#hostPorts.rules({
      node,
      pods: this.#portTakersOn(node),
      family,
      network: this.#cluster.settings.cni,
      podAddresses: this.#wired.cni.podAddresses,
    });
    const { first = {}, last = {} } = network.netfilter(family);
    // A packet that a later program accepts would go unjudged.
    const judged =
      this.#policies === undefined || network.judgesInBpf === true
        ? []
        : [{ filter: this.#policies.rules(node, family) }];
    const cache = this.#cacheOn(node)?.rules(family) ?? {};
    // What enforces policies puts itself first again and again, before what the cache has put there once: Calico cali-INPUT,
    // kube-router KUBE-ROUTER-INPUT.
    const written = [...judged, cache, first, opened.first, own.iptables, opened.last, last];
    const { tables } = createIptablesRuleset(family, written);
    // Of chains with one priority the one that came last runs first (Linux v6.12 net/netfilter/core.c nf_hook_entries_grow). The
    // kubelet makes the tables of iptables, with its canary chains, before kube-proxy starts.
    return { tables: [...own.tables, ...tables] };
  }
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
