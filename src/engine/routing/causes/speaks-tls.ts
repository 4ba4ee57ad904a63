import type { Cluster, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import type { Ip, Port } from '../../net/ip.ts';

interface Endpoint {
  readonly ip: Ip;
  readonly port: Port;
}

/** What tells whether a port speaks TLS: its appProtocol, its name, that of the container's port, or its number. */
export interface TlsEvidence {
  readonly speaks: boolean;
  readonly by: 'appProtocol' | 'name' | 'containerName' | 'number';
  readonly text: string;
}

const TLS_PROTOCOLS = /^(https|tls|kubernetes\.io\/wss)$/;
const PLAIN_PROTOCOLS = /^(http|kubernetes\.io\/(h2c|ws))$/;
const TLS_NAMES = /^(https|tls|wss)(-|$)/;
const PLAIN_NAMES = /^(http|http2|h2c|ws)(-|$)/;

/**
 * What tells it; undefined: nothing does. Words go before numbers: 443 in front of 443 or 8443 is TLS by custom alone.
 * // Kubernetes v1.35 Service spec.ports.appProtocol; IANA Service Names
 */
export function tlsEvidence(cluster: Cluster, port: ServicePort, endpoint: Endpoint): TlsEvidence | undefined {
  const { appProtocol = '', name } = port;
  const container = containerPortName(cluster, endpoint);
  const words: readonly (readonly [TlsEvidence['by'], string, RegExp, RegExp])[] = [
    ['appProtocol', appProtocol, TLS_PROTOCOLS, PLAIN_PROTOCOLS],
    ['name', name, TLS_NAMES, PLAIN_NAMES],
    ['containerName', container, TLS_NAMES, PLAIN_NAMES],
  ];
  for (const [by, text, tls, plain] of words) {
    if (tls.test(text)) return { speaks: true, by, text };
    if (plain.test(text)) return { speaks: false, by, text };
  }
  if (isTlsPort(port.port) && isTlsPort(endpoint.port)) return { speaks: true, by: 'number', text: `${endpoint.port}` };
  return undefined;
}

/** 443, 8443, 9443 … */
export const isTlsPort = (port: Port): boolean => port % 1000 === 443;

function containerPortName(cluster: Cluster, { ip, port }: Endpoint): string {
  const owner = cluster.owner(ip);
  if (owner === undefined || !('containers' in owner)) return '';
  const ports = owner.containers.flatMap((container) => container.ports);
  return ports.find(({ containerPort }) => containerPort === port)?.name ?? '';
}
