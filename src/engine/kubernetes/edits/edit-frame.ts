import type { ClusterPod } from '../model/cluster.ts';
import {
  type ClusterFrame,
  createFrame,
  type GivenObjects,
  type PodsPerNode,
  podsPerNode,
} from '../build/frame-cluster.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import type { EditedPods } from '../pods/pod-lookup.ts';
import { type BuiltPods, createPods } from '../pods/pods.ts';
import type { ServiceSelectors } from '../services/service-selectors.ts';
import { withEditedPods } from './edited-pods.ts';

export interface FrameEdit {
  /** After the edit. */
  readonly given: GivenObjects;
  readonly selectors: ServiceSelectors;
  /** The pods it edits. */
  readonly pods: EditedPods;
}

/**
 * The frame after some pods were edited in their places. It must be proven that nothing else of it changes: not where pods
 * are, what addresses they have, which ports of their node they take, how many a workload makes (pod-edit.ts).
 */
export function editFrame({ start, ...before }: ClusterFrame, { given, selectors, pods }: FrameEdit): ClusterFrame {
  const edited: EditedPods = new Map([...before.edited, ...pods]);
  const lookup = withEditedPods(start.lookup, edited);
  const current = new Set([...edited.values()].map(({ plan }) => plan));
  const fresh = new Set([...pods.values()].map(({ plan }) => plan));
  const known = new Map([...before.known].filter(([pod]) => current.has(pod) && !fresh.has(pod)));
  const { onNode, placement } = lookup;
  const { targetedPorts } = selectors;
  const own = createPods({ pods: lookup.all, onNode, placeOf: placement.placeOf, targetedPorts, known });
  const of = (pod: PlannedPod): ClusterPod => (current.has(pod) ? own : start.built).of(pod);
  const built: BuiltPods = {
    of,
    all: () => lookup.all().map(of),
    glance: (pod) => (current.has(pod) ? own : start.built).glance(pod),
    check: own.check,
  };
  const ownPerNode = podsPerNode(lookup, built);
  const hosts = new Set([...edited.values()].map(({ nodeName }) => nodeName));
  const takers = [...edited].filter(([was, { plan }]) => was.mayTakeNodePorts || plan.mayTakeNodePorts);
  const takerHosts = new Set(takers.map(([, { nodeName }]) => nodeName));
  const perNode: PodsPerNode = {
    on: (nodeName) => (hosts.has(nodeName) ? ownPerNode : start.perNode).on(nodeName),
    portTakersOn: (nodeName) => (takerHosts.has(nodeName) ? ownPerNode : start.perNode).portTakersOn(nodeName),
  };
  return createFrame(start, { lookup, built, perNode, given, edited, known });
}
