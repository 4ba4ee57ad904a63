import type { Cluster, ClusterService } from '../../engine/objects.ts';
import { formatEndpoint, type Ip } from '../../engine/packets.ts';

/** What a person would type for a port of a host: "http://web.shop", "tcp://10.96.0.10:5432". */
export function formatUrl(protocol: string, host: string, port: number): string {
  const scheme = schemeOf(protocol, port);
  return scheme === 'http' && port === 80 ? `http://${host}` : `${scheme}://${host}:${port}`;
}

/** The same for an address, which always says its port. */
export function formatAddressUrl(protocol: string, ip: Ip, port: number): string {
  return `${schemeOf(protocol, port)}://${formatEndpoint(ip, port)}`;
}

/** http for the usual web ports, else the transport protocol. */
function schemeOf(protocol: string, port: number): string {
  if (protocol !== 'TCP') return protocol.toLowerCase();
  if (port === 443 || port === 8443) return 'https';
  const web = port === 80 || port === 3000 || port === 5000 || (port >= 8000 && port < 9500) || port >= 30000;
  return web ? 'http' : 'tcp';
}

/** The address of the first node whose node ports answer for the Service: under externalTrafficPolicy Local not every node's do. */
export function nodePortAddress(cluster: Cluster, service: ClusterService): Ip | undefined {
  const family = service.ipFamilies[0];
  const local = service.externalTrafficPolicy === 'Local' && family !== undefined;
  const homes = new Set(
    local ? service.endpoints(family).flatMap(({ ready, nodeName }) => (ready ? [nodeName] : [])) : [],
  );
  const node = cluster.nodes.find(({ name }) => homes.has(name)) ?? cluster.nodes[0];
  return node?.ips[0];
}
