import type { Cluster, ClusterPod, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import { BACKEND_CONFIG } from '../../kubernetes/kinds/load-balancers/gke.ts';
import { toldListening } from '../../kubernetes/listening/told-listeners.ts';
import type { HealthCheck } from '../../kubernetes/model/assumption.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import { createCursor, recordOf } from '../../kubernetes/model/reader.ts';
import type { Port } from '../../net/ip.ts';
import type { Endpoint } from '../run/onward.ts';

/** How a cloud's load balancer asks targets whether they are healthy, and which BackendConfig says so. */
export interface CloudCheck extends HealthCheck {
  readonly config?: ObjectRef;
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

/** That a pod which is ready answers the check: its own readinessProbe asks the same. */
export const isProven = (pod: ClusterPod, { path, port }: Pick<HealthCheck, 'path' | 'port'>): boolean =>
  probesOf(pod).some((probe) => probe.path === path && asksAt(probe, port));

/**
 * What Google's load balancer asks pods: as the BackendConfig of the Service's port has it, else as the readinessProbe of the port
 * that is served, else GET /. // cloud.google.com/kubernetes-engine/docs/concepts/ingress#health_checks
 * Simplification: which pods there were when the Ingress was made, from whose probe a check is once taken over, is not followed.
 */
export function gceCheck(cluster: Cluster, service: ClusterService, port: ServicePort, target: Port): CloudCheck {
  const config = configOf(cluster, service, port);
  const { healthCheck } = config?.spec ?? {};
  const pods = service.endpoints(4).flatMap(({ ip }) => podOf(cluster, { ip, port: target }) ?? []);
  const inferred = pods.flatMap(probesOf).find((probe) => asksAt(probe, target));
  return {
    by: 'GCE',
    type: healthCheck?.type ?? 'HTTP',
    port: healthCheck?.port ?? target,
    path: healthCheck?.requestPath ?? inferred?.path ?? '/',
    ...(config !== undefined && { config: config.ref }),
  };
}

/** By a port's number or name before "default"; of both annotations the one without beta. // ingress-gce v1.30 pkg/annotations/service.go */
function configOf({ ofKind }: Cluster, service: ClusterService, { name, port }: ServicePort) {
  const { namespace, object } = service;
  const annotations: Readonly<Record<string, unknown>> = object.metadata.annotations ?? {};
  const text = annotations['cloud.google.com/backend-config'] ?? annotations['beta.cloud.google.com/backend-config'];
  const { ports, default: all } = recordOf(parsed(text));
  const wanted = recordOf(ports)[`${port}`] ?? recordOf(ports)[name] ?? all;
  const found = ofKind('BackendConfig').find(({ ref }) => ref.name === wanted && ref.namespace === namespace);
  return found && { ref: found.ref, spec: BACKEND_CONFIG.read(createCursor(found.raw, [])).spec };
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

function podOf(cluster: Cluster, { ip }: Endpoint): ClusterPod | undefined {
  const owner = cluster.owner(ip);
  return owner !== undefined && 'containers' in owner ? owner : undefined;
}

/** What a check makes of targets. `open`: whether they answer it is not among the objects. */
export interface Checked {
  readonly healthy: readonly Endpoint[];
  readonly open: boolean;
}

/** A target is not healthy where nothing listens at the port that is asked. What it answers is only known of its readinessProbe. */
export function checkTargets(cluster: Cluster, targets: readonly Endpoint[], check: HealthCheck): Checked {
  const judged = targets.map((target) => ({ target, pod: podOf(cluster, target) }));
  const healthy = judged.filter(({ target, pod }) => pod === undefined || listens(pod, target, check.port));
  const open = healthy.some(({ pod }) => pod === undefined || !isProven(pod, check));
  return { healthy: healthy.map(({ target }) => target), open };
}

/** Where it is asked at the port that is served, the connection itself shows it. */
const listens = (pod: ClusterPod, { port }: Endpoint, asked: Port): boolean =>
  asked === port || toldListening(pod, pod).listeners.some((each) => each.port === asked && each.protocol === 'TCP');
