import type { Router } from '../../engine/engine.ts';
import {
  type Cluster,
  type ClusterPod,
  hasRole,
  objectKey,
  parseObjectKey,
  templatePath,
  type TransportProtocol,
} from '../../engine/objects.ts';
import type { TraceRequest } from '../../engine/requests.ts';
import { isRecord } from '../../engine/text.ts';
import type { GoalPods } from '../../scenario/document/goal.ts';
import { isPodOf } from '../challenge/check-access.ts';

/** Statuses that what stands before applications answers with, and applications themselves. */
const STATUSES = [200, 301, 302, 307, 308, 400, 401, 403, 404, 421, 426, 429, 500, 502, 503, 504];

/** HTTP statuses that a goal may ask of a request: those that it gets now first. */
export function statusesFor(request: TraceRequest, router: Router): readonly number[] {
  const traced = router.trace(request);
  const now = traced.ok ? traced.value.outcomes.flatMap(({ http }) => http?.status ?? []) : [];
  return [...new Set([...now, ...STATUSES])];
}

/** Who can answer: keys of what has pods, and of pods that keep their names. */
export function answerersOf(cluster: Cluster): readonly string[] {
  const pods = givenFirst(cluster);
  const workloads = pods.map(ownerOf);
  const named = pods.filter(({ workload }) => workload.kind === 'StatefulSet').map(podKey);
  return [...new Set([...workloads, ...named])];
}

/** Without what a goal of this request would be met, or mean nothing: who sends it, the Services it names, and who answers it now. */
export function namedBy(
  request: TraceRequest,
  { cluster, trace }: Pick<Router, 'cluster' | 'trace'>,
): readonly string[] {
  const { from, to } = request;
  const [namespace = '', name = ''] = 'pod' in from ? from.pod.split('/') : [];
  const host = URL.canParse(to) ? new URL(to).hostname.replace(/^\[|\]$/g, '') : '';
  const services = cluster.services.filter(
    (service) =>
      [...service.clusterIPs, ...service.loadBalancerIPs.map(({ ip }) => ip)].some((ip) => ip === host) ||
      (service.name === host && service.namespace === namespace) ||
      `${host}.`.startsWith(`${service.name}.${service.namespace}.`),
  );
  const traced = trace(request);
  const outcomes = traced.ok ? traced.value.outcomes : [];
  const answering = outcomes.flatMap(({ destination }) =>
    destination?.kind === 'Pod' ? (podSelected(objectKey(destination), cluster) ?? []) : [],
  );
  const keys = [
    ...('pod' in from ? [objectSelected(objectKey({ kind: 'Pod', namespace, name }), cluster)] : []),
    ...services.map((service) => objectKey({ kind: 'Service', namespace: service.namespace, name: service.name })),
    ...answering.map(ownerOf),
  ];
  return [...new Set(keys.filter((key) => key !== undefined && cluster.objects.has(key)))] as readonly string[];
}

/** What a goal can speak of where this is selected: a pod that was made goes by what makes it; undefined: nothing. */
export function objectSelected(selected: string | undefined, cluster: Cluster): string | undefined {
  if (selected === undefined || cluster.objects.has(selected)) return selected;
  const pod = podSelected(selected, cluster);
  const key = pod && ownerOf(pod);
  return key !== undefined && cluster.objects.has(key) ? key : undefined;
}

/** Whether a goal can ask for ready pods of it. */
export function hasPods(key: string): boolean {
  const kind = parseObjectKey(key)?.kind ?? '';
  return kind !== 'Pod' && hasRole(kind, 'workload');
}

/** Groups of pods by which a goal can say who may reach whom: of each workload by its labels, and all of each namespace. */
export function podGroups(cluster: Cluster): readonly GoalPods[] {
  const pods = givenFirst(cluster);
  const groups = [...pods.map((pod) => groupOf(pod, cluster)), ...pods.map(({ namespace }) => ({ namespace }))];
  return [...new Map(groups.map((group) => [groupKey(group), group])).values()];
}

/** The pods that go with what is selected; undefined: none do. */
export function podsSelected(selected: string | undefined, cluster: Cluster): GoalPods | undefined {
  if (selected === undefined) return undefined;
  const pod = podSelected(selected, cluster) ?? cluster.pods.find((each) => ownerOf(each) === selected);
  return pod && groupOf(pod, cluster);
}

/** Equal for groups that say the same. */
export function groupKey({ namespace, labels = {} }: GoalPods): string {
  return JSON.stringify([namespace, Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}

/** On what some of these pods listen. */
export function portsOf(
  group: GoalPods,
  cluster: Cluster,
): readonly { readonly protocol: TransportProtocol; readonly port: number }[] {
  return cluster.pods.filter((pod) => isPodOf(pod, group)).flatMap(({ listeners }) => listeners);
}

/** Pods of the board before those that every cluster has. */
function givenFirst({ pods }: Cluster): readonly ClusterPod[] {
  return [
    ...pods.filter(({ assumed }) => assumed === undefined),
    ...pods.filter(({ assumed }) => assumed !== undefined),
  ];
}

const ownerOf = ({ namespace, workload }: ClusterPod): string => objectKey({ namespace, ...workload });
const podKey = ({ namespace, name }: ClusterPod): string => objectKey({ kind: 'Pod', namespace, name });

function podSelected(selected: string, cluster: Cluster): ClusterPod | undefined {
  const ref = parseObjectKey(selected);
  return ref?.kind === 'Pod' ? cluster.pod(ref.namespace ?? '', ref.name) : undefined;
}

/** By the labels that whoever wrote the workload gave its pods: what a controller adds is another for each pod. */
function groupOf(pod: ClusterPod, cluster: Cluster): GoalPods {
  const { namespace, workload } = pod;
  const object: unknown = cluster.objects.get(ownerOf(pod));
  const path = [...(workload.kind === 'Pod' ? [] : templatePath(workload.kind)), 'metadata', 'labels'];
  const given = path.reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), object);
  const labels = Object.fromEntries(
    Object.entries(isRecord(given) ? given : {}).filter(([name, value]) => pod.labels[name] === value),
  ) as Record<string, string>;
  return { namespace, ...(Object.keys(labels).length > 0 && { labels }) };
}
