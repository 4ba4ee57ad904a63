import type { Intervention } from '../cluster/intervention.ts';
import type { SchedulableNode } from '../matching/node-match.ts';
import { addressesExhausted, hostNetworkIPs } from './place-pods.ts';
import type { NamedIndex } from '../matching/label-index.ts';
import { isFinished, type PlacedPod, type Placement } from './placed-pod.ts';
import type { PlannedPod } from './planned-pod.ts';
import type { PodIpam } from './pod-ipam.ts';
import { addFinding, type Report } from '../model/report.ts';

export interface InterventionsInput {
  readonly pods: NamedIndex<PlannedPod>;
  readonly placement: Placement;
  readonly interventions: readonly Intervention[];
  readonly nodes: readonly SchedulableNode[];
  readonly ipam: PodIpam;
  readonly report: Report;
}

/**
 * What people did, in order: the pods it changed. What names no pod, container or node is ignored, and so is what would change nothing.
 * Simplification: a rescheduled pod keeps its name, where a controller's new pod would get another.
 */
export function applyInterventions(input: InterventionsInput): ReadonlyMap<PlannedPod, PlacedPod> {
  const changed = new Map<PlannedPod, PlacedPod>();
  if (input.interventions.length === 0) return changed;
  const nodes = new Map(input.nodes.map((node) => [node.name, node]));
  for (const intervention of input.interventions) {
    const plan = input.pods.find(intervention.namespace, intervention.pod);
    if (plan === undefined) continue;
    const pod = changed.get(plan) ?? input.placement.placeOf(plan);
    const after = isFinished(pod) ? undefined : applyOne(pod, intervention, nodes, input);
    if (after !== undefined) changed.set(plan, after);
  }
  return changed;
}

function applyOne(
  pod: PlacedPod,
  intervention: Intervention,
  nodes: ReadonlyMap<string, SchedulableNode>,
  input: InterventionsInput,
): PlacedPod | undefined {
  switch (intervention.type) {
    case 'reschedule': {
      const node = nodes.get(intervention.node);
      if (node === undefined || node.name === pod.nodeName) return undefined;
      if (pod.plan.daemon) {
        addFinding(input.report, {
          severity: 'info',
          code: 'RESCHEDULE_REFUSED',
          detail: { pod: { namespace: pod.plan.namespace, name: pod.plan.name }, node: pod.nodeName ?? '' },
          object: pod.plan.source.object,
        });
        return undefined;
      }
      return startSandbox(pod, node, input);
    }
    case 'kill-sandbox': {
      const node = pod.nodeName === undefined ? undefined : nodes.get(pod.nodeName);
      return node === undefined ? undefined : startSandbox(pod, node, input);
    }
    case 'stop-container':
    case 'start-container': {
      if (!pod.plan.spec.containers.some((container) => container.name === intervention.container)) return undefined;
      const stopped = new Set(pod.stopped);
      if (intervention.type === 'stop-container') stopped.add(intervention.container);
      else stopped.delete(intervention.container);
      return { ...pod, stopped };
    }
  }
}

/** A new network namespace, so a new address: the next one that was never used on that node. */
function startSandbox(pod: PlacedPod, node: SchedulableNode, { ipam, report }: InterventionsInput): PlacedPod {
  const { plan, sandbox } = pod;
  const fresh = { plan, sandbox: sandbox + 1, stopped: new Set<string>(), restarted: true, nodeName: node.name };
  if (plan.spec.hostNetwork) return { ...fresh, ips: hostNetworkIPs(node) };
  const ips = ipam.allocate(node, plan);
  ipam.release(pod.ips);
  if (ips !== undefined) return { ...fresh, ips };
  const pendingReason = addressesExhausted(node);
  const { namespace, name, source } = plan;
  const detail = { is: 'PENDING', pod: { namespace, name }, reason: pendingReason } as const;
  addFinding(report, { severity: 'warning', code: 'POD_UNSCHEDULABLE', detail, object: source.object });
  return { ...fresh, ips: [], pendingReason };
}
