import type { Port } from '../../net/ip.ts';
import type { ClusterPod, PodContainer, PodListener, PodPlace } from '../cluster/cluster.ts';
import type { TransportProtocol } from '../model/basics.ts';
import { type BoundPorts, buildContainers } from './containers.ts';
import type { About } from '../model/finding.ts';
import { isLongRunning } from '../matching/long-running.ts';
import { remembered } from '../tools/ask.ts';
import { onceEach } from '../tools/once.ts';
import { isFinished, type PlacedPod, type Placement } from './placed-pod.ts';
import type { PlannedPod } from './planned-pod.ts';
import { createReport, type Report } from '../model/report.ts';

/** A numeric targetPort of a Service that selects the pod. */
export interface TargetedPort {
  readonly protocol: TransportProtocol;
  readonly port: Port;
}

export interface PodsInput {
  /** In order, those on a node too. */
  readonly pods: () => readonly PlannedPod[];
  readonly onNode: (nodeName: string) => readonly PlannedPod[];
  readonly placeOf: Placement['placeOf'];
  readonly targetedPorts: (pod: PlannedPod) => readonly TargetedPort[];
  readonly known: KnownPods;
}

/** Pods that are built, in clusters that follow from each other: it is the identical pod as long as it is not among the changed ones. */
export interface KnownPods {
  readonly pods: WeakMap<PlannedPod, ClusterPod>;
  readonly lists: WeakMap<readonly PlannedPod[], readonly ClusterPod[]>;
  /** Pods that are not what they were when the others were first known. */
  readonly changed: ReadonlySet<PlannedPod>;
  /** Of these, in this cluster. */
  readonly own: Map<PlannedPod, ClusterPod>;
  /** Those on a node that are outside these networks. */
  readonly astray: WeakMap<readonly PlannedPod[], { readonly cidrs: string; readonly pods: readonly PlannedPod[] }>;
  /** Where they are, as programs of the dataplane see it: the identical value as long as it says the same. */
  readonly seats: WeakMap<PlannedPod, PodPlace>;
  /** How many clusters before it know the same. */
  readonly steps: number;
}

export const createKnownPods = (): KnownPods => ({
  pods: new WeakMap(),
  lists: new WeakMap(),
  changed: new Set(),
  own: new Map(),
  astray: new WeakMap(),
  seats: new WeakMap(),
  steps: 0,
});

/** Those that may take ports of their node. */
export const portTakers = remembered((pods: readonly PlannedPod[]): readonly PlannedPod[] =>
  pods.filter((pod) => pod.mayTakeNodePorts),
);

/** The pods as they run, each built when first asked for. */
export interface BuiltPods {
  readonly of: (pod: PlannedPod) => ClusterPod;
  readonly list: (pods: readonly PlannedPod[]) => readonly ClusterPod[];
  /** In order. */
  readonly all: () => readonly ClusterPod[];
  readonly glance: (pod: PlannedPod) => Glance;
  /** Says which containers cannot have their ports; of other pods than those that are asked about it may say so too. */
  readonly check: (report: Report, about?: About) => void;
}

/** What decides whether a Service sends to a pod, told without building it. */
export type Glance = Pick<ClusterPod, 'ips' | 'phase' | 'ready'>;

/** Containers, listeners and conditions of pods. */
export function createPods({ pods, onNode, placeOf, targetedPorts, known }: PodsInput): BuiltPods {
  /** Only pods that may take ports of their node depend on others there: on those before them. */
  const startOnNode = onceEach((nodeName: string) => {
    const bound: BoundPorts = new Map();
    const report = createReport();
    const sharing = portTakers(onNode(nodeName));
    return new Map(sharing.map((pod) => [pod, buildContainers({ pod: placeOf(pod), onNode: bound, report })]));
  });
  const containersOf = (pod: PlacedPod): readonly PodContainer[] => {
    const { plan, nodeName } = pod;
    if (nodeName === undefined || !plan.mayTakeNodePorts) {
      return buildContainers({ pod, onNode: new Map(), report: createReport() });
    }
    return startOnNode(nodeName).get(plan) ?? [];
  };
  const build = (plan: PlannedPod): ClusterPod => {
    const built = known.changed.has(plan) ? known.own : known.pods;
    let pod = built.get(plan);
    if (pod === undefined) {
      const placed = placeOf(plan);
      pod = buildPod(placed, containersOf(placed), targetedPorts(plan));
      built.set(plan, pod);
    }
    return pod;
  };
  return {
    of: build,
    list: (list) => {
      if (list.some((pod) => known.changed.has(pod))) return list.map(build);
      const built = known.lists.get(list) ?? list.map(build);
      known.lists.set(list, built);
      return built;
    },
    all: () => pods().map(build),
    glance: (plan) => {
      const pod = placeOf(plan);
      const ready = readyByStatus(pod);
      return { ips: pod.ips, phase: phaseOf(pod), ready: ready ?? build(plan).ready };
    },
    check: (report, about) => {
      const bound = new Map<string, BoundPorts>();
      for (const plan of about === undefined ? pods() : withNeighbours(pods(), about, { onNode, placeOf })) {
        const pod = placeOf(plan);
        const taken = bound.get(pod.nodeName ?? '') ?? new Map();
        if (pod.nodeName !== undefined) bound.set(pod.nodeName, taken);
        buildContainers({ pod, onNode: taken, report });
      }
    },
  };
}

/** The pods that are asked about, and those that may take the ports of their nodes. */
function withNeighbours(
  pods: readonly PlannedPod[],
  about: About,
  { onNode, placeOf }: Pick<PodsInput, 'onNode' | 'placeOf'>,
): readonly PlannedPod[] {
  const asked = pods.filter(({ source }) => about(source.object));
  const nodes = new Set(asked.flatMap((pod) => placeOf(pod).nodeName ?? []));
  const looked = new Set([...asked, ...[...nodes].flatMap((name) => portTakers(onNode(name)))]);
  return pods.filter((pod) => looked.has(pod));
}

function buildPod(pod: PlacedPod, containers: readonly PodContainer[], targeted: readonly TargetedPort[]): ClusterPod {
  const { plan } = pod;
  const phase = phaseOf(pod);
  const running = phase === 'Running' || (phase === 'Pending' && pod.ips.length > 0);
  return {
    namespace: plan.namespace,
    name: plan.name,
    object: plan.object,
    workload: plan.workload,
    labels: plan.labels,
    ips: pod.ips,
    hostNetwork: plan.spec.hostNetwork,
    containers,
    listeners: running ? listenersOf(pod, containers, targeted) : [],
    listensEverywhere: running && declaresNothing(plan) && hasRunningApp(pod, containers),
    sandbox: pod.sandbox,
    phase,
    ready: readyByStatus(pod) ?? allRun(pod, containers),
    terminating: plan.terminating && !pod.restarted,
    ...(pod.nodeName === undefined ? {} : { nodeName: pod.nodeName }),
    ...(pod.pendingReason === undefined ? {} : { pendingReason: pod.pendingReason }),
    ...(plan.assumed === undefined ? {} : { assumed: plan.assumed }),
    ...(plan.follows === undefined ? {} : { follows: plan.follows }),
  };
}

function phaseOf(pod: PlacedPod): ClusterPod['phase'] {
  const reported = pod.restarted ? undefined : pod.plan.facts.phase;
  if (isFinished(pod)) return reported ?? 'Succeeded';
  if (pod.nodeName === undefined || pod.ips.length === 0) return 'Pending';
  return reported ?? 'Running';
}

function declaresNothing({ spec }: PlannedPod): boolean {
  return spec.containers.every((container) => !isLongRunning(container) || container.ports.length === 0);
}

/** Containers that should run and do, by their place in the spec. */
function hasRunningApp({ plan }: PlacedPod, containers: readonly PodContainer[]): boolean {
  return plan.spec.containers.some((spec, index) => isLongRunning(spec) && containers[index]?.state === 'running');
}

/** `status` decides unless people intervened; undefined: it says nothing. Only what runs is ready. */
function readyByStatus(pod: PlacedPod): boolean | undefined {
  if (phaseOf(pod) !== 'Running') return false;
  return pod.stopped.size > 0 || pod.restarted ? undefined : pod.plan.facts.ready;
}

/** Every container that should run does. */
function allRun({ plan }: PlacedPod, containers: readonly PodContainer[]): boolean {
  return plan.spec.containers.every((spec, index) => !isLongRunning(spec) || containers[index]?.state === 'running');
}

/**
 * What the pod's processes listen on: the declared ports of running containers, and the numbers its Services' targetPorts
 * name. Whose such an undeclared port is, is known only when one container runs.
 */
function listenersOf(
  { plan }: PlacedPod,
  containers: readonly PodContainer[],
  targeted: readonly TargetedPort[],
): readonly PodListener[] {
  const listeners = new Map<string, PodListener>();
  const declared = new Set<string>();
  const running: string[] = [];
  let idle = 0;
  for (const [index, spec] of plan.spec.containers.entries()) {
    if (!isLongRunning(spec)) continue;
    const isRunning = containers[index]?.state === 'running';
    if (isRunning) running.push(spec.name);
    else idle++;
    for (const { protocol, containerPort: port } of spec.ports) {
      const key = `${protocol}/${port}`;
      declared.add(key);
      if (isRunning && !listeners.has(key)) listeners.set(key, { protocol, port, container: spec.name });
    }
  }
  if (running.length === 0) return [];
  // Nothing else is sent on to a virtual machine than the ports that its interface lists.
  if (plan.labels['kubevirt.io'] === 'virt-launcher' && declared.size > 0) return [...listeners.values()];
  const only = running.length === 1 && idle === 0 ? running[0] : undefined;
  for (const { protocol, port } of targeted) {
    const key = `${protocol}/${port}`;
    if (declared.has(key) || listeners.has(key)) continue;
    listeners.set(key, { protocol, port, ...(only === undefined ? {} : { container: only }), assumed: true });
  }
  return [...listeners.values()];
}
