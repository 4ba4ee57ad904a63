import type { Change } from '../../engine/changes.ts';
import { type Cluster, type ClusterPod, hasRole, objectKey, type ObjectRef } from '../../engine/objects.ts';
import type { RoomWords } from '../../narration/page/language.ts';
import type { ElementId } from '../../scenario/document/document.ts';

/** What it is offered as: scaling is offered pod by pod. */
type Offer = Exclude<Change['type'], 'scale'> | 'add-pod' | 'remove-pod';

/** Something one may let happen, as a button. */
export interface OfferedChange {
  readonly offer: Offer;
  readonly change: Change;
}

/** What may happen to an element of the board; a pod's workload included. Empty for what nothing happens to. `silentNodes`: those that do not answer. */
export function offeredChanges(
  cluster: Cluster,
  element: ElementId,
  silentNodes: readonly string[] = [],
): readonly OfferedChange[] {
  const [kind = '', first = '', second = ''] = element.split('/');
  if (kind === 'Node') return cluster.node(first) === undefined ? [] : nodeChanges(first, silentNodes.includes(first));
  const pod = kind === 'Pod' ? cluster.pod(first, second) : undefined;
  if (pod !== undefined) return [...podChanges(pod), ...workloadChanges(cluster, pod.workload)];
  return workloadChanges(cluster, { kind, namespace: first, name: second });
}

/** A button for it, in words. */
export function tellOffered(
  { offer, change }: OfferedChange,
  words: RoomWords['offeredChanges'],
): { readonly label: string; readonly hint: string } {
  const { label, hint } = words[offer];
  const workload = 'workload' in change ? `${change.workload.kind} ${change.workload.name}` : '';
  return { label, hint: hint(workload, 'replicas' in change ? change.replicas : 0) };
}

function podChanges({
  namespace,
  name,
  terminating,
  listeners,
  listensEverywhere,
  phase,
}: ClusterPod): readonly OfferedChange[] {
  if (terminating) return [];
  const at = { namespace, pod: name };
  const hangs = phase === 'Running' && listeners.length === 0 && !listensEverywhere;
  return [
    offered({ type: 'delete-pod', ...at }),
    ...(phase === 'Running'
      ? [offered({ type: hangs ? 'recover' : 'fail-readiness', ...at }), offered({ type: 'crash', ...at })]
      : []),
  ];
}

function workloadChanges(cluster: Cluster, ref: ObjectRef): readonly OfferedChange[] {
  const workload = cluster.workloads.find((each) => objectKey(each) === objectKey(ref));
  if (workload === undefined) return [];
  const { kind, namespace, name, replicas } = workload;
  const target = { kind, namespace, name };
  const scale = (to: number, offer: Offer): OfferedChange => ({
    offer,
    change: { type: 'scale', workload: target, replicas: to },
  });
  return [
    ...(hasRole(kind, 'rolled') ? [offered({ type: 'roll-out', workload: target })] : []),
    ...(hasRole(kind, 'scaled') ? [scale(replicas + 1, 'add-pod')] : []),
    ...(hasRole(kind, 'scaled') && replicas > 0 ? [scale(replicas - 1, 'remove-pod')] : []),
  ];
}

function nodeChanges(node: string, silent: boolean): readonly OfferedChange[] {
  if (silent) return [offered({ type: 'node-up', node })];
  return [offered({ type: 'node-down', node }), offered({ type: 'drain', node })];
}

function offered(change: Exclude<Change, { readonly type: 'scale' }>): OfferedChange {
  return { offer: change.type, change };
}
