import type { Cluster, ClusterSettings, PodPlace } from '../../../kubernetes/cluster/cluster.ts';
import { indexNodes } from '../../../kubernetes/matching/node-index.ts';
import type { CniFacts } from '../../../kubernetes/nodes/cni-facts.ts';
import type { StoredObject } from '../../../kubernetes/cluster/object-store.ts';
import type { BpfForwarder, Interface } from '../../../linux/namespace/namespace.ts';
import type { InterfaceAddress, NeighborEntry, Veth } from '../../../linux/model/devices.ts';
import type { Mac } from '../../../linux/model/place.ts';
import type { Route, RoutingRule } from '../../../linux/model/routes.ts';
import type { Ip, IpFamily } from '../../../net/ip.ts';
import type { NodeRules } from '../../rules/proxy-rules.ts';
import type { CniFabric } from '../../hosts/fabric.ts';
import type { NodeSegment } from '../../hosts/node-segment.ts';
import { type WiredNode, wiredNodes } from '../../hosts/wired-node.ts';

/** What a CNI plugin and its daemon write into the hosts of one cluster. Each function is asked when its host is first needed. */
export interface Cni {
  /** MTU of the nodes' network. */
  readonly uplinkMtu: number;
  /** The host end of a pod's veth pair, by name. */
  readonly hostDevice: (pod: PodPlace) => string;
  readonly node: (place: CniPlace) => CniNode;
  readonly pod: (place: CniPlace, pod: PodPlace) => CniPod;
  /** Addresses of a pod's interface, with their prefix lengths. */
  readonly podAddresses: (node: WiredNode, pod: PodPlace) => readonly InterfaceAddress[];
  /** What the network between the nodes knows of pods; absent: nothing. */
  readonly fabric?: CniFabric;
  /** How load balancers find pods where nothing shows which network it is; absent: as the fabric does, or not at all. */
  readonly beside?: Pick<CniFabric, 'routes'>;
}

/** A node and the pods on it that have a network namespace of their own. */
export interface CniPlace {
  readonly node: WiredNode;
  readonly pods: readonly PodPlace[];
}

/** A node's part. */
export interface CniNode {
  /** Besides lo and eth0. */
  readonly interfaces: () => readonly Interface[];
  /** Prefix length of eth0's addresses; absent: that of the nodes' subnet. */
  readonly uplinkPrefixLength?: number;
  readonly routes: (family: IpFamily) => readonly Route[];
  readonly rules?: (family: IpFamily) => readonly RoutingRule[];
  /** Neighbours on its own devices; undefined: not one of these. */
  readonly macOn: (device: string, ip: Ip) => Mac | undefined;
  readonly permanentNeighbors?: () => readonly NeighborEntry[];
  /** Rules before everybody's, and after kube-proxy's. */
  readonly netfilter: (family: IpFamily) => { readonly first?: Partial<NodeRules>; readonly last?: Partial<NodeRules> };
  readonly redirect?: BpfForwarder;
  /** Policies are judged where `redirect` decides: packets of pods do not pass the host's forward hook. */
  readonly judgesInBpf?: true;
}

/** A pod's part. */
export interface CniPod {
  readonly device: Veth;
  readonly routes: (family: IpFamily) => readonly Route[];
  /** Warm and permanent neighbours; the host end of the veth answers for the rest. */
  readonly macOn: (ip: Ip) => Mac | undefined;
  readonly permanentNeighbors?: () => readonly NeighborEntry[];
}

/** All that a CNI reads of a cluster, what differs first: while it is the same, its hosts are. */
export interface WiringAsk
  extends Pick<Cluster, 'seats'>,
    Pick<ClusterSettings, 'podCIDRs' | 'proxyMode' | 'podMtu' | 'tunnelMtu'> {
  readonly nodes: readonly WiredNode[];
  readonly daemonSets: readonly StoredObject[];
}

export function askForWiring({ seats, nodes, settings, ofKind }: Cluster): WiringAsk {
  const { podCIDRs, proxyMode, podMtu, tunnelMtu } = settings;
  const mtus = { ...(podMtu === undefined ? {} : { podMtu }), ...(tunnelMtu === undefined ? {} : { tunnelMtu }) };
  return { seats, nodes: wiredNodes(nodes), podCIDRs, proxyMode, ...mtus, daemonSets: ofKind('DaemonSet') };
}

/** The same, with what follows from it. */
export interface CniAsk extends WiringAsk {
  readonly node: (name: string) => WiredNode | undefined;
  readonly placesOn: (nodeName: string) => readonly PodPlace[];
  readonly placesAstray: () => readonly PodPlace[];
  /** The pod (not hostNetwork) or node that has this address. */
  readonly owner: (ip: Ip) => PodPlace | WiredNode | undefined;
}

export function askForCni(ask: WiringAsk): CniAsk {
  const { nodes, seats } = ask;
  return {
    ...ask,
    node: (name) => indexNodes(nodes).byName.get(name),
    placesOn: seats.on,
    placesAstray: () => seats.astray(nodes),
    owner: (ip) => indexNodes(nodes).byIp().get(ip) ?? seats.holder(ip),
  };
}

export interface CniInput {
  readonly ask: CniAsk;
  /** Of the same nodes. */
  readonly segment: NodeSegment;
}

/** Writes a cluster's CNI. */
export type CniProgram = (input: CniInput) => Cni;

/** A CNI: all there is to say of it but its name, which stands in `cnis.ts`, and the words for people. */
export interface CniDefinition extends CniFacts {
  readonly program: CniProgram;
}
