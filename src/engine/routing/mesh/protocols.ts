import type { ServicePort } from '../../kubernetes/cluster/cluster.ts';

/** What the proxies of Istio take a port to speak. AUTO: they look at the first bytes. */
export type PortProtocol = 'HTTP' | 'TCP' | 'AUTO';

const HTTP = new Set(['http', 'http2', 'grpc', 'grpc-web', 'grpc-web-text', 'kubernetes.io/h2c', 'kubernetes.io/ws']);
const TCP = new Set(['tcp', 'tls', 'https', 'mongo', 'mysql', 'redis', 'udp', 'kubernetes.io/wss']);
/** Whose servers speak first, so that waiting for the client's bytes would be in vain. // istio pkg/config/kube/conversion.go wellKnownPorts */
const SERVER_FIRST = new Set([25, 53, 3306, 27_017]);

/**
 * By appProtocol, else by what the port's name begins with, else by looking. // istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection
 */
export function portProtocol({ port, name, appProtocol }: ServicePort): PortProtocol {
  const said = appProtocol?.toLowerCase() ?? '';
  for (const text of [said, name.toLowerCase(), name.toLowerCase().split('-')[0] ?? '']) {
    if (HTTP.has(text)) return 'HTTP';
    if (TCP.has(text)) return 'TCP';
  }
  return SERVER_FIRST.has(port) ? 'TCP' : 'AUTO';
}
