import type { ClusterPod } from '../../../engine/objects.ts';
import { type Folded, podId } from '../board/element.ts';

/** A card that stands for nothing but pods. */
export function foldedPods(pods: readonly ClusterPod[]): Folded {
  return { pods, services: 0, workloads: 0, inside: pods.map(podId) };
}
