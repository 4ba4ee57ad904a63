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

/** Services that a Route sends requests to and that its namespace has not got. */
export function findRouteServices(cluster: Cluster, report: Report): void {
  for (const { namespace, name, spec } of routesOf(cluster)) {
    const targets = [spec.to, ...spec.alternateBackends].map((target, at) => ({
      target,
      path: at === 0 ? ['spec', 'to', 'name'] : ['spec', 'alternateBackends', at - 1, 'name'],
    }));
    const asked = targets.filter(({ target: { kind, weight } }) => kind === 'Service' && weight > 0);
    for (const { target, path } of asked) {
      if (cluster.service(namespace, target.name) !== undefined) continue;
      const elsewhere = cluster.services.filter((each) => each.name === target.name).map((each) => each.namespace);
      addFinding(report, {
        severity: 'error',
        code: 'ROUTE_SERVICE_NOT_FOUND',
        detail: {
          service: { namespace, name: target.name },
          alone: asked.length === 1,
          ...(elsewhere.length > 0 && { elsewhere }),
        },
        object: { kind: 'Route', namespace, name },
        path,
      });
    }
  }
}

/** Routes whose targetPort is no port of a Service that they lead to. A Service that is missing is told by itself. */
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
