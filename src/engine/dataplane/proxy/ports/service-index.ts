import type { Protocol } from '../../../net/flow.ts';
import type { Ip, Port } from '../../../net/ip.ts';
import { once } from '../../rules/once.ts';
import { type PortListing, portsAt } from './port-listing.ts';
import type { ProxyServicePort } from './service-port.ts';

/** Which of a Service port's addresses a packet was sent to. */
export type AddressKind = 'clusterIP' | 'externalIP' | 'loadBalancer' | 'nodePort';

export interface IndexedPort {
  readonly port: ProxyServicePort;
  readonly kind: AddressKind;
}

/** All Service ports of a family by their addresses; the same for every node. */
export interface ServiceIndex {
  readonly ports: readonly ProxyServicePort[];
  readonly address: (protocol: Protocol, ip: Ip, port: Port) => IndexedPort | undefined;
  readonly nodePort: (protocol: Protocol, port: Port) => IndexedPort | undefined;
  /** Every address of a Service, once, in the order of the Services. */
  readonly addresses: () => readonly Ip[];
}

export const serviceKey = (protocol: Protocol, ip: Ip, port: Port): string => `${ip},${protocol},${port}`;

/** Where two Services claim the same address and port the first one has it. */
export function createServiceIndex(listing: PortListing): ServiceIndex {
  const { ports, claims } = listing;
  return {
    ports,
    address: (protocol, ip, port) => {
      const found = ports[portsAt(listing, ip, { protocol, port })[0] ?? -1];
      return found === undefined ? undefined : { port: found, kind: kindOf(found, ip) };
    },
    nodePort: (protocol, number) => {
      const indices = claims().byNodePort.get(number) ?? [];
      const index = indices.find((at) => ports[at]?.nodePort === number && ports[at]?.protocol === protocol);
      const found = ports[index ?? -1];
      return found === undefined ? undefined : { port: found, kind: 'nodePort' };
    },
    addresses: once(() => [...new Set(ports.flatMap((port) => serviceAddresses(port).map(([, ip]) => ip)))]),
  };
}

function kindOf({ clusterIP, externalIPs }: ProxyServicePort, ip: Ip): AddressKind {
  if (ip === clusterIP) return 'clusterIP';
  return externalIPs.includes(ip) ? 'externalIP' : 'loadBalancer';
}

/** The addresses a Service port has besides NodePorts, with what they are. */
export function serviceAddresses(port: ProxyServicePort): readonly (readonly [Exclude<AddressKind, 'nodePort'>, Ip])[] {
  return [
    ['clusterIP', port.clusterIP] as const,
    ...port.externalIPs.map((ip) => ['externalIP', ip] as const),
    ...port.loadBalancerVIPs.map((ip) => ['loadBalancer', ip] as const),
  ];
}
