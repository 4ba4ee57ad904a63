import { hasEndpoint } from '../../dataplane/load-balancer/eligible-nodes.ts';
import { registeredNodes } from '../../dataplane/load-balancer/load-balanced-service.ts';
import { primaryIP } from '../../dataplane/hosts/node-addresses.ts';
import type { Cluster, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import type { CloudIngress } from '../../kubernetes/ingress/cloud-listeners.ts';
import { toldListening } from '../../kubernetes/listening/told-listeners.ts';
import type { NamespacedName } from '../../kubernetes/model/assumption.ts';
import { ipFamily, type Port } from '../../net/ip.ts';
import { namesOf } from '../outcome/named.ts';
import type { Endpoint } from '../run/onward.ts';
import { type CheckedPort, type CloudCheck, isProven, podsBehind } from './health-check.ts';

/**
 * Whether a target passes its health check. PASSES: a readinessProbe of the pods asks the same. FAILS: nothing answers there, as nothing
 * listens, or as the node has no endpoint to pass it to. UNKNOWN: something does, and what it answers is not among the objects.
 */
export type TargetHealth =
  | { readonly state: 'PASSES' | 'UNKNOWN' }
  | { readonly state: 'FAILS'; readonly because: 'NOTHING_LISTENS' | 'NO_ENDPOINT' };

/** A node or a pod that a load balancer calls. */
export interface CloudTarget extends Endpoint {
  /** Absent: it is no node, or no pod. */
  readonly node?: string;
  readonly pod?: NamespacedName;
  /** The port at which it is asked whether it is healthy. */
  readonly asked: Port;
  readonly health: TargetHealth;
  /** Requests are sent to it: it does not fail, or all do and the load balancer sends to all the same. */
  readonly used: boolean;
}

/** The targets of a Service's port, as a load balancer in front of the cluster calls them. */
export interface TargetGroup<Check = CloudCheck> {
  readonly service: NamespacedName;
  /** Of the Service. */
  readonly port: Port;
  readonly targets: readonly CloudTarget[];
  readonly kind: CheckedPort['targets'];
  readonly check: Check;
}

/** By which a Service has network endpoint groups; GKE adds it in a VPC-native cluster where it is absent. */
export const GROUPS_ANNOTATION = 'cloud.google.com/neg';

/** Those of "exposed_ports" alone are for load balancers that somebody else makes. */
const asksForGroups = (text: unknown): boolean => typeof text === 'string' && /"ingress"\s*:\s*true/.test(text);

/** Nothing says whether Google's load balancer of an Ingress calls the pods of a Service. */
export const areGroupsAssumed = ({ cloud }: CloudIngress, { object }: ClusterService): boolean =>
  cloud.by === 'GCE' && cloud.internal === undefined && object.metadata.annotations?.[GROUPS_ANNOTATION] === undefined;

/** A Service may say it for itself: target-type of an ALB, and whether Google's network endpoint groups are used. */
export function targetsKind({ cloud }: CloudIngress, { object }: ClusterService): CheckedPort['targets'] {
  const annotations: Readonly<Record<string, unknown>> = object.metadata.annotations ?? {};
  const groups = annotations[GROUPS_ANNOTATION];
  // An internal one has no other targets. // ingress-gce v1.30 pkg/controller/translator maybeEnableNEG
  if (cloud.by === 'GCE')
    return groups === undefined || cloud.internal !== undefined || asksForGroups(groups) ? 'IP' : 'INSTANCE';
  const own = annotations['alb.ingress.kubernetes.io/target-type'];
  return (own === undefined ? cloud.targets === 'PODS' : own === 'ip') ? 'IP' : 'INSTANCE';
}

/** A target before it is known what becomes of the others. */
export type JudgedTarget = Omit<CloudTarget, 'used'>;

/**
 * What a check finds of the targets of a Service's port. An ALB sends to all of them where none is healthy, Google's sends nothing.
 * // docs.aws.amazon.com elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function targetGroup(cluster: Cluster, at: CheckedPort, check: CloudCheck): TargetGroup {
  const judged = at.targets === 'IP' ? podTargets(cluster, at, check) : nodeTargets(cluster, at, check);
  return groupOf(at, judged, { check, failsOpen: check.by === 'ALB' });
}

/** With the port at which all are asked, where it is one. `failsOpen`: where none is healthy it sends to all. */
export function groupOf<Check extends { readonly port?: Port }>(
  { service, port, targets: kind }: CheckedPort,
  judged: readonly JudgedTarget[],
  { check, failsOpen }: { readonly check: Check; readonly failsOpen: boolean },
): TargetGroup<Check> {
  const isOpen = failsOpen && judged.every(({ health }) => health.state === 'FAILS');
  const targets = judged.map((each) => ({ ...each, used: isOpen || each.health.state !== 'FAILS' }));
  const [first] = targets;
  const isOne = first !== undefined && targets.every(({ asked }) => asked === first.asked);
  const common = isOne ? { port: first.asked } : {};
  return { service: namesOf(service), port: port.port, targets, kind, check: { ...check, ...common } };
}

/** Pods that are ready. A check without a path is one of a connection alone. */
export function podTargets(
  cluster: Cluster,
  { service, port }: CheckedPort,
  check: { readonly port?: Port; readonly path?: string },
): readonly JudgedTarget[] {
  return endpointsOf(service, port).map(({ ip, port: served }): JudgedTarget => {
    const asked = check.port ?? served;
    const pod = cluster.owner(ip);
    if (pod === undefined || !('containers' in pod)) return { ip, port: served, asked, health: { state: 'UNKNOWN' } };
    const isTold = toldListening(pod, pod).listeners.some((each) => each.port === asked && each.protocol === 'TCP');
    // Where it is asked at the port that is served, the connection itself shows whether something listens.
    const isProved = check.path === undefined ? isTold : isProven(pod, check.path, asked);
    const health: TargetHealth =
      asked !== served && !isTold
        ? { state: 'FAILS', because: 'NOTHING_LISTENS' }
        : { state: isProved ? 'PASSES' : 'UNKNOWN' };
    return { ip, port: served, pod: namesOf(pod), asked, health };
  });
}

function endpointsOf(service: ClusterService, { name, protocol }: ServicePort): readonly Endpoint[] {
  return service
    .endpoints(4)
    .filter(({ ready, ip }) => ready && ipFamily(ip) === 4)
    .flatMap(({ ip, ports }) =>
      ports.filter((each) => each.name === name && each.protocol === protocol).map(({ port }) => ({ ip, port })),
    );
}

/** Nodes that are ready and not excluded, at the Service's node port: kube-proxy passes on what is asked there. */
export function nodeTargets(
  cluster: Cluster,
  { service, port }: CheckedPort,
  check: { readonly port?: Port; readonly path?: string },
): readonly JudgedTarget[] {
  const { nodePort } = port;
  if (nodePort === undefined) return [];
  const [first] = cluster.nodes.flatMap(({ ips }) => ips);
  const asked = check.port ?? nodePort;
  const asksService = service.ports.find((each) => each.nodePort === asked);
  const ready = service.endpoints(4).filter((each) => each.ready);
  return registeredNodes(cluster).flatMap((node): readonly JudgedTarget[] => {
    const ip = first && primaryIP(node, ipFamily(first));
    if (ip === undefined) return [];
    const target = { ip, port: nodePort, node: node.name, asked };
    const serves = service.externalTrafficPolicy === 'Local' ? hasEndpoint(ready, node) : ready.length > 0;
    if (asksService === undefined) return [{ ...target, health: { state: 'UNKNOWN' } }];
    if (!serves) return [{ ...target, health: { state: 'FAILS', because: 'NO_ENDPOINT' } }];
    const behind = podsBehind(cluster, service, asksService);
    const { path } = check;
    const isAnswered =
      path === undefined || (behind.length > 0 && behind.every(({ pod, served }) => isProven(pod, path, served)));
    return [{ ...target, health: { state: isAnswered ? 'PASSES' : 'UNKNOWN' } }];
  });
}
