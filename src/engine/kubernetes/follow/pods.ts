import { isSameAsk } from '../tools/ask.ts';
import { type Differences, itemsOf } from './difference.ts';
import { regroup } from './groups.ts';
import type { Groups } from '../tools/groups.ts';
import type { ClusterNode } from '../cluster/cluster.ts';
import { isLongRunning } from '../matching/long-running.ts';
import { objectKey } from '../model/object.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import { portTakers } from '../pods/pods.ts';
import { targetedBy } from '../services/service-selectors.ts';
import type { ClusterFrame, PlacedCluster, PodsStep, PlannedService } from '../build/plan.ts';
import { nodeKeyIn, onNode, seat } from '../build/frame-cluster.ts';

/** Undefined: too much is different, or a node has another address. */
export function followPods(differences: Differences, before: ClusterFrame, now: PlacedCluster): PodsStep | undefined {
  const pods = differences.of(before.plan.pods, now.plan.pods);
  const services = differences.of(before.plan.services, now.plan.services);
  if (pods === undefined || services === undefined || !areWhereTheyWere(before.plan.nodes, now.plan.nodes))
    return undefined;
  const { left, joined } = itemsOf(pods, before.plan.pods, now.plan.pods);
  const stays = staying(left, joined);
  const moved = movedPods(before, now).filter(stays);
  const placed = regroup(differences, before.placed, { items: now.plan.pods, keyOf: nodeKeyIn(now.placement), moved });
  const edited = itemsOf(services, before.plan.services, now.plan.services);
  const changed = new Set([
    ...joined.filter((pod) => left.includes(pod)),
    ...moved,
    ...[...edited.left, ...edited.joined].flatMap((service) => listeningFor(service, now)).filter(stays),
  ]);
  const nodes = takerNodes(before, now, [...left, ...joined, ...changed]);
  for (const name of nodes) for (const pod of portTakers(onNode(placed, name))) if (stays(pod)) changed.add(pod);
  const inPlace = pods.every((hunk) => hunk.left === hunk.joined);
  const pairs = left.map((pod, at): readonly [PlannedPod, PlannedPod] => [pod, joined[at] ?? pod]);
  const seatIn = ({ placement }: PlacedCluster, pod: PlannedPod): unknown => seat(placement.placeOf(pod));
  const keepsSeat = ([was, is]: readonly [PlannedPod, PlannedPod]): boolean =>
    isSameAsk(seatIn(before, was), seatIn(now, is));
  return {
    placed,
    changed,
    touched: [...left, ...joined, ...changed, ...rezoned(before.plan.nodes, now.plan.nodes, placed)],
    isSame: pods.length + changed.size === 0,
    keepsSeats: inPlace && [...pairs, ...moved.map((pod) => [pod, pod] as const)].every(keepsSeat),
    keepsNamespaces: ![...left, ...joined].some((pod) => isFirst(pod, before) || isFirst(pod, now)),
    keepsNames: inPlace && pairs.every(([was, is]) => isSameAsk(nameOf(was), nameOf(is))),
  };
}

/** True for the pod by which its namespace comes up first. */
const isFirst = (pod: PlannedPod, { plan }: PlacedCluster): boolean => plan.index.inNamespace(pod.namespace)[0] === pod;

const nameOf = ({ namespace, name, workload }: PlannedPod): unknown => [namespace, name, objectKey(workload)];

/** Tells of a pod of one of the lists whether it is in both. */
function staying(left: readonly PlannedPod[], joined: readonly PlannedPod[]): (pod: PlannedPod) => boolean {
  const [gone, fresh] = [new Set(left), new Set(joined)];
  return (pod) => !gone.has(pod) && !fresh.has(pod);
}

function areWhereTheyWere(before: readonly ClusterNode[], now: readonly ClusterNode[]): boolean {
  return before === now || (before.length === now.length && now.every((node, at) => isSamePlace(before[at], node)));
}

const isSamePlace = (a: ClusterNode | undefined, b: ClusterNode): boolean =>
  a === b || (a?.name === b.name && isSameAsk([a.ips, a.externalIPs], [b.ips, b.externalIPs]));

/** Of the few pods that are not simply where their objects say: those that are somewhere else, or otherwise there, now. */
function movedPods(before: ClusterFrame, now: PlacedCluster): readonly PlannedPod[] {
  const unsettled = ({ plan, decided, intervened }: PlacedCluster): readonly PlannedPod[] => [
    ...plan.claims.believed.keys(),
    ...decided.keys(),
    ...intervened.keys(),
  ];
  return [...new Set([...unsettled(before), ...unsettled(now)])].filter(
    (pod) => !isSameAsk(before.placement.placeOf(pod), now.placement.placeOf(pod)),
  );
}

/** Pods that may listen for a Service where they declare no port. */
function listeningFor(service: PlannedService, { plan }: PlacedCluster): readonly PlannedPod[] {
  const ports = targetedBy(service.spec);
  const { selector } = service.spec;
  if (selector === undefined || ports.length === 0) return [];
  return plan.index.select(service.object.ref.namespace ?? 'default', selector).filter((pod) => {
    const declared = pod.spec.containers.filter(isLongRunning).flatMap((container) => container.ports);
    return !ports.every((target) =>
      declared.some(({ containerPort, protocol }) => containerPort === target.port && protocol === target.protocol),
    );
  });
}

/** Nodes on which pods that may take ports of them came, went or changed. */
function takerNodes(before: ClusterFrame, now: PlacedCluster, pods: readonly PlannedPod[]): ReadonlySet<string> {
  const placements = [before.placement, now.placement];
  const takers = pods.filter((pod) => pod.mayTakeNodePorts);
  return new Set(takers.flatMap((pod) => placements.map(({ nodeNameOf }) => nodeNameOf(pod) ?? '')));
}

/** Pods on nodes that are in another zone now. */
function rezoned(
  before: readonly ClusterNode[],
  now: readonly ClusterNode[],
  placed: Groups<PlannedPod>,
): readonly PlannedPod[] {
  if (before === now) return [];
  return now.flatMap(({ name, zone }, at) => (before[at]?.zone === zone ? [] : onNode(placed, name)));
}
