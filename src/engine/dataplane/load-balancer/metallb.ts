import type { Cluster, ClusterNode, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import { BGP_ADVERTISEMENT, BGP_PEER, L2_ADVERTISEMENT } from '../../kubernetes/kinds/load-balancers/metallb.ts';
import { matchesSelector } from '../../kubernetes/matching/label-selector.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import { createCursor } from '../../kubernetes/model/reader.ts';
import type { Labels, LabelSelector } from '../../kubernetes/model/specs.ts';
import { ipFamily, type Ip } from '../../net/ip.ts';
import { sha256 } from '../rules/sha256.ts';
import type { Announcement, Unannounced } from './announcement.ts';
import { EXCLUDED_LABEL, hasEndpoint } from './eligible-nodes.ts';

interface Advertisement {
  readonly ref: ObjectRef;
  /** Nodes that it selects. */
  readonly nodes: readonly ClusterNode[];
  /** Of BGP: names of the peers it is for; empty: all. */
  readonly peers: readonly string[];
}

/**
 * Who of MetalLB's speakers announces an address. In layer 2 the one node that wins: each speaker sorts the nodes that may by the
 * hash of name and address. With BGP each node that may. None without an endpoint that can serve, and with externalTrafficPolicy
 * Local only nodes that have one. MetalLB v0.15 speaker/layer2_controller.go, bgp_controller.go, internal/config/config.go.
 * Simplification: what is announced by BGP is taken by the nodes' router, whoever the peer is, and layer 2 does without it then.
 * Simplification: the interfaces of an L2Advertisement are taken to be there, and --ignore-exclude-lb is taken to be off.
 */
export function announceByMetallb(cluster: Cluster, service: ClusterService, ip: Ip): Announcement {
  const pool = cluster.ofKind('IPAddressPool').find(({ ref }) => isSame(ref, service.balancing?.pool));
  const l2 = pool === undefined ? [] : advertisementsOf(cluster, 'L2Advertisement', pool);
  const bgp = pool === undefined ? [] : advertisementsOf(cluster, 'BGPAdvertisement', pool);
  const byRoute = l2.length === 0 && bgp.length > 0;
  const nobody = (because: Unannounced): Announcement => ({ how: 'NOBODY', byRoute, because });
  const all = [...l2, ...bgp];
  if (pool === undefined || all.length === 0) return nobody({ code: 'NO_ADVERTISEMENT', detail: {} });
  const selected = unique(all.flatMap(({ nodes }) => nodes));
  const speaking = selected.filter((node) => node.ready && speaks(cluster, pool.ref, node));
  if (speaking.length === 0) return nobody({ code: 'NO_NODE', detail: { advertisements: all.map(({ ref }) => ref) } });
  const able = speaking.filter(({ labels }) => labels[EXCLUDED_LABEL] === undefined);
  if (able.length === 0) {
    const nodes = speaking.map(({ name }) => name);
    return nobody({ code: 'NODES_EXCLUDED', detail: { nodes, label: EXCLUDED_LABEL } });
  }
  const endpoints = service.endpoints(ipFamily(ip)).filter(({ ready, serving }) => ready || serving);
  if (endpoints.length === 0) return nobody({ code: 'NO_ENDPOINTS', detail: {} });
  const local = service.externalTrafficPolicy === 'Local';
  const fit = local ? able.filter((node) => hasEndpoint(endpoints, node)) : able;
  if (fit.length === 0) {
    const nodes = unique(endpoints.flatMap(({ nodeName }) => nodeName ?? []));
    return nobody({ code: 'NO_LOCAL_ENDPOINTS', detail: { nodes } });
  }
  const routing = fit.filter((node) => bgp.some((each) => each.nodes.includes(node) && hasPeer(cluster, each, node)));
  if (routing.length > 0) return { how: 'BGP', nodes: routing };
  const answering = fit.filter((node) => l2.some(({ nodes }) => nodes.includes(node)));
  if (answering.length === 0) return nobody({ code: 'NO_PEER', detail: { advertisements: bgp.map(({ ref }) => ref) } });
  // Using the first address does for two families as well: both are announced by one node.
  const [first = { ip }] = service.loadBalancerIPs;
  return { how: 'L2', nodes: elect(answering, first.ip) };
}

const unique = <T>(list: readonly T[]): readonly T[] => [...new Set(list)];

const isSame = (a: ObjectRef, b: ObjectRef | undefined): boolean =>
  b !== undefined && a.kind === b.kind && a.name === b.name && a.namespace === b.namespace;

/** Of the pool's namespace: MetalLB reads no other than its own. */
function advertisementsOf(
  { ofKind, nodes }: Cluster,
  kind: 'L2Advertisement' | 'BGPAdvertisement',
  pool: StoredObject,
): readonly Advertisement[] {
  return ofKind(kind).flatMap((object) => {
    if (object.ref.namespace !== pool.ref.namespace) return [];
    const spec: Covering = (kind === 'L2Advertisement' ? L2_ADVERTISEMENT : BGP_ADVERTISEMENT).read(at(object)).spec;
    if (!isAbout(spec, pool)) return [];
    const { peers = [] } = spec;
    return [{ ref: object.ref, peers, nodes: nodes.filter(({ labels }) => isSelected(spec.nodeSelectors, labels)) }];
  });
}

const at = ({ raw }: StoredObject) => createCursor(raw, []);

interface Covering {
  readonly ipAddressPools: readonly string[];
  readonly ipAddressPoolSelectors: readonly LabelSelector[];
  readonly nodeSelectors: readonly LabelSelector[];
  readonly peers?: readonly string[];
}

function isAbout({ ipAddressPools: names, ipAddressPoolSelectors: selectors }: Covering, pool: StoredObject): boolean {
  if (names.length === 0 && selectors.length === 0) return true;
  return names.includes(pool.ref.name) || selectors.some((selector) => matchesSelector(selector, pool.labels));
}

const isSelected = (selectors: readonly LabelSelector[], labels: Labels): boolean =>
  selectors.length === 0 || selectors.some((selector) => matchesSelector(selector, labels));

/** Of the DaemonSet of speakers a pod runs there; where none is given, one is taken to be on every node. */
function speaks({ ofKind, podsOn }: Cluster, { namespace }: ObjectRef, { name }: ClusterNode): boolean {
  const isSpeaker = (labels: Labels): boolean =>
    labels['component'] === 'speaker' || labels['app.kubernetes.io/component'] === 'speaker';
  const given = ofKind('DaemonSet').some(({ ref, labels }) => ref.namespace === namespace && isSpeaker(labels));
  return !given || podsOn(name).some((pod) => pod.namespace === namespace && isSpeaker(pod.labels) && pod.ready);
}

function hasPeer({ ofKind }: Cluster, { ref, peers }: Advertisement, { labels }: ClusterNode): boolean {
  return ofKind('BGPPeer').some(
    (peer) =>
      peer.ref.namespace === ref.namespace &&
      (peers.length === 0 || peers.includes(peer.ref.name)) &&
      isSelected(BGP_PEER.read(at(peer)).spec.nodeSelectors, labels),
  );
}

const encoder = new TextEncoder();

/** The winner first. */
function elect(nodes: readonly ClusterNode[], ip: Ip): readonly ClusterNode[] {
  const hash = ({ name }: ClusterNode): string =>
    Array.from(sha256(encoder.encode(`${name}#${ip}`)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const hashed = nodes.map((node) => ({ node, hash: hash(node) }));
  return hashed.toSorted((a, b) => (a.hash < b.hash ? -1 : 1)).map(({ node }) => node);
}
