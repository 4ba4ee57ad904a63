import type { ClusterService } from '../../../kubernetes/cluster/cluster.ts';
import type { Ip, IpFamily, Port } from '../../../net/ip.ts';
import { once } from '../../rules/once.ts';
import { proxyServicePorts, type ProxyServicePort } from './service-port.ts';

/** The ports of all Services in one family, in the order of the Services. */
export interface PortListing {
  readonly services: readonly ClusterService[];
  readonly ports: readonly ProxyServicePort[];
  readonly claims: () => PortClaims;
  /** What it follows from, and the positions of the ports that differ; absent: it follows from none. */
  readonly edit?: { readonly before: readonly ProxyServicePort[]; readonly positions: readonly number[] };
  /** The same object in listings that follow from each other by edits of a few ports in their places. */
  readonly lineage: object;
}

/** Positions, ascending, of the ports that a packet to this destination may be for, by an address of theirs. */
export function portsAt(
  { ports, claims }: PortListing,
  ip: Ip,
  { protocol, port }: { readonly protocol: string; readonly port: Port },
): readonly number[] {
  const found = claims().byIP.get(ip) ?? [];
  return found.filter((index) => ports[index]?.port === port && ports[index]?.protocol === protocol);
}

/** Which ports, by position, have an address or a port of the nodes. */
interface PortClaims {
  /** By clusterIP, externalIP and load balancer address. */
  readonly byIP: ReadonlyMap<Ip, readonly number[]>;
  /** By nodePort and healthCheckNodePort. */
  readonly byNodePort: ReadonlyMap<Port, readonly number[]>;
}

/** The listings of a cluster, each made when first asked for. */
export interface Listings {
  readonly of: (family: IpFamily) => PortListing;
  /** Of this cluster or, where nobody asked for it yet, of one before it; undefined: of none. */
  readonly latest: (family: IpFamily) => PortListing | undefined;
}

/** `previous`: those of the cluster before an edit. */
export function createListings(
  services: readonly ClusterService[],
  previous: Listings | undefined,
  relist: Relist | undefined,
): Listings {
  const latest = new Map<IpFamily, PortListing | undefined>([
    [4, previous?.latest(4)],
    [6, previous?.latest(6)],
  ]);
  return {
    of: (family) => {
      let listing = latest.get(family);
      if (listing?.services !== services) {
        const kept = listing && relist?.(services, family, listing);
        listing = kept ?? listPorts(services, family);
        latest.set(family, listing);
      }
      return listing;
    },
    latest: (family) => latest.get(family),
  };
}

function listPorts(services: readonly ClusterService[], family: IpFamily): PortListing {
  const ports = services.flatMap((service) => proxyServicePorts(service, family));
  return { services, ports, claims: once(() => claimsOf(ports)), lineage: {} };
}

/**
 * How a listing follows from the one before an edit: where Services keep their addresses, so do the claims. undefined: it does
 * not, and is made anew, which gives the same.
 */
export type Relist = (
  services: readonly ClusterService[],
  family: IpFamily,
  before: PortListing,
) => PortListing | undefined;

export const addressesOf = (port: ProxyServicePort): readonly Ip[] => [
  port.clusterIP,
  ...port.externalIPs,
  ...port.loadBalancerVIPs,
];

export const nodePortsOf = ({ nodePort, healthCheckNodePort }: ProxyServicePort): readonly Port[] =>
  [nodePort, healthCheckNodePort].filter((port) => port !== 0);

function claimsOf(ports: readonly ProxyServicePort[]): PortClaims {
  const byIP = new Map<Ip, number[]>();
  const byNodePort = new Map<Port, number[]>();
  for (const [index, port] of ports.entries()) {
    for (const ip of addressesOf(port)) add(byIP, ip, index);
    for (const nodePort of nodePortsOf(port)) add(byNodePort, nodePort, index);
  }
  return { byIP, byNodePort };
}

function add<K>(map: Map<K, number[]>, key: K, index: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [index]);
  else if (list.at(-1) !== index) list.push(index);
}
