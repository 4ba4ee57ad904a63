import type { ClusterNode, ClusterPod } from '../cluster/cluster.ts';
import { refusalOf } from '../matching/node-match.ts';
import type { Refusal } from '../model/pod-details.ts';
import { createCursor, field } from '../model/reader.ts';
import { readNode } from '../read/read-node.ts';
import { readPodSpec } from '../read/read-pod.ts';

/**
 * Why a pod that takes the place of this one would not come to the Node: its labels, its taints, or that a DaemonSet's pod belongs to its own
 * node; undefined: it may. Source: kube-scheduler NodeAffinity, TaintToleration; pkg/controller/daemon nodeShouldRunDaemonPod.
 */
export function refusedNode(pod: ClusterPod, node: ClusterNode): Refusal | undefined {
  const spec = readPodSpec(field(createCursor(pod.object, []), 'spec'));
  const { taints, unschedulable } = readNode(createCursor(node.object, []));
  const isDaemon = pod.workload.kind === 'DaemonSet';
  return refusalOf(spec, { ...node, taints, unschedulable }, isDaemon) ?? (isDaemon ? 'ANOTHER_NODES' : undefined);
}
