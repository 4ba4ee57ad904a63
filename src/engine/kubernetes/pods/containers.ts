import type { ContainersAsk } from '../matching/pod-asks.ts';
import type { ContainerPort } from '../model/basics.ts';
import type { ContainerReason, PodContainer } from '../cluster/cluster.ts';
import { isLongRunning } from '../matching/long-running.ts';
import { objectKey } from '../model/object.ts';
import { isFinished, type PlacedPod, podKey } from './placed-pod.ts';
import { addFinding, type Report } from '../model/report.ts';
import type { ContainerSpec } from '../model/specs.ts';

const COMPLETED: ContainerReason = { is: 'COMPLETED' };
const STOPPED_BY_HAND: ContainerReason = { is: 'STOPPED_BY_HAND' };
const ADDRESS_IN_USE: ContainerReason = { is: 'ADDRESS_IN_USE' };

/** A kubelet's word for a container whose work is done. // containerd v2.0 internal/cri/server/helpers.go */
const reportedReason = (reason: string): ContainerReason =>
  reason === 'Completed' ? COMPLETED : { is: 'REPORTED', reason };

interface Socket {
  readonly container: string;
  readonly pod: string;
}

/** Ports bound so far, by "TCP/80": of the pod's namespace, or of the node's. */
export type BoundPorts = Map<string, Socket>;

type StartingPod = PlacedPod<ContainersAsk>;

export interface ContainersInput {
  readonly pod: StartingPod;
  /** Ports bound in the node's own namespace and by hostPorts. */
  readonly onNode: BoundPorts;
  readonly report: Report;
}

/**
 * The containers in starting order (sidecars first) with their states. Two of them that declare one port: bind(2) gives the
 * second EADDRINUSE. A pod that `status` calls ready is believed to have resolved that.
 */
export function buildContainers({ pod, onNode, report }: ContainersInput): readonly PodContainer[] {
  const { plan, stopped, restarted } = pod;
  const status = restarted ? undefined : plan.status;
  const finished = isFinished(pod);
  const inPod: BoundPorts = new Map();
  const bound = plan.spec.hostNetwork ? onNode : inPod;
  const believedReady = status?.ready === true;
  return plan.spec.containers.map((container): PodContainer => {
    const { name, image, ports, init } = container;
    const base = { name, image, ports, init };
    if (!isLongRunning(container)) return { ...base, state: 'stopped', reason: COMPLETED };
    if (finished) return { ...base, state: 'stopped', reason: reportedReason(status?.phase ?? 'Completed') };
    if (stopped.has(name)) return { ...base, state: 'stopped', reason: STOPPED_BY_HAND };
    const reported = status?.failedContainers.get(name);
    if (reported !== undefined && !status?.runningContainers.has(name))
      return { ...base, state: 'failed', reason: reportedReason(reported) };
    if (pod.nodeName === undefined) return { ...base, state: 'running' };
    const conflict =
      bindPorts(container, pod, bound) ?? (plan.spec.hostNetwork ? undefined : bindHostPorts(container, pod, onNode));
    if (conflict === undefined) return { ...base, state: 'running' };
    noteConflict(pod, container, conflict, report);
    return believedReady ? { ...base, state: 'running' } : { ...base, state: 'failed', reason: ADDRESS_IN_USE };
  });
}

interface Conflict {
  readonly port: ContainerPort;
  readonly number: number;
  readonly holder: Socket;
}

function bindPorts(container: ContainerSpec, pod: StartingPod, bound: BoundPorts): Conflict | undefined {
  return bind({ container, pod, bound, numberOf: (port) => port.containerPort });
}

function bindHostPorts(container: ContainerSpec, pod: StartingPod, bound: BoundPorts): Conflict | undefined {
  return bind({ container, pod, bound, numberOf: (port) => port.hostPort });
}

interface BindInput {
  readonly container: ContainerSpec;
  readonly pod: StartingPod;
  readonly bound: BoundPorts;
  readonly numberOf: (port: ContainerPort) => number | undefined;
}

/** Takes the container's ports, or none of them when one is taken by another container. */
function bind({ container, pod, bound, numberOf }: BindInput): Conflict | undefined {
  const self: Socket = { container: container.name, pod: podKey(pod.plan) };
  const wanted: string[] = [];
  for (const port of container.ports) {
    const number = numberOf(port);
    if (number === undefined) continue;
    const key = `${port.protocol}/${number}/${port.hostIP ?? ''}`;
    const holder = bound.get(key);
    if (holder !== undefined && (holder.container !== self.container || holder.pod !== self.pod))
      return { port, number, holder };
    wanted.push(key);
  }
  for (const key of wanted) bound.set(key, self);
  return undefined;
}

function noteConflict(
  pod: StartingPod,
  container: ContainerSpec,
  { port, number, holder }: Conflict,
  report: Report,
): void {
  const { source } = pod.plan;
  const last = report.findings.at(-1);
  const same = last?.code === 'PORT_CONFLICT' && objectKey(last.object) === objectKey(source.object);
  // Another replica of the same template.
  if (same && [last.detail.container, last.detail.holder.container].includes(container.name)) return;
  const other = holder.pod === podKey(pod.plan) ? {} : { pod: holder.pod };
  addFinding(report, {
    severity: 'error',
    code: 'PORT_CONFLICT',
    detail: {
      container: container.name,
      protocol: port.protocol,
      port: number,
      holder: { container: holder.container, ...other },
    },
    object: source.object,
    path: [...source.path, 'spec', container.init ? 'initContainers' : 'containers'],
  });
}
