import { isSameAsk } from '../tools/ask.ts';
import { kindsOf } from '../model/kinds.ts';
import type { Intervention } from '../model/cluster.ts';
import type { BeforeEdit } from '../build/edit-planner.ts';
import { groupBy } from '../tools/group-by.ts';
import { isFinished, type PlacedPod, podKey } from '../pods/placed-pod.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import type { EditedPods } from '../pods/pod-lookup.ts';

type ContainerIntervention = Extract<Intervention, { readonly container: string }>;

const isOfContainer = (one: Intervention): one is ContainerIntervention =>
  one.type === 'stop-container' || one.type === 'start-container';

/**
 * The pods in which other containers are stopped after an edit of the interventions, by what they are where edits start from;
 * undefined when it is more than that: when a pod is moved or restarted, leaves ports of its node, or may be named by a given
 * EndpointSlice, which is then out of date.
 */
export function planStoppedContainers(
  { input, plan, frame }: BeforeEdit,
  after: readonly Intervention[] = [],
): EditedPods | undefined {
  const { interventions: before = [] } = input;
  const edited = new Map<PlannedPod, PlacedPod>();
  if (isSameAsk(before, after)) return edited;
  const others = (list: readonly Intervention[]): unknown => list.filter((one) => !isOfContainer(one));
  if (!isSameAsk(others(before), others(after)) || hasGivenEndpoints(plan)) return undefined;
  const [was, is] = [byPod(before), byPod(after)];
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const [old = [], own = []] = [was.get(key), is.get(key)];
    if (isSameAsk(old, own)) continue;
    const [named] = [...own, ...old];
    if (named === undefined || ![...own, ...old].every(isOfContainer)) return undefined;
    const start = frame.start.lookup.index.find(named.namespace, named.pod);
    const pod = frame.lookup.index.find(named.namespace, named.pod);
    if (start === undefined || pod === undefined) continue;
    if (pod.mayTakeNodePorts) return undefined;
    const placed = frame.lookup.placement.placeOf(pod);
    if (!isFinished(placed)) edited.set(start, { ...placed, stopped: stoppedBy(own.filter(isOfContainer), pod) });
  }
  return edited;
}

const hasGivenEndpoints = ({ store }: BeforeEdit['plan']): boolean =>
  kindsOf('endpoints').some((kind) => store.ofKind(kind).length > 0);

const byPod = (list: readonly Intervention[]): ReadonlyMap<string, readonly Intervention[]> =>
  groupBy(list, ({ namespace, pod }) => podKey({ namespace, name: pod }));

function stoppedBy(list: readonly ContainerIntervention[], { spec }: PlannedPod): ReadonlySet<string> {
  const stopped = new Set<string>();
  for (const { type, container } of list) {
    if (!spec.containers.some(({ name }) => name === container)) continue;
    if (type === 'stop-container') stopped.add(container);
    else stopped.delete(container);
  }
  return stopped;
}
