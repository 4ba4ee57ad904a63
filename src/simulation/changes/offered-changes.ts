import type { Change } from '../../engine/changes.ts';
import { type Cluster, type ClusterPod, hasRole, objectKey, type ObjectRef } from '../../engine/objects.ts';
import type { ElementId } from '../../scenario/document/document.ts';

/** Something one may let happen, as a button. */
export interface OfferedChange {
  readonly label: string;
  readonly hint: string;
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
  const hang: OfferedChange = hangs
    ? { label: 'Recover', hint: 'It accepts connections again', change: { type: 'recover', ...at } }
    : {
        label: 'Fail readiness',
        hint: 'The application hangs: it accepts no connections, and its readinessProbe fails',
        change: { type: 'fail-readiness', ...at },
      };
  return [
    {
      label: 'Delete pod',
      hint: 'preStop, SIGTERM, grace period; its controller makes another',
      change: { type: 'delete-pod', ...at },
    },
    ...(phase === 'Running'
      ? [
          hang,
          {
            label: 'Crash',
            hint: 'Its processes exit and are started again',
            change: { type: 'crash' as const, ...at },
          },
        ]
      : []),
  ];
}

function workloadChanges(cluster: Cluster, ref: ObjectRef): readonly OfferedChange[] {
  const workload = cluster.workloads.find((each) => objectKey(each) === objectKey(ref));
  if (workload === undefined) return [];
  const { kind, namespace, name, replicas } = workload;
  const target = { kind, namespace, name };
  const scale = (to: number, label: string): OfferedChange => ({
    label,
    hint: `${kind} ${name} is to have ${to} pods`,
    change: { type: 'scale', workload: target, replicas: to },
  });
  return [
    ...(hasRole(kind, 'rolled')
      ? [
          {
            label: 'Roll out',
            hint: `Replaces the pods of ${kind} ${name} as its strategy says`,
            change: { type: 'roll-out' as const, workload: target },
          },
        ]
      : []),
    ...(hasRole(kind, 'scaled') ? [scale(replicas + 1, 'Add pod')] : []),
    ...(hasRole(kind, 'scaled') && replicas > 0 ? [scale(replicas - 1, 'Remove pod')] : []),
  ];
}

function nodeChanges(node: string, silent: boolean): readonly OfferedChange[] {
  if (silent) return [{ label: 'Node is back', hint: 'It answers again', change: { type: 'node-up', node } }];
  return [
    {
      label: 'Node fails',
      hint: 'Nothing gets to it or comes from it, and its kubelet reports nothing',
      change: { type: 'node-down', node },
    },
    { label: 'Drain', hint: 'It takes no new pods, and its pods are evicted', change: { type: 'drain', node } },
  ];
}
