import type { ClusterEntry, ClusterPod } from '../../../engine/objects.ts';
import type { ElementId } from '../../../scenario/document/document.ts';
import { type Content, entryId, type Folded, podId, serviceId } from '../board/element.ts';
import type { Folds } from '../board/placed-board.ts';
import { foldedPods } from '../folding/folded-pods.ts';
import type { Group, GroupWorkload } from './groups.ts';

export interface WorkloadShown extends GroupWorkload {
  /** Those of its pods that are on the board. */
  readonly shown: readonly ClusterPod[];
  readonly folded: FoldState;
}

export interface GroupShown extends Group {
  readonly workloads: readonly WorkloadShown[];
}

/** What of a namespace is on the board. */
export interface NamespaceShown {
  readonly id: ElementId;
  readonly content: Content;
  readonly groups: readonly GroupShown[];
  readonly entries: readonly ClusterEntry[];
  readonly folded: FoldState;
}

/** undefined: it is folded, and the walk touches all that is in it. */
type FoldState = Folded | false | undefined;

/** Leaves of what is folded only what the walk touches. `several`: there are other namespaces, so that a card says something. */
export function createFolding(folds: Folds | undefined, several: boolean) {
  const isWalked = (id: ElementId): boolean => folds?.isWalked(id) === true;
  const showWorkload = (given: GroupWorkload): WorkloadShown => {
    if (given.pods.length === 0) return { ...given, shown: [], folded: undefined };
    if (folds?.isFolded(given.id, true) !== true) return { ...given, shown: given.pods, folded: false };
    const unseen = given.pods.filter((pod) => !isWalked(podId(pod)));
    const folded = unseen.length === 0 ? undefined : foldedPods(unseen);
    return { ...given, shown: given.pods.filter((pod) => isWalked(podId(pod))), folded };
  };
  return {
    namespace: (name: string, groups: readonly Group[], entries: readonly ClusterEntry[]): NamespaceShown => {
      const id: ElementId = `Namespace/${name}`;
      const shown = groups.map((group): GroupShown => ({ ...group, workloads: group.workloads.map(showWorkload) }));
      const all = listOf(shown);
      const content: Content = { kind: 'namespace', name, services: all.services.length, pods: all.pods.length };
      if (folds?.isFolded(id, several) !== true) return { id, content, groups: shown, entries, folded: false };
      const doors = entries.filter((entry) => isWalked(entryId(entry)));
      const walked = shown
        .map(
          (group): GroupShown => ({
            ...group,
            services: group.services.filter((service) => isWalked(serviceId(service))),
            workloads: group.workloads.filter((workload) => workload.pods.some((pod) => isWalked(podId(pod)))),
          }),
        )
        .filter(({ services, workloads }) => services.length + workloads.length > 0);
      const left = listOf(walked);
      const without = <T>(from: readonly T[], some: readonly T[]): readonly T[] =>
        some.length === 0 ? from : from.filter((each) => !some.includes(each));
      const [services, workloads] = [without(all.services, left.services), without(all.workloads, left.workloads)];
      const pods = workloads.flatMap((workload) => workload.pods);
      const folded: Folded = {
        pods,
        services: services.length,
        workloads: workloads.length,
        inside: [
          ...without(entries, doors).map(entryId),
          ...services.map(serviceId),
          ...workloads.map((workload) => workload.id),
          ...pods.map(podId),
        ],
      };
      return { id, content, groups: walked, entries: doors, folded: folded.inside.length === 0 ? undefined : folded };
    },
  };
}

function listOf(groups: readonly GroupShown[]) {
  const workloads = groups.flatMap((group) => group.workloads);
  return {
    services: groups.flatMap((group) => group.services),
    workloads,
    pods: workloads.flatMap(({ pods }) => pods),
  };
}
