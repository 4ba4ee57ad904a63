import type { Ip } from '../../net/ip.ts';
import { astrayFrom } from '../pods/astray.ts';
import type { ClusterNode, ClusterPod, PodPlace, Seats } from '../cluster/cluster.ts';
import type { PodSource } from './cluster-facts.ts';
import type { Before } from './follow.ts';
import { checkGivenPods } from '../pods/given-pods.ts';
import { type EndpointContext, NO_SLICES, type Slices } from '../services/given-slices.ts';
import type { SchedulableNode } from '../matching/node-match.ts';
import type { About, Finding } from '../model/finding.ts';
import { kindsOf } from '../kind-table/kinds.ts';
import { checkObjects } from '../cluster/object-store.ts';
import { indexNodes } from '../matching/node-index.ts';
import { remembered } from '../tools/ask.ts';
import { once, onceEach } from '../tools/once.ts';
import { createGroups, type Groups } from '../tools/groups.ts';
import { type PlacedPod, type Placement, podKey } from '../pods/placed-pod.ts';
import type { PlacedCluster, PodsStep, Changes, Lookup, ClusterFrame } from './plan.ts';
import { NAMED_BY, namespacesOf, workloadsOf } from './plan-names.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import { type BuiltPods, createKnownPods, createPods, type KnownPods, portTakers } from '../pods/pods.ts';
import { createReport } from '../model/report.ts';
import { interned, internedList, runStage } from '../matching/stage.ts';

/** More pods than these are not kept apart from those that are known. */
const MOST_CHANGED = 256;

/** Puts nodes, pods and given slices together. */
export function frameCluster(placed: PlacedCluster, before?: Before): ClusterFrame {
  const { plan, placement } = placed;
  const was = before?.frame;
  const step = before?.follow.pods(before.frame, placed);
  const byNode = step?.placed ?? createGroups(plan.pods, nodeKeyIn(placement));
  const known = (was && step && knownAfter(was.known, step)) ?? createKnownPods();
  const isSame = step?.isSame === true;
  const built = was !== undefined && isSame ? was.built : buildPods(placed, byNode, known);
  const nodes =
    was !== undefined && was.plan.nodes === plan.nodes
      ? was.nodes
      : internedList(was?.nodes, plan.nodes.map(withoutSchedule));
  const changes = changesOf(placed);
  const lookup = { ...placed, placed: byNode, built, known, nodes, changes };
  const context = createContext(lookup);
  const seats = was !== undefined && step?.keepsSeats === true ? was.pods.seats : seatsOf(lookup);
  const names = step?.keepsNames === true ? (was?.workloads.ask[0] ?? plan.pods) : plan.pods;
  const { store, programs } = plan;
  const given = store.ofKind('Namespace');
  const named = NAMED_BY.map((kind) => store.refsOf(kind));
  const spaces = step?.keepsNamespaces === true ? (was?.namespaces.ask[0] ?? plan.pods) : plan.pods;
  const namespacesAsk = [spaces, given, plan.addOns, ...named, store.refsOf('Service')];
  const sliced = kindsOf('endpoints').map((kind) => store.ofKind(kind));
  const slices = runStage(was?.slices, sliced, () => programs.endpointSlices?.(store) ?? NO_SLICES);
  return {
    ...lookup,
    step,
    context,
    pods: was !== undefined && isSame ? was.pods : podSource(lookup, context, seats),
    slices,
    workloads: runStage(was?.workloads, [names, plan.workloads, plan.addOns], () => once(() => workloadsOf(plan))),
    namespaces: runStage(was?.namespaces, namespacesAsk, () => once(() => namespacesOf({ ...plan, given, named }))),
    findings: (about) => findingsOf(placed, { slices: slices.result, built, about }),
  };
}

export const nodeKeyIn =
  ({ nodeNameOf }: Placement) =>
  (pod: PlannedPod): string =>
    nodeNameOf(pod) ?? '';

/** Now and then all pods are known anew: so few clusters before the last one stay in memory. */
const MOST_STEPS = 32;

/** Undefined: too many pods are other than those that are known. */
function knownAfter({ own, changed, steps, ...memory }: KnownPods, step: PodsStep): KnownPods | undefined {
  if (step.isSame) return { ...memory, own, changed, steps };
  const all = new Set([...changed, ...step.changed]);
  if (all.size > MOST_CHANGED || steps === MOST_STEPS) return undefined;
  const kept = new Map([...own].filter(([pod]) => !step.changed.has(pod)));
  return { ...memory, own: kept, changed: all, steps: steps + 1 };
}

function buildPods({ plan, placement }: PlacedCluster, placed: Groups<PlannedPod>, known: KnownPods): BuiltPods {
  const { placeOf } = placement;
  const { targetedPorts } = plan.selectors;
  return createPods({ pods: () => plan.pods, onNode: (name) => onNode(placed, name), placeOf, targetedPorts, known });
}

/** In order. */
export const onNode = (placed: Groups<PlannedPod>, nodeName: string): readonly PlannedPod[] =>
  nodeName === '' ? [] : placed.of(nodeName);

function podSource(lookup: Lookup, context: EndpointContext, seats: Seats): PodSource {
  const { built, placed } = lookup;
  const on = onceEach((nodeName: string) => built.list(onNode(placed, nodeName)));
  return {
    on,
    portTakersOn: onceEach((nodeName: string) => built.list(portTakers(onNode(placed, nodeName)))),
    all: once(built.all),
    find: context.pod,
    astray: (nodes) => astray(lookup, nodes).map(built.of),
    holder: context.podByIp,
    seats,
  };
}

function seatsOf(lookup: Lookup): Seats {
  const { placed, placement, known } = lookup;
  const seatOf = (pod: PlannedPod): PodPlace => {
    const found = interned(known.seats.get(pod), seat(placement.placeOf(pod)));
    known.seats.set(pod, found);
    return found;
  };
  return {
    on: onceEach((nodeName) => onNode(placed, nodeName).map(seatOf)),
    astray: onceEach((nodes) => astray(lookup, nodes).map(seatOf)),
    holder: (ip) => {
      const pod = holderOf(lookup, ip);
      return pod === undefined ? undefined : seatOf(pod);
    },
  };
}

export function seat({ plan, ips, sandbox, nodeName }: PlacedPod): PodPlace {
  const { namespace, name, facts } = plan;
  const { hostNetwork } = facts;
  return { namespace, name, ips, hostNetwork, sandbox, ...(nodeName === undefined ? {} : { nodeName }) };
}

/** Node by node: pods with a network namespace of their own and an address outside their node's podCIDRs. */
function astray(
  { placed, placement, known }: Lookup,
  nodes: readonly Pick<ClusterNode, 'name' | 'podCIDRs'>[],
): readonly PlannedPod[] {
  return nodes.flatMap((node) => {
    const pods = onNode(placed, node.name);
    const cidrs = node.podCIDRs.join();
    let found = known.astray.get(pods);
    if (found?.cidrs !== cidrs) {
      const isAstray = astrayFrom(node);
      found = { cidrs, pods: pods.filter((pod) => isAstray(pod.facts.hostNetwork, placement.ipsOf(pod))) };
      known.astray.set(pods, found);
    }
    return found.pods;
  });
}

/** The pod that has an address. */
function holderOf({ ipam, placement }: PlacedCluster, ip: Ip): PlannedPod | undefined {
  const pod = ipam.holder(ip);
  return pod !== undefined && placement.ipsOf(pod).includes(ip) ? pod : undefined;
}

const withoutSchedule = remembered(
  ({ taints: _taints, unschedulable: _cordoned, ...node }: SchedulableNode): ClusterNode => node,
);

interface Looking {
  readonly slices: Slices;
  readonly built: BuiltPods;
  readonly about: About | undefined;
}

function findingsOf({ plan, report }: PlacedCluster, { slices, built, about }: Looking): readonly Finding[] {
  const { store } = plan;
  const read = createReport();
  checkObjects(store.parts, read, about);
  checkGivenPods(store, read, about);
  const running = createReport();
  built.check(running, about);
  slices.check(running);
  return [...read.findings, ...report.findings, ...running.findings];
}

function changesOf({ settled, intervened }: PlacedCluster): Changes {
  const affected = [...intervened.values()].filter((pod) => pod.restarted || pod.stopped.size > 0);
  const movedFrom = new Map<Ip, PlannedPod>();
  for (const { plan } of affected)
    if (!plan.facts.hostNetwork) for (const ip of settled.ipsOf(plan)) movedFrom.set(ip, plan);
  return { keys: new Set(affected.map(({ plan }) => podKey(plan))), movedFrom };
}

/** Services hold on to it: it leads to nothing of a cluster but its pods and nodes. */
function createContext(lookup: Lookup): EndpointContext {
  const { plan, built, nodes, changes } = lookup;
  const { index, programs } = plan;
  const { hintByZones } = programs;
  const build = (pod: PlannedPod | undefined): ClusterPod | undefined =>
    pod === undefined ? undefined : built.of(pod);
  return {
    select: index.select,
    build: built.of,
    glance: built.glance,
    pod: (namespace, name) => build(index.find(namespace, name)),
    podByIp: (ip) => (indexNodes(nodes).byIp().has(ip) ? undefined : build(holderOf(lookup, ip))),
    movedFrom: (ip) => build(changes.movedFrom.get(ip)),
    isChanged: (pod) => changes.keys.has(podKey(pod)),
    zoneOf: (nodeName) => indexNodes(nodes).byName.get(nodeName)?.zone,
    ...(hintByZones === undefined ? {} : { hintByZones: (endpoints) => hintByZones(endpoints, nodes) }),
  };
}
