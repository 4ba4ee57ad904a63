import type { Cluster, ClusterService } from '../cluster/cluster.ts';
import type { NamespacedName } from '../model/assumption.ts';
import type { NamedPort } from '../model/object-details.ts';
import { recordOf, textOf } from '../model/reader.ts';
import { addFinding, type Report } from '../model/report.ts';
import type { RouterRoute } from '../openshift/routes.ts';
import { routesOf } from '../openshift/router-places.ts';
import type { Port } from '../../net/ip.ts';

/** StatefulSets whose serviceName names no Service, so that none of their pods has a name. */
export function findUngovernedSets(cluster: Cluster, report: Report): void {
  for (const { raw, ref } of cluster.ofKind('StatefulSet')) {
    const { namespace = 'default' } = ref;
    const name = textOf(recordOf(raw['spec'])['serviceName']) ?? '';
    if (name === '' || cluster.service(namespace, name) !== undefined) continue;
    addFinding(report, {
      severity: 'warning',
      code: 'GOVERNING_SERVICE_NOT_FOUND',
      detail: { service: { namespace, name } },
      object: ref,
      path: ['spec', 'serviceName'],
    });
  }
}

/** Routes whose targetPort is no port of a Service that they lead to. A Service that is missing is not told here. */
export function findRoutePorts(cluster: Cluster, report: Report): void {
  for (const route of routesOf(cluster)) {
    const { namespace, name, spec } = route;
    const wanted = spec.port.targetPort;
    if (wanted === undefined) continue;
    for (const service of servicesOf(cluster, route)) {
      const ports = podPorts(service);
      if (service.ports.some((port) => port.name === String(wanted)) || ports === undefined) continue;
      if (ports.some(({ port }) => port === wanted)) continue;
      addFinding(report, {
        severity: 'error',
        code: 'ROUTE_PORT_NOT_FOUND',
        detail: { service: namesOf(service), wanted, ports },
        object: { kind: 'Route', namespace, name },
        path: ['spec', 'port', 'targetPort'],
      });
    }
  }
}

const namesOf = ({ namespace, name }: ClusterService): NamespacedName => ({ namespace, name });

/** Those that get a share of the requests, each once. */
function servicesOf(cluster: Cluster, { namespace, spec }: RouterRoute): Iterable<ClusterService> {
  return new Set(
    [spec.to, ...spec.alternateBackends].flatMap(({ kind, name, weight }) =>
      kind === 'Service' && weight > 0 ? (cluster.service(namespace, name) ?? []) : [],
    ),
  );
}

/** The ports of the pods, by the name that the Service has for each; undefined: without endpoints nobody knows which ports they are. */
function podPorts(service: ClusterService): readonly NamedPort[] | undefined {
  const endpoints = service.ipFamilies.flatMap((family) => service.endpoints(family));
  const known = new Map<string, { readonly name: string; readonly port: Port }>();
  for (const { ports } of endpoints) for (const { name, port } of ports) known.set(`${name} ${port}`, { name, port });
  if (known.size === 0) return undefined;
  return [...known.values()].map(({ name, port }) => (name === '' ? { port } : { name, port }));
}
