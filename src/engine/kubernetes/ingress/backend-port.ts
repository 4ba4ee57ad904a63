import type { ClusterService, ServicePort } from '../cluster/cluster.ts';
import type { IngressBackend } from '../model/basics.ts';

type Port = IngressBackend['port'];

/** The port of a Service that a backend of an Ingress means, by its number or name; undefined: it has none such. */
export function statedPort({ ports }: ClusterService, port: Port): ServicePort | undefined {
  return ports.find((each) => ('number' in port ? each.port === port.number : each.name === port.name));
}

/**
 * What ingress-nginx takes for it: also the port that leads there, and of an ExternalName without that port the number itself.
 * // ingress-nginx v1.13 controller.go serviceEndpoints, externalNamePorts
 */
export function nginxPort(service: ClusterService, port: Port): ServicePort | undefined {
  const wanted = 'number' in port ? port.number : port.name;
  const found = statedPort(service, port) ?? service.ports.find(({ targetPort }) => targetPort === wanted);
  if (found !== undefined || service.type !== 'ExternalName' || !('number' in port)) return found;
  return { name: '', port: port.number, targetPort: port.number, protocol: 'TCP' };
}
