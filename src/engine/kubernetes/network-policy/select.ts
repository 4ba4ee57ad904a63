import { type Cidr, cidrAddress, cidrContains } from '../../net/cidr.ts';
import type { Protocol } from '../../net/flow.ts';
import { type Ip, ipFamily, type IpFamily, type Port } from '../../net/ip.ts';
import { recordOf, textOf } from '../model/reader.ts';
import type { Cluster, ClusterPod } from '../cluster/cluster.ts';
import type { ContainerPort, TransportProtocol } from '../model/basics.ts';
import type { Labels, LabelSelector } from '../model/specs.ts';
import {
  type BlockTerm,
  type EndpointsTerm,
  ENTITIES,
  type Entity,
  type Policy,
  type PolicyPeer,
  type PolicyPort,
  type PolicyRule,
  type PodTerm,
  type SideTerm,
} from './policy.ts';
import { type LabelOf, labelsKnown, meetsExpression } from './calico-selector.ts';
import { matchesSelector } from '../matching/label-selector.ts';
import { matchesLabels } from '../matching/node-match.ts';

/** What policies see of a pod: labels, named ports, and that it has a network of its own. */
export interface PolicyPod extends Pick<ClusterPod, 'namespace' | 'labels' | 'hostNetwork'> {
  /** Absent: not known. */
  readonly ips?: readonly Ip[];
  /** As given, or its template; it names its service account. Absent: nobody knows it. */
  readonly object?: Fields;
  readonly containers: readonly { readonly ports: readonly ContainerPort[] }[];
}

/** One end of a connection. */
export interface Party {
  /** Absent: no pod of the cluster. */
  readonly pod?: PolicyPod;
  /** Absent: not known, or not to be looked at; then ipBlocks do not match. */
  readonly ip?: Ip;
}

type Fields = Readonly<Record<string, unknown>>;

/** Where labels of namespaces and nodes are looked up, and who serves the API. */
export type PolicyContext = Pick<Cluster, 'namespaces' | 'nodes' | 'service' | 'services'>;

const NO_LABELS = {};

/** True when the term holds for the pod. hostNetwork pods are their node: no selector finds them. */
export function selectsPod(term: PodTerm, pod: PolicyPod, context: PolicyContext): boolean {
  return !pod.hostNetwork && fitsTerm(term, pod, context);
}

/** True when namespace and labels are those of the term, whatever network the pod has. */
export function fitsTerm(term: PodTerm, pod: PolicyPod, context: PolicyContext): boolean {
  if (term.namespace !== undefined && term.namespace !== pod.namespace) return false;
  const labels = context.namespaces.get(pod.namespace) ?? NO_LABELS;
  if (term.namespaces !== undefined && !matchesSelector(term.namespaces, labels)) return false;
  if (term.clusters !== undefined) return false;
  if (term.accounts !== undefined && !matchesSelector(term.accounts, { name: accountOf(pod) })) return false;
  if (term.calico !== undefined && !meetsExpression(term.calico.asks, labelsOfPod(pod, labels))) return false;
  return term.pods === undefined || matchesSelector(term.pods, pod.labels);
}

/** All by which Calico knows it. */
function labelsOfPod(pod: PolicyPod, namespaceLabels: Labels): LabelOf {
  const { namespace, labels } = pod;
  return labelsKnown({ labels, namespace, namespaceLabels, account: accountOf(pod) });
}

/** The service account of a pod: "default" where none is named. */
export function accountOf({ object }: Pick<PolicyPod, 'object'>): string {
  const { serviceAccountName, serviceAccount } = recordOf(object?.['spec']);
  return textOf(serviceAccountName) ?? textOf(serviceAccount) ?? 'default';
}

export function isSubject({ subject }: Policy, pod: PolicyPod, context: PolicyContext): boolean {
  return subject.kind === 'pods' && selectsPod(subject, pod, context);
}

/** Whoever has the address. */
export function isInBlock({ cidr, except }: BlockTerm, ip: Ip): boolean {
  return cidrContains(cidr, ip) && !except.some((part) => cidrContains(part, ip));
}

/** `sameNode`: whether the party is on the node of the pod whose policy it is; absent: not known. */
export function matchesPeer(peer: PolicyPeer, party: Party, context: PolicyContext, sameNode?: boolean): boolean {
  const { pod, ip } = party;
  switch (peer.kind) {
    case 'pods':
      return pod !== undefined && selectsPod(peer, pod, context);
    case 'block':
      return ip !== undefined && isInBlock(peer, ip) && !(peer.outside === true && isInCluster(party, context));
    case 'nodes':
      return nodesAt(ip, context, peer.router).some(({ labels }) => matchesSelector(peer.nodes, labels));
    case 'entity':
      return isEntity(peer.entity, party, context, sameNode);
    case 'identity':
      return hasIdentity(peer.labels, party, context, sameNode);
    case 'services':
      return servicesOf(peer, context).some((service) => isBehind(service, party));
    case 'side':
      return isOnSide(peer, party, context);
    // They stand as blocks in the policies of a cluster (policy-set.ts).
    case 'cidr-group':
    case 'nobody':
      return false;
    case 'everybody':
      return true;
  }
}

/** True when all of it holds. */
export function isOnSide(side: SideTerm, party: Party, context: PolicyContext): boolean {
  const { family, endpoints, notEndpoints, nets, notNets, service } = side;
  const { ip } = party;
  const isAmong = (cidrs: readonly Cidr[]): boolean => ip !== undefined && cidrs.some((cidr) => cidrContains(cidr, ip));
  const isOf = ({ pods, cidrs }: EndpointsTerm): boolean =>
    isAmong(cidrs) || (party.pod !== undefined && selectsPod(pods, party.pod, context));
  if (family !== undefined && familyOf(party) !== family) return false;
  if (endpoints !== undefined && !isOf(endpoints)) return false;
  if (notEndpoints !== undefined && isOf(notEndpoints)) return false;
  if (nets !== undefined && !isAmong(nets)) return false;
  if (notNets !== undefined && isAmong(notNets)) return false;
  return service === undefined || isBehindService(service, party, context);
}

/** True for what is listed as an endpoint of the Service; pods whose addresses are not known are so by its selector. */
export function isBehindService(
  service: NonNullable<SideTerm['service']>,
  party: Party,
  context: PolicyContext,
): boolean {
  const { ip } = party;
  return servicesOf({ kind: 'services', ...service }, context).some((each) =>
    ip === undefined ? isBehind(each, party) : each.endpoints(ipFamily(ip)).some((endpoint) => endpoint.ip === ip),
  );
}

/** Of an address that is not known that of the pod's first one, else IPv4. */
function familyOf({ ip, pod }: Party): IpFamily {
  const [first] = pod?.ips ?? [];
  const known = ip ?? first;
  return known === undefined ? 4 : ipFamily(known);
}

type Services = Extract<PolicyPeer, { readonly kind: 'services' }>;

/** Those that a rule names. */
export function servicesOf(
  { namespace, name, labels }: Services,
  { services }: PolicyContext,
): PolicyContext['services'] {
  return services.filter(
    (service) =>
      (namespace === undefined || service.namespace === namespace) &&
      (name === undefined || service.name === name) &&
      (labels === undefined || matchesSelector(labels, service.object.metadata.labels ?? {})),
  );
}

/** By its selector who they are, else by the addresses that are listed. // Cilium v1.18 pkg/policy/k8s/service.go */
function isBehind({ namespace, selector, endpoints }: PolicyContext['services'][number], { pod, ip }: Party): boolean {
  if (selector !== undefined && Object.keys(selector).length > 0)
    return pod !== undefined && !pod.hostNetwork && pod.namespace === namespace && matchesLabels(selector, pod.labels);
  return ip !== undefined && endpoints(ipFamily(ip)).some((endpoint) => endpoint.ip === ip);
}

/**
 * The addresses of a node; `router`: also those it has of its pods' ranges, by which it speaks to pods under Cilium: cilium_host's.
 * // Cilium v1.18 pkg/datapath/linux/node_ids.go, pkg/ipam: the first one of the range
 */
export function addressesOf({ ips, externalIPs, podCIDRs }: NodeAddresses, router = false): readonly Ip[] {
  const own = [...ips, ...externalIPs];
  return router ? [...own, ...podCIDRs.flatMap((cidr) => cidrAddress(cidr, 1) ?? [])] : own;
}

type NodeAddresses = Pick<PolicyContext['nodes'][number], 'ips' | 'externalIPs' | 'podCIDRs'>;

/** The nodes that have the address; {@link addressesOf}. */
const nodesAt = (ip: Ip | undefined, { nodes }: PolicyContext, router = false): PolicyContext['nodes'] =>
  ip === undefined ? [] : nodes.filter((node) => addressesOf(node, router).includes(ip));

const isNode = ({ pod, ip }: Party, context: PolicyContext): boolean =>
  pod === undefined ? nodesAt(ip, context, true).length > 0 : pod.hostNetwork;

const isInCluster = (party: Party, context: PolicyContext): boolean =>
  party.pod !== undefined || isNode(party, context);

/** Simplification: reach takes each node for a pod's own and for another one alike; walks tell them apart. */
function isEntity(entity: Entity, party: Party, context: PolicyContext, sameNode?: boolean): boolean {
  switch (entity) {
    case 'host':
      return sameNode !== false && isNode(party, context);
    case 'remote-node':
      return sameNode !== true && isNode(party, context);
    case 'cluster':
      return isInCluster(party, context);
    case 'world':
      return !isInCluster(party, context);
    case 'world-ipv4':
    case 'world-ipv6':
      return party.ip !== undefined && `world-ipv${ipFamily(party.ip)}` === entity && !isInCluster(party, context);
    case 'kube-apiserver':
      return party.ip !== undefined && apiServers(context, ipFamily(party.ip)).has(party.ip);
  }
}

/** By the labels that Cilium reserves for whom it is. // Cilium v1.18 pkg/identity/reserved.go */
function hasIdentity(selector: LabelSelector, party: Party, context: PolicyContext, sameNode?: boolean): boolean {
  const isOfPod = party.pod !== undefined && !party.pod.hostNetwork;
  const own = ENTITIES.filter((entity) => entity !== 'cluster' && isEntity(entity, party, context, sameNode));
  const labelsOf = (left: Entity | undefined): Labels =>
    Object.fromEntries(own.flatMap((entity) => (entity === left ? [] : [[`reserved:${entity}`, '']])));
  // Where it is not known whose node it is, it is the own one or another.
  const unsure = own.includes('host') && own.includes('remote-node');
  const each = unsure ? [labelsOf('host'), labelsOf('remote-node')] : [labelsOf(undefined)];
  return !isOfPod && each.some((labels) => matchesSelector(selector, labels));
}

/** Behind the Service "kubernetes"; where it is not given, the nodes of the control plane. // cilium pkg/k8s/watchers/endpoint_slice */
export function apiServers({ service, nodes }: PolicyContext, family: IpFamily): ReadonlySet<Ip> {
  const listed = service('default', 'kubernetes')?.endpoints(family) ?? [];
  if (listed.length > 0) return new Set(listed.map(({ ip }) => ip));
  return new Set(nodes.filter(({ labels }) => CONTROL_PLANE in labels).flatMap(({ ips }) => ips));
}

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

export function matchesPeers({ peers }: PolicyRule, party: Party, context: PolicyContext, sameNode?: boolean): boolean {
  return peers === undefined || peers.some((peer) => matchesPeer(peer, party, context, sameNode));
}

/** Protocol and destination port of a connection. ICMP has no ports: rules without ports match it, and those that name it. */
export interface Transport {
  readonly protocol: Protocol;
  readonly port: Port;
  /** Of an echo request; absent: of IPv4. */
  readonly family?: IpFamily;
}

export interface PortRange {
  readonly protocol: TransportProtocol;
  readonly from: Port;
  readonly to: Port;
}

/** The numbers behind a port of a rule at a destination: a name may have none, or one per protocol. */
export function portRanges(port: PolicyPort, destination: PolicyPod | undefined): readonly PortRange[] {
  if ('from' in port) return [port];
  if ('echo' in port) return [];
  if (destination === undefined || destination.hostNetwork) return [];
  return destination.containers.flatMap(({ ports }) =>
    ports
      .filter((each) => each.name === port.name && (port.protocol ?? each.protocol) === each.protocol)
      .filter(
        ({ containerPort }) =>
          port.except?.some(({ from, to }) => from <= containerPort && containerPort <= to) !== true,
      )
      .map(({ protocol, containerPort }) => ({ protocol, from: containerPort, to: containerPort })),
  );
}

export function matchesPorts(
  { ports, notNames }: Pick<PolicyRule, 'ports' | 'notNames'>,
  transport: Transport,
  destination: PolicyPod | undefined,
): boolean {
  const isOn = (port: PolicyPort): boolean =>
    portRanges(port, destination).some(
      ({ protocol, from, to }) => protocol === transport.protocol && from <= transport.port && transport.port <= to,
    );
  if (notNames?.some(isOn) === true) return false;
  if (ports === undefined) return true;
  if (transport.protocol === 'ICMP')
    return ports.some((port) => 'echo' in port && port.echo === (transport.family ?? 4));
  return ports.some(isOn);
}
