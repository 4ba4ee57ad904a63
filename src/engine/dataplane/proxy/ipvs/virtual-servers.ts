import type { IpvsTable } from '../../../linux/namespace/namespace.ts';
import type { VirtualServer } from '../../../linux/model/ipvs.ts';
import { IP_VS } from '../../../linux/netfilter/ipvs-run.ts';
import type { Ip } from '../../../net/ip.ts';
import { once } from '../../rules/once.ts';
import { categorizeEndpoints, type EndpointCategories, type ProxyNode } from '../ports/categorize-endpoints.ts';
import { serviceAddresses, serviceKey, type IndexedPort, type ServiceIndex } from '../ports/service-index.ts';
import type { ProxyEndpoint, ProxyServicePort } from '../ports/service-port.ts';

/**
 * The virtual servers of a node: one for every address and port of a Service, and for every NodePort on each of `nodeIPs`.
 * One is made when a packet first asks for it. kube-proxy v1.33 ipvs/proxier.go syncProxyRules, syncEndpoint.
 */
export function createVirtualServers(services: ServiceIndex, node: ProxyNode, nodeIPs: readonly Ip[]): IpvsTable {
  const made = new Map<string, VirtualServer>();
  const own = new Set(nodeIPs);
  const serve = (entry: IndexedPort, ip: Ip): VirtualServer => {
    const { port, kind } = entry;
    const number = kind === 'nodePort' ? port.nodePort : port.port;
    const key = serviceKey(port.protocol, ip, number);
    let server = made.get(key);
    if (server === undefined) {
      const categories = categorizeEndpoints(port, node);
      server = {
        protocol: port.protocol,
        ip,
        port: number,
        scheduler: 'rr',
        ...(port.affinityTimeout === 0 ? {} : { persistence: port.affinityTimeout }),
        realServers: realServers(entry, categories).map(({ target: { ip: own, port: at } }) => ({
          ip: own,
          port: at,
          weight: 1,
        })),
        origin: port.origin,
      };
      made.set(key, server);
    }
    return server;
  };
  return {
    lookup: (protocol, ip, port) => {
      const entry =
        services.address(protocol, ip, port) ?? (own.has(ip) ? services.nodePort(protocol, port) : undefined);
      return entry === undefined ? undefined : serve(entry, ip);
    },
    servers: once(() =>
      services.ports.flatMap((port) => addressesOf(port, nodeIPs).map(([kind, ip]) => serve({ port, kind }, ip))),
    ),
    module: IP_VS,
  };
}

function addressesOf(port: ProxyServicePort, nodeIPs: readonly Ip[]): readonly (readonly [IndexedPort['kind'], Ip])[] {
  return [...serviceAddresses(port), ...(port.nodePort === 0 ? [] : nodeIPs.map((ip) => ['nodePort', ip] as const))];
}

/** Where a policy is Local and no endpoint is, the others are taken all the same, unless clusterIP traffic is to stay local too. */
function realServers(
  { port, kind }: IndexedPort,
  { cluster, local, hasAny }: EndpointCategories,
): readonly ProxyEndpoint[] {
  const onlyLocal = kind === 'clusterIP' ? port.internalPolicyLocal : port.externalPolicyLocal;
  if (!onlyLocal) return cluster;
  if (local.length > 0) return local;
  return hasAny && port.internalPolicyLocal ? local : cluster;
}
