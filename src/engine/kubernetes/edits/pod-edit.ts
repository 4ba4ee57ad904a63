import { isSameAsk } from '../tools/ask.ts';
import { askForContainers, askForPlaces, askForReplica } from '../matching/pod-asks.ts';
import type { BeforeEdit } from '../build/edit-planner.ts';
import { readEditedPod } from '../pods/given-pods.ts';
import { askForFront, controllerIn } from '../ingress/ingress-controllers.ts';
import { objectKey, type ObjectRef } from '../model/object.ts';
import type { PlacedPod } from '../pods/placed-pod.ts';
import type { ClusterPlan } from '../build/plan-cluster.ts';
import type { Owned } from '../model/plan-store.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import type { EditedObject } from './edited-object.ts';

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
  const stored = plan.store.get(object.ref);
  if (stored === undefined || !isSameAsk(askOf(stored, was, plan), askOf(object, is, plan))) return undefined;
  return { start, was, is: { ...frame.lookup.placement.placeOf(was), plan: is } };
}

/** All that is read of a pod beyond it and the Services that select it. */
function askOf({ ref, controller }: Owned, pod: PlannedPod, plan: ClusterPlan): unknown {
  const { ingresses, gateways, selectors, services, workloads } = plan;
  const fronts = (): unknown =>
    selectors.selecting(pod).flatMap((position) => {
      const service = services[position];
      const isFront =
        service !== undefined && askForFront({ ref: service.object.ref, spec: service.spec }) !== undefined;
      return isFront ? [position, controllerIn(pod)] : [];
    });
  return {
    owned: { ref, controller },
    places: askForPlaces(pod),
    // Of a workload that is not planned nothing is made.
    ...(workloads.some(({ ref }) => isSameRef(ref, pod.workload)) && { replica: askForReplica(pod) }),
    // Those after it on its node find the ports that it leaves them.
    ...(pod.mayTakeNodePorts && { containers: askForContainers(pod) }),
    ...(ingresses.length > 0 && { fronts: fronts() }),
    ...(gateways.length > 0 && { proxy: pod.labels }),
  };
}

const isSameRef = (a: ObjectRef, b: ObjectRef): boolean => a.name === b.name && objectKey(a) === objectKey(b);
