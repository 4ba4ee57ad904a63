import type { ClusterPod, ClusterService, ObjectRef, Workload } from '../../../engine/objects.ts';
import type { ElementId } from '../../../scenario/document/document.ts';
import { podId } from '../board/element.ts';
import { endpointsOf } from '../board/lines.ts';
import { frameId } from '../../../simulation/frame-ids.ts';

export interface GroupWorkload {
  readonly id: ElementId;
  readonly workload: ObjectRef;
  readonly pods: readonly ClusterPod[];
  /** It has none. */
  readonly idle?: Workload;
}

/** Services and workloads that belong together, because the ones select the pods of the others. */
export interface Group {
  readonly namespace: string;
  readonly services: readonly ClusterService[];
  readonly workloads: readonly GroupWorkload[];
}

/** All of them, each Service and each workload in one group, in the order of the pods; `idle`: workloads without. */
export function findGroups(
  services: readonly ClusterService[],
  pods: readonly ClusterPod[],
  idle: readonly Workload[] = [],
): readonly Group[] {
  const workloads = new Map<
    ElementId,
    { workload: ObjectRef; namespace: string; pods: ClusterPod[]; idle?: Workload }
  >();
  const workloadOf = new Map<ElementId, ElementId>();
  for (const pod of pods) {
    const id = frameId(pod.namespace, pod.workload);
    const found = workloads.get(id);
    if (found === undefined) workloads.set(id, { workload: pod.workload, namespace: pod.namespace, pods: [pod] });
    else found.pods.push(pod);
    workloadOf.set(podId(pod), id);
  }
  for (const workload of idle) {
    const { namespace } = workload;
    workloads.set(frameId(namespace, workload), { workload, namespace, pods: [], idle: workload });
  }
  const groups = new Map<ElementId, { namespace: string; services: ClusterService[]; workloads: ElementId[] }>();
  const groupOf = new Map<ElementId, ElementId>();
  for (const [id, { namespace }] of workloads) {
    groups.set(id, { namespace, services: [], workloads: [id] });
    groupOf.set(id, id);
  }
  const alone: Group[] = [];
  for (const service of services) {
    const selected = endpointsOf(service).flatMap(({ pod }) => (pod && workloadOf.get(podId(pod))) ?? []);
    const [first, ...others] = [...new Set(selected.flatMap((id) => groupOf.get(id) ?? []))];
    const group = first === undefined ? undefined : groups.get(first);
    if (first === undefined || group === undefined) {
      alone.push({ namespace: service.namespace, services: [service], workloads: [] });
      continue;
    }
    group.services.push(service);
    for (const other of others) {
      const joined = groups.get(other);
      groups.delete(other);
      group.services.push(...(joined?.services ?? []));
      group.workloads.push(...(joined?.workloads ?? []));
      for (const id of joined?.workloads ?? []) groupOf.set(id, first);
    }
  }
  const found = [...groups.values()].map(
    (group): Group => ({
      ...group,
      workloads: group.workloads.flatMap((id) => {
        const workload = workloads.get(id);
        return workload === undefined ? [] : [{ id, ...workload }];
      }),
    }),
  );
  return [...found, ...alone];
}
