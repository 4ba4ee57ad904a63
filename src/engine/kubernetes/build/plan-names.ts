import { NAME_OF_NAMESPACE } from '../model/name-labels.ts';
import type { Workload } from '../cluster/cluster.ts';
import { objectKey } from '../model/object.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import type { Labels } from '../model/specs.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';
import { groupBy } from '../tools/group-by.ts';
import type { PlannedCluster } from './plan.ts';

/** Kinds whose namespaces are there although nobody gave them, in the order in which they come. */
export const NAMED_BY = ['Deployment', 'Ingress', 'StatefulSet', 'NetworkPolicy'] as const;

interface NamespacesAsk extends Pick<PlannedCluster, 'pods' | 'services'> {
  readonly given: ReturnType<PlanStore['ofKind']>;
  /** What there is of the kinds of {@link NAMED_BY}. */
  readonly named: readonly ReturnType<PlanStore['refsOf']>[];
}

const NO_LABELS: Labels = {};

/** Given namespaces with their labels, then those that objects merely live in; every one has its name as a label. */
export function namespacesOf({ given, named, pods, services }: NamespacesAsk): ReadonlyMap<string, Labels> {
  const namespaces = new Map<string, Labels>();
  const add = (name: string, labels: Labels): void => {
    if (!namespaces.has(name)) namespaces.set(name, { ...labels, [NAME_OF_NAMESPACE]: name });
  };
  for (const { ref, labels } of given) add(ref.name, labels);
  for (const { ref } of named.flat()) add(ref.namespace ?? 'default', NO_LABELS);
  for (const { namespace } of pods) add(namespace, NO_LABELS);
  for (const { object } of services) add(object.ref.namespace ?? 'default', NO_LABELS);
  add('default', NO_LABELS);
  return namespaces;
}

/** Workloads of the input, those that pods belong to without having been given, and pods on their own. */
export function workloadsOf(plan: PlannedCluster): readonly Workload[] {
  const byWorkload = groupBy(plan.pods, (pod) => objectKey(pod.workload));
  const planned = groupBy(plan.workloads, ({ ref }) => objectKey(ref));
  const assumedBy = new Map(plan.addOns.map((object) => [objectKey(object.ref), object.assumed]));
  const keys = new Set([...planned.keys(), ...byWorkload.keys()]);
  return [...keys].flatMap((key) => {
    const own = byWorkload.get(key) ?? [];
    const makers = planned.get(key);
    const ref = makers?.[0]?.ref ?? own[0]?.workload;
    if (ref === undefined) return [];
    const replicas = makers?.reduce((sum, each) => sum + each.replicas, 0) ?? own.length;
    const namespace = ref.namespace ?? own[0]?.namespace ?? 'default';
    const pods = own.map(({ name }) => name);
    return [{ ...ref, namespace, replicas, pods, ...withoutUndefined({ assumed: assumedBy.get(key) }) }];
  });
}
