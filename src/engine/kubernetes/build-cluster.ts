import type { Cluster, ClusterOverrides, Intervention } from './cluster.ts';
import { assembleCluster } from './assemble-cluster.ts';
import { applyInterventions } from './interventions.ts';
import type { RawObject } from './object.ts';
import { placePods } from './place-pods.ts';
import { planCluster } from './plan-cluster.ts';
import { createPodIpam } from './pod-ipam.ts';
import { createReport } from './report.ts';

export interface ClusterInput {
  readonly objects: readonly RawObject[];
  readonly interventions?: readonly Intervention[];
  readonly overrides?: ClusterOverrides;
}

/**
 * Runs the controllers over the objects: defaults, scheduler, pod and service addresses, EndpointSlices, load balancer,
 * assumed add-ons (DNS, Ingress controller). Total: objects that cannot be used become findings, never an exception.
 */
export function buildCluster(input: ClusterInput): Cluster {
  const report = createReport();
  const plan = planCluster(input.objects, input.overrides ?? {}, report);
  const ipam = createPodIpam();
  const { nodes } = plan;
  // Everything has its place and address before the first intervention: none changes what another pod has.
  const placed = placePods({ pods: plan.pods, nodes, ipam, report });
  const interventions = input.interventions ?? [];
  const pods = applyInterventions({ pods: placed, interventions, nodes, ipam, report });
  return assembleCluster(plan, placed, pods, report);
}
