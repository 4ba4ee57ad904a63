import type { Cluster } from '../../../engine/objects.ts';
import type { ElementId } from '../../../scenario/document/document.ts';
import { isSystem } from '../../../simulation/system.ts';
import type { Timeline } from '../../../simulation/playback/timeline.ts';
import { elementOfNamespace, elementOfSubject, entryId, INTERNET_ID, nodeId, podId, serviceId } from './element.ts';

/** Elements a walk passes or whose rules it meets. */
export function touchedElements(timeline: Timeline | undefined): ReadonlySet<ElementId> {
  const touched = new Set<ElementId>();
  for (const { namespace, subject } of timeline?.cues ?? []) {
    touched.add(elementOfNamespace(namespace));
    if (subject !== undefined) touched.add(elementOfSubject(subject));
  }
  return touched;
}

/**
 * System pods and Services that stay off the board: all of them but what the walk touches. Empty when the cluster holds
 * nothing else, or when a person asks for everything.
 */
export function hiddenElements(
  cluster: Cluster,
  touched: ReadonlySet<ElementId>,
  all: boolean,
): ReadonlySet<ElementId> {
  const hidden = new Set<ElementId>();
  if (all) return hidden;
  for (const pod of cluster.pods) if (isSystem(pod) && !touched.has(podId(pod))) hidden.add(podId(pod));
  const onlySystem = cluster.pods.length > 0 && cluster.pods.every((pod) => isSystem(pod) && pod.assumed === undefined);
  if (onlySystem) hidden.clear();
  for (const service of cluster.services) {
    const id = serviceId(service);
    if (isSystem(service) && !touched.has(id) && !onlySystem) hidden.add(id);
  }
  return hidden;
}

/** All that the walk does not touch: the rest of the board goes, what is left is laid out anew. */
export function untouchedElements(cluster: Cluster, touched: ReadonlySet<ElementId>): ReadonlySet<ElementId> {
  const all = [
    INTERNET_ID,
    ...cluster.pods.map(podId),
    ...cluster.services.map(serviceId),
    ...cluster.nodes.map(({ name }) => nodeId(name)),
    ...cluster.entries.map(entryId),
  ];
  return new Set(all.filter((id) => !touched.has(id)));
}

/** Whether the System toggle would bring in or take away anything. */
export function holdsSystem({ pods, services }: Cluster): boolean {
  return [...pods, ...services].some(isSystem);
}
