import type { Cidr } from '../net/cidr.ts';
import { ipFamily, type Ip } from '../net/ip.ts';
import type { ClusterNode } from './cluster.ts';
import type { SchedulableNode } from './node-match.ts';
import { formatObjectRef, objectKey } from './object.ts';
import { type PlacedPod, podKey } from './placed-pod.ts';
import type { PlannedPod } from './planned-pod.ts';
import type { PodIpam } from './pod-ipam.ts';
import { addFinding, type Report } from './report.ts';
import { createScheduler } from './scheduler.ts';

export interface PlacePodsInput {
  /** Given pods and those of given workloads first, then those of assumed ones. */
  readonly pods: readonly PlannedPod[];
  readonly nodes: readonly SchedulableNode[];
  readonly ipam: PodIpam;
  readonly report: Report;
}

/** First of every workload, then the second of every workload …; what was assumed comes last. */
function inPlacingOrder(pods: readonly PlannedPod[]): readonly PlannedPod[] {
  const rank = (pod: PlannedPod): number => (pod.assumed === undefined ? 0 : 1);
  return [...pods].sort((a, b) => rank(a) - rank(b) || a.ordinal - b.ordinal);
}

/** The node's addresses as the kubelet gives them to hostNetwork pods: the first of each family. */
export function hostNetworkIPs(node: ClusterNode): readonly Ip[] {
  return node.ips.filter((ip, index) => node.ips.findIndex((other) => ipFamily(other) === ipFamily(ip)) === index);
}

/** Waits for a place in the real cluster too: its status says so. */
function reportedPending({ spec, status }: PlannedPod): string | undefined {
  if (status?.phase !== 'Pending' || spec.nodeName !== undefined) return undefined;
  return status.unschedulableMessage ?? 'the Pod is reported to be Pending';
}

/** Schedules and addresses every pod; the result is in the order of the input. */
export function placePods(input: PlacePodsInput): readonly PlacedPod[] {
  const scheduler = createScheduler(input.nodes);
  const nodes = new Map(input.nodes.map((node) => [node.name, node]));
  const order = inPlacingOrder(input.pods);
  for (const pod of order) {
    if (pod.spec.nodeName !== undefined && !isDone(pod)) scheduler.bind(pod, pod.spec.nodeName);
  }
  const placements = new Map<PlannedPod, { readonly nodeName?: string; readonly pendingReason?: string }>();
  for (const pod of order) {
    const { nodeName } = pod.spec;
    const pendingReason = reportedPending(pod);
    if (nodeName !== undefined) placements.set(pod, { nodeName });
    else if (isDone(pod)) placements.set(pod, {});
    else placements.set(pod, pendingReason === undefined ? scheduler.place(pod) : { pendingReason });
  }
  const believed = believeAddresses(input, placements);
  const placed = new Map<PlannedPod, PlacedPod>();
  for (const pod of order) {
    const { nodeName, pendingReason } = placements.get(pod) ?? {};
    const start = { plan: pod, sandbox: 1, stopped: new Set<string>(), restarted: false };
    const node = nodeName === undefined ? undefined : nodes.get(nodeName);
    if (node === undefined) {
      if (!isDone(pod)) noteUnschedulable(pod, pendingReason ?? 'no node', input.report);
      placed.set(pod, { ...start, ips: [], ...(pendingReason === undefined ? {} : { pendingReason }) });
      continue;
    }
    const ips = addressesOf({ pod, node, known: believed.get(pod), ipam: input.ipam });
    if (ips !== undefined) placed.set(pod, { ...start, nodeName: node.name, ips });
    else {
      const reason = addressesExhausted(node);
      noteUnschedulable(pod, reason, input.report);
      placed.set(pod, { ...start, nodeName: node.name, ips: [], pendingReason: reason });
    }
  }
  return input.pods.flatMap((pod) => placed.get(pod) ?? []);
}

export function addressesExhausted(node: { readonly name: string; readonly podCIDRs: readonly Cidr[] }): string {
  if (node.podCIDRs.length === 0) return `Node ${node.name} has no podCIDR to take an address from`;
  return `no free address in ${node.podCIDRs.join(', ')} on Node ${node.name}`;
}

function isDone(pod: PlannedPod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

/** Given addresses are kept before any is handed out. Two pods with the same one: the first keeps it. */
function believeAddresses(
  { pods, ipam, report }: PlacePodsInput,
  placements: ReadonlyMap<PlannedPod, object>,
): ReadonlyMap<PlannedPod, readonly Ip[]> {
  const believed = new Map<PlannedPod, readonly Ip[]>();
  const owners = new Map<Ip, string>();
  for (const pod of pods) {
    if (pod.spec.hostNetwork || isDone(pod) || !placements.has(pod)) continue;
    const ips = (pod.status?.podIPs ?? []).filter((ip) => {
      if (ipam.reserve(ip)) {
        owners.set(ip, podKey(pod));
        return true;
      }
      const message = `${ip} is already the address of Pod ${owners.get(ip)}; this pod is given another`;
      const path = ['status', 'podIP'];
      addFinding(report, { severity: 'warning', code: 'DUPLICATE_ADDRESS', message, object: pod.source.object, path });
      return false;
    });
    if (ips.length > 0) believed.set(pod, ips);
  }
  return believed;
}

interface AddressQuestion {
  readonly pod: PlannedPod;
  readonly node: SchedulableNode;
  readonly known: readonly Ip[] | undefined;
  readonly ipam: PodIpam;
}

/** Simplification: pods that are assumed take addresses from the end of the range, so that given pods keep theirs. */
function addressesOf({ pod, node, known, ipam }: AddressQuestion): readonly Ip[] | undefined {
  if (isDone(pod)) return [];
  if (pod.spec.hostNetwork) return hostNetworkIPs(node);
  if (known !== undefined) return known;
  if (pod.status?.phase === 'Pending') return []; // no sandbox yet
  return ipam.allocate(node.podCIDRs, pod.assumed === undefined ? 'start' : 'end');
}

function noteUnschedulable(pod: PlannedPod, reason: string, report: Report): void {
  const { object, path } = pod.source;
  // One of many replicas in the same trouble speaks for all.
  const last = report.findings.at(-1);
  const told = last?.code === 'POD_UNSCHEDULABLE' && last.message.includes(`: ${reason}.`);
  if (told && objectKey(last.object) === objectKey(object)) return;
  const hint = /taint/.test(reason)
    ? ' Add a toleration, or a node without the taint.'
    : /selector|affinity/.test(reason)
      ? ' Label a node accordingly, or change what the pod asks for.'
      : '';
  const isSelf = objectKey(object) === objectKey({ kind: 'Pod', namespace: pod.namespace, name: pod.name });
  const who = isSelf ? 'The pod' : `${formatObjectRef({ kind: 'Pod', namespace: pod.namespace, name: pod.name })}`;
  addFinding(report, {
    severity: 'warning',
    code: 'POD_UNSCHEDULABLE',
    message: `${who} stays Pending: ${reason}.${hint}`,
    object,
    path,
  });
}
