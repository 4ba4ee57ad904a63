import type { Change } from '../../engine/changes.ts';
import type { RoomWords } from '../../narration/page/language.ts';
import { type Cluster, objectKey } from '../../engine/objects.ts';

/**
 * The change as it is meant for another cluster: a pod whose name is gone, as its template was edited, is the one in the same
 * place among its workload's pods.
 */
export function sameChange(before: Cluster, after: Cluster, change: Change): Change {
  if (!('pod' in change) || after.pod(change.namespace, change.pod) !== undefined) return change;
  const pod = before.pod(change.namespace, change.pod);
  if (pod === undefined) return change;
  const key = objectKey(pod.workload);
  const place = before.workloads.find((each) => objectKey(each) === key)?.pods.indexOf(change.pod) ?? -1;
  const name = after.workloads.find((each) => objectKey(each) === key)?.pods[place];
  return name === undefined ? change : { ...change, pod: name };
}

/** "Delete pod web-1": for history, marks and buttons. */
export function describeChange(change: Change, words: RoomWords['changes']['change']): string {
  // Each says a change of its type.
  const say = words[change.type] as (change: Change) => string;
  return say(change);
}
