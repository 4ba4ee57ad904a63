import { backendsOf, servicesOfBackend } from '../../kubernetes/ingress/alb-backends.ts';
import type { Cluster, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import type { IngressBackend } from '../../kubernetes/model/basics.ts';
import { resolveBackend } from '../../kubernetes/gateway/backends.ts';
import { readRoute } from '../../kubernetes/gateway/read/read-route.ts';
import { portRanges, type PolicyPod } from '../../kubernetes/network-policy/select.ts';
import { matchesLabels } from '../../kubernetes/matching/node-match.ts';
import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import { createCursor, field, fieldAt, readList, readPortOrName, readText } from '../../kubernetes/model/reader.ts';
import { NO_PORTS, type PortSet, portSet, unite } from './port-set.ts';
import type { WorkloadSpeakers } from './speakers.ts';

/** A Service and those of its ports that something leads to from outside. */
interface Entry {
  readonly service: ClusterService;
  readonly ports: readonly ServicePort[];
}

/** By workload label: the ports of its pods to which Ingresses, Gateway routes and OpenShift Routes lead. */
export function entryPoints(cluster: Cluster, workloads: readonly WorkloadSpeakers[]): ReadonlyMap<string, PortSet> {
  const opened = new Map<string, PortSet>();
  for (const { service, ports } of [...ingressEntries(cluster), ...gatewayEntries(cluster), ...routeEntries(cluster)]) {
    for (const { label, speakers, workload } of workloads) {
      if (workload.namespace !== service.namespace) continue;
      for (const { pod } of speakers) {
        if (!isBackend(service, pod)) continue;
        const found = portSet(ports.flatMap((port) => targetsOf(port, pod)));
        if (found.length > 0) opened.set(label, unite(opened.get(label) ?? NO_PORTS, found));
      }
    }
  }
  return opened;
}

/** By the selector, or by the addresses of given endpoints. */
function isBackend({ selector, endpoints }: ClusterService, pod: PolicyPod): boolean {
  if (selector !== undefined) return matchesLabels(selector, pod.labels);
  const name = 'name' in pod ? pod.name : undefined;
  const namespace = pod.namespace;
  return ([4, 6] as const)
    .flatMap((family) => endpoints(family))
    .some((endpoint) => endpoint.pod?.name === name && endpoint.pod?.namespace === namespace);
}

/** Where a Service port leads in a pod: a port the pod declares, or any where it declares none. */
function targetsOf({ targetPort, protocol }: ServicePort, pod: PolicyPod): ReturnType<typeof portRanges> {
  if (typeof targetPort === 'string') return portRanges({ name: targetPort, protocol }, pod);
  const declared = pod.containers.flatMap(({ ports }) => ports.map(({ containerPort }) => containerPort));
  if (declared.length > 0 && !declared.includes(targetPort)) return [];
  return [{ protocol, from: targetPort, to: targetPort }];
}

function ingressEntries(cluster: Cluster): readonly Entry[] {
  return cluster.ingresses.flatMap((ingress) => {
    const backends = backendsOf(ingress).flatMap((backend) => servicesOfBackend(ingress, backend));
    return backends.flatMap((backend) => ingressEntry(cluster.service(ingress.namespace, backend.service), backend));
  });
}

function ingressEntry(service: ClusterService | undefined, { port: wanted }: IngressBackend): readonly Entry[] {
  const port = service?.ports.find((each) =>
    'number' in wanted ? each.port === wanted.number : each.name === wanted.name,
  );
  return service === undefined || port === undefined ? [] : [{ service, ports: [port] }];
}

/** Routes that are attached to a Gateway, with the backends they may name. */
function gatewayEntries(cluster: Cluster): readonly Entry[] {
  return cluster.gateways.flatMap(({ routes }) =>
    routes.flatMap(({ kind, namespace, object }) =>
      readRoute(createCursor(object, [])).rules.flatMap(({ backends }) =>
        backends.flatMap((ref): readonly Entry[] => {
          const backend = resolveBackend(cluster, { kind, namespace }, ref);
          return backend.ok ? [{ service: backend.service, ports: [backend.port] }] : [];
        }),
      ),
    ),
  );
}

/** route.openshift.io/v1: `port.targetPort` names a port of the Service's pods; without it every port is open. */
function routeEntries(cluster: Cluster): readonly Entry[] {
  return cluster.ofKind('Route').flatMap(({ raw, ref }: StoredObject) => {
    const spec = field(createCursor(raw, []), 'spec');
    const wanted = readPortOrName(fieldAt(spec, 'port', 'targetPort'));
    const backends = [field(spec, 'to'), ...readList(field(spec, 'alternateBackends'), (item) => item)];
    return backends.flatMap((backend): readonly Entry[] => {
      const kind = readText(field(backend, 'kind')) ?? 'Service';
      const service = cluster.service(ref.namespace ?? 'default', readText(field(backend, 'name')) ?? '');
      if (kind !== 'Service' || service === undefined) return [];
      const named = service.ports.find((port) => port.name !== '' && port.name === wanted);
      const chosen = named ?? service.ports.find((port) => port.targetPort === wanted || port.port === wanted);
      return [{ service, ports: wanted === undefined ? service.ports : chosen === undefined ? [] : [chosen] }];
    });
  });
}
