import type { BeforeEdit } from '../edit-planner.ts';
import { readEditedPod } from '../given-pods.ts';
import { objectKey } from '../object.ts';
import type { PlacedPod } from '../placed-pod.ts';
import type { ClusterPlan } from '../plan-cluster.ts';
import type { PlannedPod } from '../planned-pod.ts';
import type { EditedObject } from './edited-object.ts';
import { isSame } from './same.ts';

/** An edit of a given Pod that changes what runs in it, its labels or its conditions, and nothing around it. */
interface PodEdit {
  /** The pod in the frame that edits start from. */
  readonly start: PlannedPod;
  readonly was: PlannedPod;
  readonly is: PlacedPod;
}

/**
 * Undefined when the edit could reach beyond the pod and the Services that select it: to nodes and their address ranges, to
 * places and addresses of pods, to how many pods a workload makes, to other pods on its node, or to Ingress controllers and
 * Gateways. No intervention may name the pod.
 */
export function planPodEdit({ plan, frame }: BeforeEdit, { old, object }: EditedObject): PodEdit | undefined {
  const { namespace = 'default', name } = object.ref;
  const start = frame.start.lookup.index.find(namespace, name);
  const was = frame.lookup.index.find(namespace, name);
  if (start === undefined || was?.object !== old) return undefined;
  const is = readEditedPod(object, start);
  if (!isSame(owners(was), owners(is))) return undefined;
  if (!isSame(placedBy(was), placedBy(is)) || !bindsAlike(was, is)) return undefined;
  if (!countsAlike(was, is, plan) || !servesAlike(was, is, plan)) return undefined;
  return { start, was, is: { ...frame.lookup.placement.placeOf(was), plan: is } };
}

const owners = ({ object }: PlannedPod): unknown => object.metadata.ownerReferences;

/** All that nodes, their ranges, placing and addressing ask of a pod, but for ports (nodes.ts, node-cidrs.ts, place-pods.ts). */
function placedBy({ facts, spec, status }: PlannedPod): unknown {
  const { nodeName, hostNetwork, phase, podIPs, hostIP } = facts;
  return [
    [nodeName, hostNetwork, phase, podIPs, hostIP],
    [spec.nodeName, spec.hostNetwork, spec.nodeSelector, spec.nodeAffinity, spec.tolerations],
    status?.unschedulableMessage,
  ];
}

/** True when the scheduler and the pods after it on its node find the same ports taken (scheduler.ts, containers.ts). */
function bindsAlike(was: PlannedPod, is: PlannedPod): boolean {
  if (!was.mayTakeNodePorts && !is.mayTakeNodePorts) return true;
  const binding = ({ spec, status }: PlannedPod): unknown => [
    spec.containers.map(({ name, ports, init, restartPolicy }) => [name, ports, init, restartPolicy]),
    [...(status?.failedContainers.keys() ?? [])],
    [...(status?.runningContainers ?? [])],
  ];
  return isSame(binding(was), binding(is));
}

/** True when it counts as a replica of its workload as it did: pods that are on their way out are replaced. */
function countsAlike(was: PlannedPod, is: PlannedPod, { workloads }: ClusterPlan): boolean {
  if (was.terminating === is.terminating) return true;
  const key = objectKey(was.workload);
  return workloads.every(({ ref }) => ref.name !== was.workload.name || objectKey(ref) !== key);
}

/** True when its labels make it no Ingress controller or proxy of a Gateway, nor stop doing so. */
function servesAlike(
  was: PlannedPod,
  is: PlannedPod,
  { ingresses, gateways, selectors, services }: ClusterPlan,
): boolean {
  if (ingresses.length + gateways.length === 0 || isSame(was.labels, is.labels)) return true;
  const isFront = (position: number): boolean => services[position]?.spec.type !== 'ClusterIP';
  return gateways.length === 0 && ![...selectors.selecting(was), ...selectors.selecting(is)].some(isFront);
}
