import { hasEndpoint } from '../../dataplane/load-balancer/eligible-nodes.ts';
import { failsOpen, frontends, registeredNodes } from '../../dataplane/load-balancer/load-balanced-service.ts';
import { type NodeCheck, nodeCheckOf } from '../../dataplane/load-balancer/node-check.ts';
import { primaryIP } from '../../dataplane/hosts/node-addresses.ts';
import type { Cluster, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import { AWS_LOAD_BALANCER } from '../../kubernetes/fields/service-annotations.ts';
import { backendsOf, servicesOfBackend } from '../../kubernetes/ingress/alb-backends.ts';
import type { CloudIngress } from '../../kubernetes/ingress/cloud-listeners.ts';
import { type ObjectRef, objectKey } from '../../kubernetes/model/object.ts';
import type { Port } from '../../net/ip.ts';
import { portOfService } from '../ingress/ingress-backend.ts';
import { azureProbeOf } from './azure-probe.ts';
import { type CheckedPort, checkOf } from './health-check.ts';
import {
  groupOf,
  type JudgedTarget,
  nodeTargets,
  podTargets,
  targetGroup,
  type TargetGroup,
  targetsKind,
} from './target-group.ts';

/** How targets are asked whether they are healthy. */
export interface ShownCheck {
  /** HTTP, HTTPS, HTTP2 or TCP. */
  readonly type: string;
  /** Absent: each at the port that it serves, and these differ. */
  readonly port?: Port;
  /** Absent: a connection that is made is enough. */
  readonly path?: string;
  /** The answers that count; absent: 200. */
  readonly codes?: string;
  /** Who answers for a node, in place of the pods; absent: they do. */
  readonly by?: NodeCheck['by'];
}

/** Targets as one is shown them. NODE: nodes that get packets as they are, still for the load balancer's address. */
export interface ShownTargets extends Omit<TargetGroup<ShownCheck>, 'kind'> {
  readonly kind: CheckedPort['targets'] | 'NODE';
}

/**
 * What a load balancer in front of the cluster sends to: that of an Ingress which a cloud serves, by its backends, each once, or that of
 * a Service of type LoadBalancer, by its ports. Empty: there is none, or nothing could be a target of it.
 */
export function balancedTargets(cluster: Cluster, ref: ObjectRef): readonly ShownTargets[] {
  const { kind, namespace = 'default', name } = ref;
  if (kind === 'Ingress') {
    const ingress = cluster.ingress(namespace, name);
    return ingress?.cloud === undefined || ingress.cloud.refused !== undefined
      ? []
      : ofIngress(cluster, { ...ingress, cloud: ingress.cloud });
  }
  const service = kind === 'Service' ? cluster.service(namespace, name) : undefined;
  return service === undefined ? [] : ofService(cluster, service);
}

function ofIngress(cluster: Cluster, ingress: CloudIngress): readonly ShownTargets[] {
  const found = new Map<string, ShownTargets>();
  for (const backend of backendsOf(ingress).flatMap((each) => servicesOfBackend(ingress, each))) {
    const service = cluster.service(ingress.namespace, backend.service);
    const port = service && portOfService(service, backend);
    if (service === undefined || port === undefined) continue;
    const at = { service, port, targets: targetsKind(ingress, service) };
    const read = checkOf(cluster, ingress, at);
    if (!read.ok || (at.targets === 'INSTANCE' && port.nodePort === undefined)) continue;
    const { check, ...group } = targetGroup(cluster, at, read.check);
    const { by: _, config: __, ...shown } = check;
    found.set(`${service.name} ${port.port}`, { ...group, check: shown });
  }
  return [...found.values()];
}

function ofService(cluster: Cluster, service: ClusterService): readonly ShownTargets[] {
  const key = objectKey({ kind: 'Service', namespace: service.namespace, name: service.name });
  const front = frontends(cluster).find(({ origin }) => origin.subject && objectKey(origin.subject) === key);
  if (front === undefined) return [];
  return service.ports.flatMap((port): readonly ShownTargets[] => {
    if (front.delivery === 'pods') {
      const at: CheckedPort = { service, port, targets: 'IP' };
      const check = awsCheck(service);
      return [groupOf(at, podTargets(cluster, at, check), { check, failsOpen: true })];
    }
    const asked = nodeCheckOf(cluster, service, port.nodePort);
    if (asked === undefined) return [];
    const at: CheckedPort = { service, port, targets: 'INSTANCE' };
    const isOpen = failsOpen(cluster, front.delivery);
    const check = nodeCheck(cluster, { service, port }, asked);
    const group = groupOf(at, judgedNodes(cluster, { at, check, asked }), { check, failsOpen: isOpen });
    return [front.delivery === 'vip' ? { ...group, kind: 'NODE' } : group];
  });
}

/** Of an NLB with IP targets. // aws-load-balancer-controller docs/guide/service/annotations.md, "Health Check" */
function awsCheck({ object }: ClusterService): ShownCheck {
  const stated = (name: string): string | undefined =>
    object.metadata.annotations?.[`${AWS_LOAD_BALANCER}healthcheck-${name}`]?.trim();
  const type = (stated('protocol') ?? 'TCP').toUpperCase();
  const port = Number(stated('port'));
  return {
    type,
    ...(port > 0 && { port }),
    ...(type !== 'TCP' && { path: stated('path') ?? '/' }),
  };
}

function nodeCheck(
  cluster: Cluster,
  { service, port }: Pick<CheckedPort, 'service' | 'port'>,
  { by, port: asked }: NodeCheck,
): ShownCheck {
  if (by !== 'NODE_PORT') return { type: 'HTTP', path: '/healthz', port: asked, by };
  const probe = cluster.settings.cloud === 'aks' ? azureProbeOf(cluster, service, port) : undefined;
  return probe === undefined ? { type: 'TCP', port: asked } : { type: probe.type, path: probe.path, port: asked };
}

interface AskedNodes {
  readonly at: CheckedPort;
  readonly check: ShownCheck;
  readonly asked: NodeCheck;
}

/** kube-proxy answers for itself on every node that is ready, and at a healthCheckNodePort where its node has an endpoint. */
function judgedNodes(cluster: Cluster, { at, check, asked }: AskedNodes): readonly JudgedTarget[] {
  if (asked.by === 'NODE_PORT') return nodeTargets(cluster, at, check);
  const ready = at.service.endpoints(4).filter((each) => each.ready);
  return registeredNodes(cluster).flatMap((node): readonly JudgedTarget[] => {
    const ip = primaryIP(node, 4) ?? primaryIP(node, 6);
    if (ip === undefined) return [];
    const passes = asked.by === 'KUBE_PROXY' || hasEndpoint(ready, node);
    const health = passes ? ({ state: 'PASSES' } as const) : ({ state: 'FAILS', because: 'NO_ENDPOINT' } as const);
    return [{ ip, port: at.port.nodePort ?? at.port.port, node: node.name, asked: asked.port, health }];
  });
}
