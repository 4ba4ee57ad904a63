import { ipFamily, type Ip } from '../net/ip.ts';
import type { ClusterNode } from './cluster.ts';
import type { SchedulableNode } from './node-match.ts';
import { formatObjectRef, objectKey } from './object.ts';
import { type PlacedPod, type Placement, podKey, withChanges } from './placed-pod.ts';
import type { PlannedPod } from './planned-pod.ts';
import type { AddressPool, PodIpam } from './pod-ipam.ts';
import { addFinding, type Report } from './report.ts';
import { createScheduler, type ScheduledPod } from './scheduler.ts';

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

const NOT_STOPPED: ReadonlySet<string> = new Set();

/**
 * Schedules and addresses every pod. Most pods of a running cluster say themselves where they are: they are only asked for
 * their addresses, and their places are made when somebody asks.
 */
export function placePods(input: PlacePodsInput): Placement {
  const byName = new Map(input.nodes.map((node) => [node.name, node]));
  const believed = believeAddresses(input);
  const open = input.pods.filter((pod) => !isSettled(pod, byName, believed));
  const decided = decide({ ...input, open, byName, believed });
  const settled = placeSettled(byName, believed);
  return withChanges(settled, decided);
}

type NodesByName = ReadonlyMap<string, SchedulableNode>;
/** What is left of the given addresses of the few pods of which some are others'. */
type Believed = ReadonlyMap<PlannedPod, readonly Ip[]>;

/** Its node is known, and its addresses are or will not be handed out. */
function isSettled(pod: PlannedPod, nodes: NodesByName, believed: Believed): boolean {
  if (isDone(pod)) return true;
  const { nodeName, hostNetwork, podIPs, phase } = pod.facts;
  if (nodeName === undefined || !nodes.has(nodeName)) return false;
  // Pending without an address: no sandbox yet.
  return hostNetwork || (believed.get(pod) ?? podIPs).length > 0 || phase === 'Pending';
}

function placeSettled(nodes: NodesByName, believed: Believed): Placement {
  const nodeOf = ({ facts }: PlannedPod): SchedulableNode | undefined =>
    facts.nodeName === undefined ? undefined : nodes.get(facts.nodeName);
  const ipsOf = (plan: PlannedPod): readonly Ip[] => {
    if (isDone(plan)) return [];
    const { hostNetwork, podIPs } = plan.facts;
    const node = hostNetwork ? nodeOf(plan) : undefined;
    return node === undefined ? (believed.get(plan) ?? podIPs) : hostNetworkIPs(node);
  };
  return {
    nodeNameOf: (plan) => nodeOf(plan)?.name,
    ipsOf,
    placeOf: (plan) => {
      const node = nodeOf(plan);
      // A pod that is done may be on no node.
      if (node === undefined) return { plan, sandbox: 1, stopped: NOT_STOPPED, restarted: false, ips: [] };
      return { plan, sandbox: 1, stopped: NOT_STOPPED, restarted: false, nodeName: node.name, ips: ipsOf(plan) };
    },
  };
}

interface OpenPods extends PlacePodsInput {
  readonly open: readonly PlannedPod[];
  readonly byName: NodesByName;
  readonly believed: Believed;
}

/** The places of pods that need a node or an address, handed out in placing order. */
function decide({ pods, nodes, ipam, report, open, byName, believed }: OpenPods): ReadonlyMap<PlannedPod, PlacedPod> {
  const decided = new Map<PlannedPod, PlacedPod>();
  if (open.length === 0) return decided;
  const scheduler = createScheduler(nodes, () =>
    pods.filter((pod) => pod.facts.nodeName !== undefined && !isDone(pod)),
  );
  const order = inPlacingOrder(open);
  const placements = order.map((pod): ScheduledPod => {
    const { nodeName } = pod.facts;
    if (nodeName !== undefined) return { nodeName };
    const pendingReason = reportedPending(pod);
    return pendingReason === undefined ? scheduler.place(pod) : { pendingReason };
  });
  for (const [position, plan] of order.entries()) {
    const { nodeName, pendingReason }: Partial<Record<'nodeName' | 'pendingReason', string>> =
      placements[position] ?? {};
    const node = nodeName === undefined ? undefined : byName.get(nodeName);
    const start = { plan, sandbox: 1, stopped: NOT_STOPPED, restarted: false };
    if (node === undefined) {
      noteUnschedulable(plan, pendingReason ?? 'no node', report);
      decided.set(plan, { ...start, ips: [], ...(pendingReason === undefined ? {} : { pendingReason }) });
      continue;
    }
    const ips = addressesOf({ pod: plan, node, known: believed.get(plan) ?? plan.facts.podIPs, ipam });
    if (ips !== undefined) decided.set(plan, { ...start, nodeName: node.name, ips });
    else {
      const reason = addressesExhausted(node);
      noteUnschedulable(plan, reason, report);
      decided.set(plan, { ...start, nodeName: node.name, ips: [], pendingReason: reason });
    }
  }
  return decided;
}

/** Waits for a place in the real cluster too: its status says so. */
function reportedPending({ facts, status }: PlannedPod): string | undefined {
  if (facts.phase !== 'Pending') return undefined;
  return status?.unschedulableMessage ?? 'the Pod is reported to be Pending';
}

export function addressesExhausted(node: AddressPool): string {
  const { podSubnets, podAddressLimit } = node;
  if (podSubnets !== undefined)
    return `no free address in subnet ${podSubnets.join(', ')} for Node ${node.name}, or its interfaces hold all ${podAddressLimit ?? ''} they can`;
  if (node.podCIDRs.length === 0) return `Node ${node.name} has no podCIDR to take an address from`;
  return `no free address in ${node.podCIDRs.join(', ')} on Node ${node.name}`;
}

function isDone({ facts }: PlannedPod): boolean {
  return facts.phase === 'Succeeded' || facts.phase === 'Failed';
}

/** Given addresses are kept before any is handed out. Two pods with the same one: the first keeps it. */
function believeAddresses({ pods, ipam, report }: PlacePodsInput): Believed {
  const believed = new Map<PlannedPod, readonly Ip[]>();
  for (const pod of pods) {
    const { hostNetwork, podIPs } = pod.facts;
    if (hostNetwork || isDone(pod)) continue;
    for (const ip of podIPs) {
      if (ipam.reserve(ip, pod)) continue;
      believed.set(
        pod,
        (believed.get(pod) ?? podIPs).filter((other) => other !== ip),
      );
      const holder = ipam.holder(ip);
      const message = `${ip} is already the address of Pod ${holder && podKey(holder)}; this pod is given another`;
      const path = ['status', 'podIP'];
      addFinding(report, { severity: 'warning', code: 'DUPLICATE_ADDRESS', message, object: pod.source.object, path });
    }
  }
  return believed;
}

interface AddressQuestion {
  readonly pod: PlannedPod;
  readonly node: SchedulableNode;
  /** Those it is given. */
  readonly known: readonly Ip[];
  readonly ipam: PodIpam;
}

/** Undefined: there is none left. */
function addressesOf({ pod, node, known, ipam }: AddressQuestion): readonly Ip[] | undefined {
  if (pod.facts.hostNetwork) return hostNetworkIPs(node);
  if (known.length > 0) return known;
  if (pod.facts.phase === 'Pending') return []; // no sandbox yet
  return ipam.allocate(node, pod);
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
