import type { Cluster } from '../../kubernetes/cluster.ts';
import type { Protocol } from '../../net/flow.ts';
import type { Ip, IpFamily, Port } from '../../net/ip.ts';
import { once } from '../once.ts';
import { proxyServicePorts, type ProxyServicePort } from './service-port.ts';

/** Which of a Service port's addresses a packet was sent to. */
export type AddressKind = 'clusterIP' | 'externalIP' | 'loadBalancer' | 'nodePort';

export interface IndexedPort {
  readonly port: ProxyServicePort;
  readonly kind: AddressKind;
}

/** All Service ports of a family by their addresses; made when first asked for, the same for every node. */
export interface ServiceIndex {
  readonly ports: readonly ProxyServicePort[];
  readonly address: (protocol: Protocol, ip: Ip, port: Port) => IndexedPort | undefined;
  readonly nodePort: (protocol: Protocol, port: Port) => IndexedPort | undefined;
  /** Every address of a Service, once, in the order of the Services. */
  readonly addresses: () => readonly Ip[];
}

export const serviceKey = (protocol: Protocol, ip: Ip, port: Port): string => `${ip},${protocol},${port}`;

/** Where two Services claim the same address and port the first one has it. */
export function createServiceIndex(cluster: Cluster, family: IpFamily): ServiceIndex {
  const ports = once(() => cluster.services.flatMap((service) => proxyServicePorts(service, family)));
  const index = once(() => {
    const found = new Map<string, IndexedPort>();
    const add = (key: string, entry: IndexedPort) => {
      if (!found.has(key)) found.set(key, entry);
    };
    for (const port of ports()) {
      for (const [kind, ip] of serviceAddresses(port)) add(serviceKey(port.protocol, ip, port.port), { port, kind });
      if (port.nodePort !== 0) add(`${port.protocol},${port.nodePort}`, { port, kind: 'nodePort' });
    }
    return found;
  });
  return {
    get ports() {
      return ports();
    },
    address: (protocol, ip, port) => index().get(serviceKey(protocol, ip, port)),
    nodePort: (protocol, port) => index().get(`${protocol},${port}`),
    addresses: once(() => [...new Set(ports().flatMap((port) => serviceAddresses(port).map(([, ip]) => ip)))]),
  };
}

/** The addresses a Service port has besides NodePorts, with what they are. */
export function serviceAddresses(port: ProxyServicePort): readonly (readonly [Exclude<AddressKind, 'nodePort'>, Ip])[] {
  return [
    ['clusterIP', port.clusterIP] as const,
    ...port.externalIPs.map((ip) => ['externalIP', ip] as const),
    ...port.loadBalancerVIPs.map((ip) => ['loadBalancer', ip] as const),
  ];
}
