import type { Port } from '../net/ip.ts';
import type { ClusterPod, PodContainer, PodListener, TransportProtocol } from './cluster.ts';
import { type BoundPorts, buildContainers, isLongRunning } from './containers.ts';
import { isFinished, type PlacedPod } from './placed-pod.ts';
import type { PlannedPod } from './planned-pod.ts';
import type { Report } from './report.ts';

/** A numeric targetPort of a Service that selects the pod. */
export interface TargetedPort {
  readonly protocol: TransportProtocol;
  readonly port: Port;
}

export interface PodsInput {
  readonly pods: readonly PlacedPod[];
  readonly targetedPorts: ReadonlyMap<PlannedPod, readonly TargetedPort[]>;
  readonly report: Report;
}

/** Containers, listeners and conditions of every pod, in order. */
export function buildPods({ pods, targetedPorts, report }: PodsInput): readonly ClusterPod[] {
  const byNode = new Map<string, BoundPorts>();
  return pods.map((pod) => {
    const onNode = byNode.get(pod.nodeName ?? '') ?? new Map();
    if (pod.nodeName !== undefined) byNode.set(pod.nodeName, onNode);
    const containers = buildContainers({ pod, onNode, report });
    return buildPod(pod, containers, targetedPorts.get(pod.plan) ?? []);
  });
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
    ready: phase === 'Running' && isReady(pod, containers),
    terminating: plan.terminating && !pod.restarted,
    ...(pod.nodeName === undefined ? {} : { nodeName: pod.nodeName }),
    ...(pod.pendingReason === undefined ? {} : { pendingReason: pod.pendingReason }),
    ...(plan.assumed === undefined ? {} : { assumed: plan.assumed }),
  };
}

function phaseOf(pod: PlacedPod): ClusterPod['phase'] {
  const reported = pod.restarted ? undefined : pod.plan.status?.phase;
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

/** `status` decides unless people intervened; else: every container that should run does. */
function isReady(pod: PlacedPod, containers: readonly PodContainer[]): boolean {
  const { plan, stopped, restarted } = pod;
  const running = plan.spec.containers.every(
    (spec, index) => !isLongRunning(spec) || containers[index]?.state === 'running',
  );
  if (stopped.size > 0 || restarted) return running;
  return plan.status?.ready ?? running;
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
  const only = running.length === 1 && idle === 0 ? running[0] : undefined;
  for (const { protocol, port } of targeted) {
    const key = `${protocol}/${port}`;
    if (declared.has(key) || listeners.has(key)) continue;
    listeners.set(key, { protocol, port, ...(only === undefined ? {} : { container: only }) });
  }
  return [...listeners.values()];
}
