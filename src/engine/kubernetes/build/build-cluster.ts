import { assembleCluster, type BuiltServices } from './assemble-cluster.ts';
import type { Cluster, ClusterOverrides, Intervention } from '../model/cluster.ts';
import type { ClusterPrograms } from './cluster-programs.ts';
import type { EditPlanner } from './edit-planner.ts';
import { type ClusterFrame, frameCluster } from './frame-cluster.ts';
import { applyInterventions } from '../pods/interventions.ts';
import { createLabelIndex } from '../matching/label-index.ts';
import type { RawObject } from '../model/object.ts';
import { placePods } from '../pods/place-pods.ts';
import { type ClusterPlan, planCluster } from './plan-cluster.ts';
import { createPodIpam } from '../pods/pod-ipam.ts';
import { createReport, type Report } from '../model/report.ts';

export interface ClusterInput {
  readonly objects: readonly RawObject[];
  readonly interventions?: readonly Intervention[];
  readonly overrides?: ClusterOverrides;
  /** The cluster before an edit: what the edit did not touch is taken from it. The result is the same without it. */
  readonly previous?: Cluster;
}

/** What the cluster after an edit may take over. */
interface ClusterMemory {
  readonly input: Omit<ClusterInput, 'previous'>;
  readonly plan: ClusterPlan;
  readonly frame: ClusterFrame;
  /** Of planning and placing. */
  readonly report: Report;
  readonly services: BuiltServices;
}

const memories = new WeakMap<Cluster, ClusterMemory>();

/**
 * Runs the controllers over the objects: defaults, scheduler, pod and service addresses, EndpointSlices, load balancer,
 * assumed add-ons (DNS, Ingress controller). Total: objects that cannot be used become findings, never an exception.
 * Without `planEdit` a cluster is built anew after every edit, with the same result.
 */
export function buildCluster(
  { previous, ...input }: ClusterInput,
  programs: ClusterPrograms,
  planEdit?: EditPlanner,
): Cluster {
  const memory = previous === undefined ? undefined : memories.get(previous);
  const edit = memory?.plan.programs === programs ? planEdit?.(memory, input) : undefined;
  if (memory === undefined || edit === undefined) return buildAnew(input, programs);
  const { report } = memory;
  const { cluster } = assembleCluster({ ...edit, report });
  memories.set(cluster, { input, ...edit, report });
  return cluster;
}

function buildAnew(input: Omit<ClusterInput, 'previous'>, programs: ClusterPrograms): Cluster {
  const steps = buildClusterInSteps(input, programs);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** What {@link buildCluster} returns, in steps, for a thread that has other things to do between them. */
export function* buildClusterInSteps(
  input: Omit<ClusterInput, 'previous'>,
  programs: ClusterPrograms,
): Generator<undefined, Cluster> {
  const { objects, overrides = {}, interventions = [] } = input;
  const report = createReport();
  const plan = yield* planCluster({ objects, overrides, programs, report });
  const { nodes, pods } = plan;
  const ipam = createPodIpam(programs.networks?.keptAddresses(nodes) ?? new Set());
  yield;
  // Everything has its place and address before the first intervention: none changes what another pod has.
  const placement = yield* placePods({ pods, nodes, ipam, report });
  yield;
  const index = createLabelIndex(pods);
  const changed = applyInterventions({ pods: index, placement, interventions, nodes, ipam, report });
  const namespace = overrides.defaultNamespace ?? 'default';
  const frame = frameCluster({ objects, namespace, plan, index, ipam, placement, changed, report });
  yield;
  const { cluster, services } = assembleCluster({ plan, frame, report });
  memories.set(cluster, { input, plan, frame, report, services });
  return cluster;
}

/** Pods between two words on how far it is. */
const PODS_PER_STEP = 50;

/** Builds the pods of a cluster, each of which is otherwise built when it is first asked for. Yields the share that is done, 0 to 1. */
export function* buildPodsInSteps(cluster: Cluster): Generator<number, void> {
  const frame = memories.get(cluster)?.frame;
  if (frame === undefined) return;
  const pods = frame.lookup.all();
  for (const [index, pod] of pods.entries()) {
    frame.built.of(pod);
    if (index % PODS_PER_STEP === PODS_PER_STEP - 1) yield index / pods.length;
  }
}
