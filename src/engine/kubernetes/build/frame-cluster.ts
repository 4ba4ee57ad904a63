import type { Ip } from '../../net/ip.ts';
import type { ClusterPod } from '../model/cluster.ts';
import type { PodSource } from './cluster-facts.ts';
import type { EndpointContext } from '../services/given-slices.ts';
import { createFrameBasis, type FrameBasis } from './frame-basis.ts';
import { checkGivenPods } from '../pods/given-pods.ts';
import type { NamedIndex } from '../matching/label-index.ts';
import type { Finding } from '../model/finding.ts';
import { checkObjects, type ObjectStore } from '../model/object-store.ts';
import { indexNodes } from '../matching/node-index.ts';
import { once, onceEach } from '../tools/once.ts';
import { type PlacedPod, type Placement, podKey, withChanges } from '../pods/placed-pod.ts';
import type { PlannedCluster } from './plan-cluster.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import type { PodIpam } from '../pods/pod-ipam.ts';
import { createPodLookup, type EditedPods, holderOf, type PodLookup } from '../pods/pod-lookup.ts';
import { type BuiltPods, createPods } from '../pods/pods.ts';
import { createReport, type Report } from '../model/report.ts';

/**
 * What a cluster has before its Services: an edit of a Service leaves all of it as it is. Nothing of it is made before
 * somebody asks, and of most things only what they ask about.
 */
export interface ClusterFrame extends FrameBasis {
  readonly lookup: PodLookup;
  readonly built: BuiltPods;
  readonly pods: PodSource;
  readonly context: EndpointContext;
  /** Of everything before the Services. */
  readonly findings: () => readonly Finding[];
  /** What edits of pods start from, and all of them so far: of the frames between nothing is kept. */
  readonly start: FrameStart;
  readonly edited: EditedPods;
  /** The pods among them that are built. */
  readonly known: Map<PlannedPod, ClusterPod>;
}

export type PodsPerNode = Pick<PodSource, 'on' | 'portTakersOn'>;

interface FrameStart {
  readonly basis: FrameBasis;
  readonly lookup: PodLookup;
  readonly built: BuiltPods;
  readonly perNode: PodsPerNode;
  readonly changes: Changes;
  /** Of planning and placing. */
  readonly report: Report;
}

/** What interventions did; only given EndpointSlices are out of date by it. */
interface Changes {
  /** The pods that are not what the objects say, by "NAMESPACE/NAME". */
  readonly keys: ReadonlySet<string>;
  /** By the addresses they had before. */
  readonly movedFrom: ReadonlyMap<Ip, PlannedPod>;
}

/** The objects as they were given. */
export interface GivenObjects {
  readonly objects: readonly unknown[];
  /** Of objects that name none. */
  readonly namespace: string;
  readonly store: ObjectStore;
}

export interface FrameInput extends Omit<GivenObjects, 'store'> {
  readonly plan: PlannedCluster;
  readonly index: NamedIndex<PlannedPod>;
  readonly ipam: PodIpam;
  /** As it was before interventions. */
  readonly placement: Placement;
  /** Pods that interventions changed. */
  readonly changed: ReadonlyMap<PlannedPod, PlacedPod>;
  /** Of planning and placing. */
  readonly report: Report;
}

/** Puts nodes, pods and given slices together. */
export function frameCluster(input: FrameInput): ClusterFrame {
  const { plan, index, ipam, changed, report, objects, namespace } = input;
  const placement = withChanges(input.placement, changed);
  const lookup = createPodLookup({ pods: plan.pods, index, placement, holder: ipam.holder });
  const { targetedPorts } = plan.selectors;
  const built = createPods({ pods: lookup.all, onNode: lookup.onNode, placeOf: placement.placeOf, targetedPorts });
  const perNode = podsPerNode(lookup, built);
  const basis = createFrameBasis(plan, lookup);
  const start: FrameStart = { basis, lookup, built, perNode, changes: changesOf(input), report };
  const given = { objects, namespace, store: plan.store };
  return createFrame(start, { lookup, built, perNode, given, edited: new Map(), known: new Map() });
}

interface FrameParts extends Pick<ClusterFrame, 'lookup' | 'built' | 'edited' | 'known'> {
  readonly perNode: PodsPerNode;
  readonly given: GivenObjects;
}

export function createFrame(
  start: FrameStart,
  { lookup, perNode, given, built, edited, known }: FrameParts,
): ClusterFrame {
  const context = createContext(start, lookup, built);
  return {
    ...start.basis,
    lookup,
    built,
    pods: {
      ...perNode,
      all: once(built.all),
      find: context.pod,
      astray: (nodes) => lookup.astray(nodes).map(built.of),
      holder: context.podByIp,
      seats: start.basis.seats,
    },
    context,
    findings: once(() => findingsOf(given, start, built)),
    start,
    edited,
    known,
  };
}

function findingsOf(
  { objects, namespace, store }: GivenObjects,
  { basis, report }: FrameStart,
  built: BuiltPods,
): readonly Finding[] {
  const read = createReport();
  checkObjects(objects, namespace, read);
  checkGivenPods(store, read);
  const running = createReport();
  built.check(running);
  basis.slices.check(running);
  return [...read.findings, ...report.findings, ...running.findings];
}

export function podsPerNode({ onNode }: PodLookup, { of }: BuiltPods): PodsPerNode {
  return {
    on: onceEach((nodeName: string) => onNode(nodeName).map(of)),
    portTakersOn: onceEach((nodeName: string) =>
      onNode(nodeName)
        .filter((pod) => pod.mayTakeNodePorts)
        .map(of),
    ),
  };
}

function changesOf({ placement, changed }: FrameInput): Changes {
  const affected = [...changed.values()].filter((pod) => pod.restarted || pod.stopped.size > 0);
  const movedFrom = new Map<Ip, PlannedPod>();
  for (const { plan } of affected)
    if (!plan.facts.hostNetwork) for (const ip of placement.ipsOf(plan)) movedFrom.set(ip, plan);
  return { keys: new Set(affected.map(({ plan }) => podKey(plan))), movedFrom };
}

/** Services hold on to it: it leads to nothing of a cluster but its pods and nodes. */
function createContext({ basis, changes }: FrameStart, lookup: PodLookup, built: BuiltPods): EndpointContext {
  const { index } = lookup;
  const build = (pod: PlannedPod | undefined): ClusterPod | undefined =>
    pod === undefined ? undefined : built.of(pod);
  return {
    select: index.select,
    build: built.of,
    glance: built.glance,
    pod: (namespace, name) => build(index.find(namespace, name)),
    podByIp: (ip) => (indexNodes(basis.nodes).byIp().has(ip) ? undefined : build(holderOf(lookup, ip))),
    movedFrom: (ip) => build(changes.movedFrom.get(ip)),
    isChanged: (pod) => changes.keys.has(podKey(pod)),
    zoneOf: (nodeName) => indexNodes(basis.nodes).byName.get(nodeName)?.zone,
  };
}
