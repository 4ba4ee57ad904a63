import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { BlockTerm, Entity, PolicyPeer, PolicyPort } from '../../kubernetes/network-policy/policy.ts';
import {
  addressesOf,
  apiServers,
  matchesPeer,
  type Party,
  portRanges,
  servicesOf,
} from '../../kubernetes/network-policy/select.ts';
import type { Match, NamedSet } from '../../linux/model/netfilter.ts';
import { ANY_IPV4, ANY_IPV6, cidrParts, hostCidr, type Cidr } from '../../net/cidr.ts';
import { type Ip, ipFamily, type IpFamily } from '../../net/ip.ts';
import { partyAt } from './party.ts';
import { sideAddresses } from './side-addresses.ts';
import { splitBlock } from './split-block.ts';

/** Where addresses of pods are looked up. */
export interface SetScope {
  readonly cluster: Cluster;
  readonly family: IpFamily;
}

/** Of a key of a set: its address in canonical text. */
const partyOf = (cluster: Cluster, text: string): Party => partyAt(cluster, text as Ip);

/**
 * The addresses of the peers of a rule, as an ipset of type hash:net. Membership is computed when a packet asks, so that a
 * selector of 100,000 pods costs nothing before.
 */
export function peerSet(
  { cluster, family }: SetScope,
  peers: readonly PolicyPeer[],
  { end, sameNode }: PeersOf,
): NamedSet {
  const toMatch = (cidr: Cidr): readonly Match[] => [{ type: end, cidr }];
  return {
    has: (key) => peers.some((peer) => matchesPeer(peer, partyOf(cluster, key), cluster, sameNode)),
    elements: () =>
      [...new Set(peers.flatMap((peer) => peerAddresses(cluster, peer, { family, sameNode })))].map(toMatch),
  };
}

/** `sameNode`: of those that are the pod's own node, or are not; absent: whoever they are. */
export interface PeersOf {
  readonly end: 'source' | 'destination';
  readonly sameNode?: boolean | undefined;
}

interface Wanted {
  readonly family: IpFamily;
  readonly sameNode: boolean | undefined;
}

function peerAddresses(cluster: Cluster, peer: PolicyPeer, { family, sameNode }: Wanted): readonly Cidr[] {
  switch (peer.kind) {
    case 'pods':
      return podAddresses(cluster, family, (pod) => matchesPeer(peer, { pod }, cluster));
    case 'block':
      return cidrParts(peer.cidr).family === family ? splitBlock(outsideOf(cluster, peer, family)) : [];
    case 'entity':
      return entityAddresses(cluster, peer.entity, family);
    case 'nodes':
      return cluster.nodes
        .flatMap((node) => addressesOf(node, peer.router))
        .filter((ip) => ipFamily(ip) === family && matchesPeer(peer, { ip }, cluster))
        .map(hostCidr);
    case 'identity':
      return identityAddresses(cluster, peer, { family, sameNode });
    case 'services':
      return serviceAddresses(cluster, peer, family);
    case 'side':
      return sideAddresses(cluster, peer, family);
    case 'cidr-group':
    case 'nobody':
      return [];
    case 'everybody':
      return [family === 4 ? ANY_IPV4 : ANY_IPV6];
  }
}

function serviceAddresses(
  cluster: Cluster,
  peer: Extract<PolicyPeer, { readonly kind: 'services' }>,
  family: IpFamily,
): readonly Cidr[] {
  const listed = servicesOf(peer, cluster).flatMap(({ endpoints }) => endpoints(family).map(({ ip }) => ip));
  return [
    ...podAddresses(cluster, family, (pod) => matchesPeer(peer, { pod }, cluster)),
    ...listed.filter((ip) => matchesPeer(peer, partyOf(cluster, ip), cluster)).map(hostCidr),
  ];
}

/** Without the addresses of pods and nodes, where they do not count. */
function outsideOf(cluster: Cluster, { cidr, except, outside }: BlockTerm, family: IpFamily): BlockTerm {
  const known = outside === true ? inCluster(cluster, family) : [];
  return { kind: 'block', cidr, except: [...except, ...known] };
}

const isPodAt = (cluster: Cluster, ip: Ip): boolean => partyAt(cluster, ip).pod !== undefined;

const nodeAddresses = (cluster: Cluster, family: IpFamily): readonly Cidr[] =>
  cluster.nodes
    .flatMap((node) => addressesOf(node, true))
    .filter((ip) => ipFamily(ip) === family && !isPodAt(cluster, ip))
    .map(hostCidr);

/** Of nodes and of who serves the API those it is about, and the world where it is. */
function identityAddresses(
  cluster: Cluster,
  peer: Extract<PolicyPeer, { readonly kind: 'identity' }>,
  { family, sameNode }: Wanted,
): readonly Cidr[] {
  const all = family === 4 ? ANY_IPV4 : ANY_IPV6;
  const known = [...nodeAddresses(cluster, family), ...[...apiServers(cluster, family)].map(hostCidr)];
  const isMet = (cidr: Cidr): boolean =>
    matchesPeer(peer, partyOf(cluster, cidrParts(cidr).network), cluster, sameNode);
  const outside = splitBlock({ kind: 'block', cidr: all, except: [...inCluster(cluster, family), ...known] });
  return [...known, ...outside].filter(isMet);
}

const inCluster = (cluster: Cluster, family: IpFamily): readonly Cidr[] => [
  ...podAddresses(cluster, family, () => true),
  ...nodeAddresses(cluster, family),
];

function entityAddresses(cluster: Cluster, entity: Entity, family: IpFamily): readonly Cidr[] {
  const all = family === 4 ? ANY_IPV4 : ANY_IPV6;
  switch (entity) {
    case 'cluster':
      return inCluster(cluster, family);
    case 'world':
    case 'world-ipv4':
    case 'world-ipv6':
      if (entity !== 'world' && entity !== `world-ipv${family}`) return [];
      return splitBlock({ kind: 'block', cidr: all, except: inCluster(cluster, family) });
    case 'host':
    case 'remote-node':
      return nodeAddresses(cluster, family);
    case 'kube-apiserver':
      return [...apiServers(cluster, family)].map(hostCidr);
  }
}

function podAddresses(cluster: Cluster, family: IpFamily, wanted: (pod: ClusterPod) => boolean): readonly Cidr[] {
  return cluster.pods
    .filter((pod) => !pod.hostNetwork && wanted(pod))
    .flatMap((pod) => pod.ips.filter((ip) => ipFamily(ip) === family && cluster.owner(ip) === pod).map(hostCidr));
}

/** What the named ports of a rule are, in every pod that has them: an ipset of type hash:ip,port. */
export function portSetOf({ cluster, family }: SetScope, ports: readonly PolicyPort[]): NamedSet {
  return {
    has: (key) => {
      const [address = '', protocol, number] = key.split(',');
      const { pod } = partyOf(cluster, address);
      const port = Number(number);
      return ports.some((each) =>
        portRanges(each, pod).some((range) => range.protocol === protocol && range.from <= port && port <= range.to),
      );
    },
    elements: () =>
      cluster.pods.flatMap((pod) => {
        const ranges = pod.hostNetwork ? [] : ports.flatMap((each) => portRanges(each, pod));
        return pod.ips
          .filter((ip) => ipFamily(ip) === family && cluster.owner(ip) === pod)
          .flatMap((ip) =>
            ranges.map(({ protocol, from, to }): readonly Match[] => [
              { type: 'destination', cidr: hostCidr(ip) },
              { type: 'protocol', protocol },
              { type: 'dport', from, to },
            ]),
          );
      }),
  };
}
