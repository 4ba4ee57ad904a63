import type { ClusterNode } from '../cluster/cluster.ts';
import type { Refusal } from '../model/pod-details.ts';
import type { PodAsk } from './pod-asks.ts';
import type { LabelRequirement, Labels, NodeSelectorTerm, Taint, Toleration } from '../model/specs.ts';

/** A node with what only the scheduler wants to know. */
export interface SchedulableNode extends ClusterNode {
  readonly taints: readonly Taint[];
  readonly unschedulable: boolean;
  /** How many pods it takes; absent: nobody knows, as of a node that is made up. */
  readonly maxPods?: number;
}

export function matchesLabels(selector: Labels, labels: Labels): boolean {
  for (const key in selector) if (!Object.hasOwn(labels, key) || labels[key] !== selector[key]) return false;
  return true;
}

/** True when the labels meet one requirement of a selector. */
export function meetsRequirement({ key, operator, values }: LabelRequirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
  }
}

function meetsTerm(term: NodeSelectorTerm, node: ClusterNode): boolean {
  if (term.labels.length + term.fields.length === 0) return false; // an empty term selects no node
  const fields = { 'metadata.name': node.name };
  return (
    term.labels.every((r) => meetsRequirement(r, node.labels)) && term.fields.every((r) => meetsRequirement(r, fields))
  );
}

function tolerates(tolerations: readonly Toleration[], taint: Taint): boolean {
  return tolerations.some(
    (toleration) =>
      (toleration.effect === undefined || toleration.effect === taint.effect) &&
      (toleration.key === undefined ? toleration.operator === 'Exists' : toleration.key === taint.key) &&
      (toleration.operator === 'Exists' || toleration.value === taint.value),
  );
}

/** Taints the DaemonSet controller's pods always tolerate. // pkg/controller/daemon/util AddOrUpdateDaemonPodTolerations */
const DAEMON_TOLERATIONS: readonly Toleration[] = [
  'not-ready',
  'unreachable',
  'disk-pressure',
  'memory-pressure',
  'pid-pressure',
  'unschedulable',
].map((name) => ({ key: `node.kubernetes.io/${name}`, operator: 'Exists', value: '' }));

const NOT_READY: Taint = { key: 'node.kubernetes.io/not-ready', value: '', effect: 'NoSchedule' };
const UNSCHEDULABLE: Taint = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' };

/**
 * Why the pod must not run on the node; undefined: it may. A node that is not ready or cordoned
 * counts as tainted, as the node controllers taint it. PreferNoSchedule is only a wish. A node that was not given is taken
 * to have the labels that pods ask for.
 */
export function refusalOf(pod: PodAsk['spec'], node: SchedulableNode, daemon: boolean): Refusal | undefined {
  const known = node.assumed !== true;
  if (known && !matchesLabels(pod.nodeSelector, node.labels)) return 'NODE_SELECTOR';
  if (known && pod.nodeAffinity !== undefined && !pod.nodeAffinity.some((term) => meetsTerm(term, node))) {
    return 'NODE_AFFINITY';
  }
  const taints = [...node.taints, ...(node.ready ? [] : [NOT_READY]), ...(node.unschedulable ? [UNSCHEDULABLE] : [])];
  const tolerations = daemon ? [...pod.tolerations, ...DAEMON_TOLERATIONS] : pod.tolerations;
  const untolerated = taints.find((t) => t.effect !== 'PreferNoSchedule' && !tolerates(tolerations, t));
  return untolerated && { taint: untolerated.key, value: untolerated.value };
}
