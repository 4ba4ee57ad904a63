import { assembleCluster, buildServices } from './assemble-cluster.ts';
import type { BuiltServices, ClusterFrame } from './plan.ts';
import type { Cluster, ClusterOverrides } from '../cluster/cluster.ts';
import type { Intervention } from '../cluster/intervention.ts';
import type { ClusterPrograms } from './cluster-programs.ts';
import type { Before, Follow } from './follow.ts';
import { frameCluster } from './frame-cluster.ts';
import { applyInterventions } from '../pods/interventions.ts';
import type { RawObject } from '../model/object.ts';
import { withChanges } from '../pods/placed-pod.ts';
import { isOpen, placePods } from '../pods/place-pods.ts';
import { planCluster } from './plan-cluster.ts';
import { createPodIpam } from '../pods/pod-ipam.ts';
import { createReport } from '../model/report.ts';
import { addReport } from '../matching/stage.ts';

export interface ClusterInput {
  readonly objects: readonly RawObject[];
  readonly interventions?: readonly Intervention[];
  readonly overrides?: ClusterOverrides;
  /** The cluster before an edit: what the edit did not touch is taken from it. The result is the same without it. */
  readonly previous?: Cluster;
}

/** What the cluster after an edit may take over. */
interface ClusterMemory {
  readonly frame: ClusterFrame;
  readonly services: BuiltServices;
  readonly input: Pick<ClusterInput, 'overrides' | 'interventions'>;
}

const memories = new WeakMap<Cluster, ClusterMemory>();

/**
 * Runs the controllers over the objects: defaults, scheduler, pod and service addresses, EndpointSlices, load balancer,
 * assumed add-ons (DNS, Ingress controller). Total: objects that cannot be used become findings, never an exception.
 * Without `follow` a cluster is built anew after every edit, with the same result.
 */
export function buildCluster(
  { previous, ...input }: ClusterInput,
  programs: ClusterPrograms,
  follow?: () => Follow,
): Cluster {
  const memory = previous && memories.get(previous);
  const isFollowed = memory !== undefined && memory.frame.plan.programs === programs && follow !== undefined;
  const steps = build(
    input,
    programs,
    isFollowed ? { ...memory, plan: memory.frame.plan, follow: follow() } : undefined,
  );
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/**
 * The cluster with these objects in place of its own, under the same settings and after the same interventions. undefined: it was not
 * built of objects, as that of a moment.
 */
export function rebuildCluster(
  previous: Cluster,
  objects: readonly RawObject[],
  programs: ClusterPrograms,
  follow?: () => Follow,
): Cluster | undefined {
  const input = memories.get(previous)?.input;
  return input && buildCluster({ ...input, objects, previous }, programs, follow);
}

/** What a cluster was made of; undefined: it was not built of objects. */
export const madeOf = (cluster: Cluster): Pick<ClusterMemory, 'frame' | 'services'> | undefined =>
  memories.get(cluster);

/** What {@link buildCluster} returns, in steps, for a thread that has other things to do between them. */
export function buildClusterInSteps(
  input: Omit<ClusterInput, 'previous'>,
  programs: ClusterPrograms,
): Generator<undefined, Cluster> {
  return build(input, programs, undefined);
}

function* build(
  { objects, overrides = {}, interventions = [] }: Omit<ClusterInput, 'previous'>,
  programs: ClusterPrograms,
  before: Before | undefined,
): Generator<undefined, Cluster> {
  const plan = yield* planCluster({ objects, overrides, programs, before });
  const { nodes, pods, index, bound, claims, keep } = plan;
  const [report, all] = [createReport(), createReport()];
  const free = createPodIpam(programs.networks?.keptAddresses(nodes) ?? new Set(), claims);
  const ipam = keep?.ipam(free, index) ?? free;
  yield;
  // Everything has its place and address before the first intervention: none changes what another pod has.
  const asked = { pods, nodes, believed: claims.believed };
  const open = before?.follow.open(before.frame.opened, asked) ?? pods.filter(isOpen(asked));
  const opened = { ...asked, open };
  const placed = yield* placePods({
    ...opened,
    bound: () => bound,
    ipam,
    report,
    scheduling: keep && ((scheduler) => keep.scheduler(scheduler, index)),
  });
  yield;
  const { placement: settled, decided } = placed;
  const intervened = applyInterventions({ pods: index, placement: settled, interventions, nodes, ipam, report });
  for (const each of [plan.report, claims.report, report]) addReport(all, each);
  const placement = withChanges(settled, intervened);
  const frame = frameCluster({ plan, ipam, opened, settled, decided, intervened, placement, report: all }, before);
  yield;
  const services = buildServices(frame, before);
  const cluster = assembleCluster(frame, services);
  memories.set(cluster, { frame, services, input: { overrides, interventions } });
  return cluster;
}

/** Pods between two words on how far it is. */
const PODS_PER_STEP = 50;

/** Builds the pods of a cluster, each of which is otherwise built when it is first asked for. Yields the share that is done, 0 to 1. */
export function* buildPodsInSteps(cluster: Cluster): Generator<number, void> {
  const frame = memories.get(cluster)?.frame;
  if (frame === undefined) return;
  const { pods } = frame.plan;
  for (const [index, pod] of pods.entries()) {
    frame.built.of(pod);
    if (index % PODS_PER_STEP === PODS_PER_STEP - 1) yield index / pods.length;
  }
}
