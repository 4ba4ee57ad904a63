import { assembleCluster, type BuiltServices, type ClusterFrame, frameCluster } from './assemble-cluster.ts';
import type { Cluster, ClusterOverrides, Intervention } from './cluster.ts';
import { applyInterventions } from './interventions.ts';
import type { RawObject } from './object.ts';
import { placePods } from './place-pods.ts';
import { type ClusterPlan, planCluster } from './plan-cluster.ts';
import { createPodIpam } from './pod-ipam.ts';
import { createReport, type Report } from './report.ts';
import { planServiceEdit } from './service-edit.ts';

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
  /** As it was before the first Service was built. */
  readonly report: Report;
  readonly services: BuiltServices;
}

const memories = new WeakMap<Cluster, ClusterMemory>();

/**
 * Runs the controllers over the objects: defaults, scheduler, pod and service addresses, EndpointSlices, load balancer,
 * assumed add-ons (DNS, Ingress controller). Total: objects that cannot be used become findings, never an exception.
 */
export function buildCluster({ previous, ...input }: ClusterInput): Cluster {
  const memory = previous === undefined ? undefined : memories.get(previous);
  const plan = memory === undefined ? undefined : planServiceEdit(memory, input);
  if (previous === undefined || memory === undefined || plan === undefined) return buildAnew(input);
  const report: Report = { findings: [...memory.report.findings], assumptions: new Map(memory.report.assumptions) };
  const { frame } = memory;
  const { cluster, services } = assembleCluster({
    plan,
    frame,
    report,
    previous: { cluster: previous, services: memory.services },
  });
  memories.set(cluster, { input, plan, frame, report: memory.report, services });
  return cluster;
}

function buildAnew(input: Omit<ClusterInput, 'previous'>): Cluster {
  const report = createReport();
  const plan = planCluster(input.objects, input.overrides ?? {}, report);
  const ipam = createPodIpam();
  const { nodes } = plan;
  // Everything has its place and address before the first intervention: none changes what another pod has.
  const before = placePods({ pods: plan.pods, nodes, ipam, report });
  const interventions = input.interventions ?? [];
  const pods = applyInterventions({ pods: before, interventions, nodes, ipam, report });
  const frame = frameCluster(plan, before, pods, report);
  const early: Report = { findings: [...report.findings], assumptions: new Map(report.assumptions) };
  const { cluster, services } = assembleCluster({ plan, frame, report });
  memories.set(cluster, { input, plan, frame, report: early, services });
  return cluster;
}
