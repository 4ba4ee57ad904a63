import type { Cluster, ClusterPod, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import { ALB_PREFIX } from '../../kubernetes/fields/entries/alb-annotations.ts';
import type { CloudIngress } from '../../kubernetes/ingress/cloud-listeners.ts';
import type { AlbMistake } from '../../kubernetes/model/alb.ts';
import type { HealthCheck } from '../../kubernetes/model/assumption.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import { recordOf } from '../../kubernetes/model/reader.ts';
import type { Port } from '../../net/ip.ts';
import { backendConfigOf } from './backend-config.ts';

/** How a cloud's load balancer asks the targets of a Service's port whether they are healthy. */
export interface CloudCheck extends HealthCheck {
  /** The BackendConfig that says so. */
  readonly config?: ObjectRef;
}

/** What is asked, or the annotation of which object keeps the controller from building anything. */
export type ReadCheck =
  | { readonly ok: true; readonly check: CloudCheck }
  | { readonly ok: false; readonly object: ObjectRef; readonly annotation: string; readonly mistake: AlbMistake };

/** The targets of a Service's port: what is behind it, and where a target is called. */
export interface CheckedPort {
  readonly service: ClusterService;
  readonly port: ServicePort;
  readonly targets: 'INSTANCE' | 'IP';
}

interface ProbePlace {
  readonly path: string;
  readonly port: unknown;
  readonly ports: readonly unknown[];
}

/** Where readinessProbes of a pod ask by HTTP. */
function probesOf({ object }: ClusterPod): readonly ProbePlace[] {
  const { containers } = recordOf(object['spec']);
  return (Array.isArray(containers) ? containers : []).flatMap((each): readonly ProbePlace[] => {
    const { readinessProbe, ports } = recordOf(each);
    const { httpGet } = recordOf(readinessProbe);
    const { path = '/', port, host } = recordOf(httpGet);
    if (httpGet === undefined || host !== undefined || typeof path !== 'string') return [];
    return [{ path, port, ports: Array.isArray(ports) ? ports : [] }];
  });
}

const asksAt = ({ port, ports }: ProbePlace, wanted: Port): boolean =>
  port === wanted ||
  ports.some((each) => recordOf(each)['name'] === port && recordOf(each)['containerPort'] === wanted);

/** That a pod which is ready answers a check at a port: its own readinessProbe asks the same. */
export const isProven = (pod: ClusterPod, path: string, port: Port): boolean =>
  probesOf(pod).some((probe) => probe.path === path && asksAt(probe, port));

/** What the load balancer of an Ingress asks the targets behind one of its backends. */
export function checkOf(cluster: Cluster, ingress: CloudIngress, at: CheckedPort): ReadCheck {
  return ingress.cloud.by === 'GCE' ? { ok: true, check: gceCheck(cluster, at) } : albCheck(ingress, at);
}

/**
 * What Google's load balancer asks: as the BackendConfig of the Service's port has it, else as the readinessProbe of the port
 * that is served, else GET /; each target at the port that it serves. // cloud.google.com/kubernetes-engine/docs/concepts/ingress#health_checks
 * Simplification: which pods there were when the Ingress was made, from whose probe a check is once taken over, is not followed.
 */
function gceCheck(cluster: Cluster, { service, port }: CheckedPort): CloudCheck {
  const config = backendConfigOf(cluster, service, port);
  const { healthCheck } = config?.spec ?? {};
  const inferred = podsBehind(cluster, service, port).flatMap(({ pod, served }) =>
    probesOf(pod).filter((probe) => asksAt(probe, served)),
  )[0];
  return {
    by: 'GCE',
    type: healthCheck?.type ?? 'HTTP',
    path: healthCheck?.requestPath ?? inferred?.path ?? '/',
    ...(healthCheck?.port !== undefined && { port: healthCheck.port }),
    ...(config !== undefined && { config: config.ref }),
  };
}

/**
 * What an ALB asks, as annotations of the Service have it before those of the Ingress; without any GET / at the port that is served,
 * and 200 in answer. // aws-load-balancer-controller docs/guide/ingress/annotations.md, "Health Check"; pkg/ingress/model_build_target_group.go
 */
function albCheck(ingress: CloudIngress, { service, targets }: CheckedPort): ReadCheck {
  const own = { ref: { kind: 'Ingress', namespace: ingress.namespace, name: ingress.name }, object: ingress.object };
  const holders = [
    { ref: { kind: 'Service', namespace: service.namespace, name: service.name }, object: service.object },
    own,
  ];
  const stated = (name: string) => {
    const annotation = ALB_PREFIX + name;
    const by = holders.find(({ object }) => typeof object.metadata.annotations?.[annotation] === 'string');
    return {
      annotation,
      object: by?.ref ?? own.ref,
      value: by?.object.metadata.annotations?.[annotation]?.trim(),
    };
  };
  const wrong = ({ annotation, object, value = '' }: ReturnType<typeof stated>): ReadCheck => {
    const mistake = { is: 'VALUE', field: annotation.slice(ALB_PREFIX.length), given: value } as const;
    return { ok: false, object, annotation, mistake };
  };
  const [protocol, asked] = [stated('healthcheck-protocol'), stated('healthcheck-port')];
  const spoken = protocol.value === undefined ? stated('backend-protocol') : protocol;
  const { value: type = 'HTTP' } = spoken;
  if (!/^HTTPS?$/.test(type)) return wrong(spoken);
  const at = asked.value === undefined || asked.value === 'traffic-port' ? 'SERVED' : portNamed(asked.value);
  if (at === undefined) return wrong(asked);
  const check = {
    by: 'ALB',
    type,
    path: stated('healthcheck-path').value ?? '/',
    codes: stated('success-codes').value ?? '200',
  } as const;
  return { ok: true, check: at === 'SERVED' ? check : { ...check, port: at } };

  /** A number as it is; the name of a port of the Service stands for its node port, or for a targetPort that is a number. */
  function portNamed(text: string): Port | undefined {
    if (/^\d+$/.test(text)) return Number(text);
    const named = service.ports.find(({ name }) => name === text);
    if (targets === 'INSTANCE') return named?.nodePort;
    return typeof named?.targetPort === 'number' ? named.targetPort : undefined;
  }
}

/** A pod that can answer for a Service's port, and at which of its own ports it does. */
export interface PodBehind {
  readonly pod: ClusterPod;
  readonly served: Port;
}

/** The pods that are ready behind a Service's port. */
export function podsBehind(
  cluster: Cluster,
  service: ClusterService,
  { name, protocol }: ServicePort,
): readonly PodBehind[] {
  return service.endpoints(4).flatMap(({ ready, ip, ports }) => {
    const pod = cluster.owner(ip);
    if (!ready || pod === undefined || !('containers' in pod)) return [];
    return ports
      .filter((each) => each.name === name && each.protocol === protocol)
      .map(({ port }) => ({ pod, served: port }));
  });
}
