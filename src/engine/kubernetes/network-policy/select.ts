import { cidrContains } from '../../net/cidr.ts';
import type { Protocol } from '../../net/flow.ts';
import type { Ip, Port } from '../../net/ip.ts';
import type { Cluster, ClusterPod } from '../cluster/cluster.ts';
import type { ContainerPort, TransportProtocol } from '../model/basics.ts';
import type { BlockTerm, Policy, PolicyPeer, PolicyPort, PolicyRule, PodTerm } from './policy.ts';
import { matchesSelector } from '../matching/label-selector.ts';

/** What policies see of a pod: labels, named ports, and that it has a network of its own. */
export interface PolicyPod extends Pick<ClusterPod, 'namespace' | 'labels' | 'hostNetwork'> {
  readonly containers: readonly { readonly ports: readonly ContainerPort[] }[];
}

/** One end of a connection. */
export interface Party {
  /** Absent: no pod of the cluster. */
  readonly pod?: PolicyPod;
  /** Absent: not known, or not to be looked at; then ipBlocks do not match. */
  readonly ip?: Ip;
}

/** Where labels of namespaces and nodes are looked up. */
export type PolicyContext = Pick<Cluster, 'namespaces' | 'nodes'>;

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
  return term.pods === undefined || matchesSelector(term.pods, pod.labels);
}

export function isSubject({ subject }: Policy, pod: PolicyPod, context: PolicyContext): boolean {
  return subject.kind === 'pods' && selectsPod(subject, pod, context);
}

function isInBlock({ cidr, except }: BlockTerm, ip: Ip): boolean {
  return cidrContains(cidr, ip) && !except.some((part) => cidrContains(part, ip));
}

export function matchesPeer(peer: PolicyPeer, { pod, ip }: Party, context: PolicyContext): boolean {
  switch (peer.kind) {
    case 'pods':
      return pod !== undefined && selectsPod(peer, pod, context);
    case 'block':
      return ip !== undefined && isInBlock(peer, ip);
    case 'nodes':
      return (
        ip !== undefined &&
        context.nodes.some(
          (node) =>
            (node.ips.includes(ip) || node.externalIPs.includes(ip)) && matchesSelector(peer.nodes, node.labels),
        )
      );
    case 'nobody':
      return false;
    case 'everybody':
      return true;
  }
}

export function matchesPeers({ peers }: PolicyRule, party: Party, context: PolicyContext): boolean {
  return peers === undefined || peers.some((peer) => matchesPeer(peer, party, context));
}

/** Protocol and destination port of a connection. ICMP has no ports: only rules without ports match it. */
export interface Transport {
  readonly protocol: Protocol;
  readonly port: Port;
}

export interface PortRange {
  readonly protocol: TransportProtocol;
  readonly from: Port;
  readonly to: Port;
}

/** The numbers behind a port of a rule at a destination: a name may have none, or one per protocol. */
export function portRanges(port: PolicyPort, destination: PolicyPod | undefined): readonly PortRange[] {
  if ('from' in port) return [port];
  if (destination === undefined || destination.hostNetwork) return [];
  return destination.containers.flatMap(({ ports }) =>
    ports
      .filter((each) => each.name === port.name && (port.protocol ?? each.protocol) === each.protocol)
      .map(({ protocol, containerPort }) => ({ protocol, from: containerPort, to: containerPort })),
  );
}

export function matchesPorts({ ports }: PolicyRule, transport: Transport, destination: PolicyPod | undefined): boolean {
  if (ports === undefined) return true;
  return ports.some((port) =>
    portRanges(port, destination).some(
      ({ protocol, from, to }) => protocol === transport.protocol && from <= transport.port && transport.port <= to,
    ),
  );
}
