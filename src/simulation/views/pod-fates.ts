import { type Cluster, type ClusterPod, formatObjectRef, type ObjectRef, objectKey } from '../../engine/objects.ts';

/** What becomes of the pods of a workload whose nodes are deleted. */
export interface PodFate {
  /** The workload, or the Pod itself. */
  readonly of: string;
  /** MOVE: on another node from now on, or made anew there. PEND: no node takes them. GO: with their node. */
  readonly is: 'MOVE' | 'PEND' | 'GO';
  readonly pods: number;
  /** The nodes that they move to. */
  readonly to: readonly string[];
}

/**
 * What becomes of pods when nodes are deleted, of those that were on them and of others that move for it. What is deleted itself is
 * left out, and so is what stays where it was on a node that is assumed from now on.
 */
export function podFates(before: Cluster, after: Cluster, deleted: readonly ObjectRef[]): readonly PodFate[] {
  const nodes = new Set(deleted.flatMap(({ kind, name }) => (kind === 'Node' ? [name] : [])));
  if (nodes.size === 0) return [];
  const gone = new Set(deleted.map(objectKey));
  const assumed = new Set(after.nodes.flatMap((node) => (node.assumed === true ? [node.name] : [])));
  const was = new Map(before.pods.map((pod) => [keyOf(pod), pod]));
  const is = new Set(after.pods.map(keyOf));
  const tally = new Map<string, Tally>();
  const tallyOf = ({ workload }: ClusterPod): Tally => {
    const key = objectKey(workload);
    let found = tally.get(key);
    if (found === undefined)
      tally.set(key, (found = { of: formatObjectRef(workload), to: new Map(), pending: 0, lost: 0 }));
    return found;
  };
  for (const pod of before.pods)
    if (nodes.has(pod.nodeName ?? '') && !is.has(keyOf(pod)) && !gone.has(objectKey(pod.workload)))
      tallyOf(pod).lost += 1;
  for (const pod of after.pods) {
    const old = was.get(keyOf(pod));
    if (old === undefined && !tally.has(objectKey(pod.workload))) continue;
    if (old !== undefined && old.nodeName === pod.nodeName) continue;
    if (assumed.has(pod.nodeName ?? '')) continue;
    const found = tallyOf(pod);
    if (old === undefined) found.lost = Math.max(0, found.lost - 1);
    if (pod.nodeName === undefined) found.pending += 1;
    else found.to.set(pod.nodeName, (found.to.get(pod.nodeName) ?? 0) + 1);
  }
  return [...tally.values()].flatMap(({ of, to, pending, lost }) => {
    const moved = [...to.values()].reduce((sum, count) => sum + count, 0);
    const fates: readonly PodFate[] = [
      { of, is: 'MOVE', pods: moved, to: [...to.keys()] },
      { of, is: 'PEND', pods: pending, to: [] },
      { of, is: 'GO', pods: lost, to: [] },
    ];
    return fates.filter(({ pods }) => pods > 0);
  });
}

interface Tally {
  readonly of: string;
  /** How many there are on each node that they move to. */
  readonly to: Map<string, number>;
  pending: number;
  /** Those that are gone, and none has come for. */
  lost: number;
}

const keyOf = ({ namespace, name }: ClusterPod): string => `${namespace}/${name}`;
