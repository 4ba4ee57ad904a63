import { ipFamily, type Ip } from '../../net/ip.ts';
import type { ClusterNode } from '../model/cluster.ts';
import type { SchedulableNode } from '../matching/node-match.ts';
import type { Finding } from '../model/finding.ts';
import { objectKey } from '../model/object.ts';
import type { PendingReason } from '../model/pod-details.ts';
import { type PlacedPod, type Placement, withChanges } from './placed-pod.ts';
import type { OwnedPod } from './planned-pod.ts';
import type { PodAsk } from '../matching/pod-asks.ts';
import type { AddressPool, PodIpam } from './pod-ipam.ts';
import { addFinding, type Report } from '../model/report.ts';
import { createScheduler, type ScheduledPod } from './scheduler.ts';

export interface PlacePodsInput<P extends OwnedPod> {
  /** Given pods and those of given workloads first, then those of assumed ones. */
  readonly pods: readonly P[];
  readonly nodes: readonly SchedulableNode[];
  readonly ipam: PodIpam<P>;
  readonly report: Report;
}

/** First of every workload, then the second of every workload …; what was assumed comes last. */
function inPlacingOrder<P extends OwnedPod>(pods: readonly P[]): readonly P[] {
  const rank = (pod: P): number => (pod.assumed === undefined ? 0 : 1);
  return [...pods].sort((a, b) => rank(a) - rank(b) || a.ordinal - b.ordinal);
}

/** The node's addresses as the kubelet gives them to hostNetwork pods: the first of each family. */
export function hostNetworkIPs(node: ClusterNode): readonly Ip[] {
  return node.ips.filter((ip, index) => node.ips.findIndex((other) => ipFamily(other) === ipFamily(ip)) === index);
}

const NOT_STOPPED: ReadonlySet<string> = new Set();

/** Pods that are placed in one step. */
const PODS_PER_STEP = 100;

/**
 * Schedules and addresses every pod, in steps. Most pods of a running cluster say themselves where they are: they are only asked for
 * their addresses, and their places are made when somebody asks.
 */
export function* placePods<P extends OwnedPod>(input: PlacePodsInput<P>): Generator<undefined, Placement<P>> {
  const byName = new Map(input.nodes.map((node) => [node.name, node]));
  const believed = believeAddresses(input);
  const open = input.pods.filter((pod) => !isSettled(pod, byName, believed));
  const decided = yield* decide({ ...input, open, byName, believed });
  const settled = placeSettled<P>(byName, believed);
  return withChanges(settled, decided);
}

type NodesByName = ReadonlyMap<string, SchedulableNode>;
/** What is left of the given addresses of the few pods of which some are others'. */
type Believed = ReadonlyMap<PodAsk, readonly Ip[]>;

/** Its node is known, and its addresses are or will not be handed out. */
function isSettled(pod: PodAsk, nodes: NodesByName, believed: Believed): boolean {
  if (isDone(pod)) return true;
  const { nodeName, hostNetwork, podIPs, phase } = pod.facts;
  if (nodeName === undefined || !nodes.has(nodeName)) return false;
  // Pending without an address: no sandbox yet.
  return hostNetwork || (believed.get(pod) ?? podIPs).length > 0 || phase === 'Pending';
}

function placeSettled<P extends PodAsk>(nodes: NodesByName, believed: Believed): Placement<P> {
  const nodeOf = ({ facts }: P): SchedulableNode | undefined =>
    facts.nodeName === undefined ? undefined : nodes.get(facts.nodeName);
  const ipsOf = (plan: P): readonly Ip[] => {
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

interface OpenPods<P extends OwnedPod> extends PlacePodsInput<P> {
  readonly open: readonly P[];
  readonly byName: NodesByName;
  readonly believed: Believed;
}

/** The places of pods that need a node or an address, handed out in placing order. */
function* decide<P extends OwnedPod>({
  pods,
  nodes,
  ipam,
  report,
  open,
  byName,
  believed,
}: OpenPods<P>): Generator<undefined, ReadonlyMap<P, PlacedPod<P>>> {
  const decided = new Map<P, PlacedPod<P>>();
  if (open.length === 0) return decided;
  const scheduler = createScheduler(nodes, () =>
    pods.filter((pod) => pod.facts.nodeName !== undefined && !isDone(pod)),
  );
  const order = inPlacingOrder(open);
  const schedule = (pod: P): ScheduledPod => {
    const { nodeName } = pod.facts;
    if (nodeName !== undefined) return { nodeName };
    const pendingReason = reportedPending(pod);
    return pendingReason === undefined ? scheduler.place(pod) : { pendingReason };
  };
  const placements: ScheduledPod[] = [];
  for (const [position, pod] of order.entries()) {
    placements.push(schedule(pod));
    if (position % PODS_PER_STEP === PODS_PER_STEP - 1) yield;
  }
  const notes = createNotes(report);
  for (const [position, plan] of order.entries()) {
    if (position % PODS_PER_STEP === PODS_PER_STEP - 1) yield;
    const { nodeName, pendingReason }: { readonly nodeName?: string; readonly pendingReason?: PendingReason } =
      placements[position] ?? {};
    const node = nodeName === undefined ? undefined : byName.get(nodeName);
    const start = { plan, sandbox: 1, stopped: NOT_STOPPED, restarted: false };
    if (node === undefined) {
      notes.one(plan, pendingReason ?? { is: 'NO_NODE' });
      decided.set(plan, { ...start, ips: [], ...(pendingReason === undefined ? {} : { pendingReason }) });
      continue;
    }
    const ips = addressesOf({ pod: plan, node, known: believed.get(plan) ?? plan.facts.podIPs, ipam });
    if (ips !== undefined) decided.set(plan, { ...start, nodeName: node.name, ips });
    else {
      const reason = addressesExhausted(node);
      notes.one(plan, reason);
      decided.set(plan, { ...start, nodeName: node.name, ips: [], pendingReason: reason });
    }
  }
  notes.rest();
  return decided;
}

/** Waits for a place in the real cluster too: its status says so. */
function reportedPending({ facts, status }: PodAsk): PendingReason | undefined {
  if (facts.phase !== 'Pending') return undefined;
  const said = status?.unschedulableMessage;
  if (said === undefined) return { is: 'REPORTED' };
  return said === '' ? { is: 'NOT_SCHEDULED' } : { is: 'SAID', message: said };
}

export function addressesExhausted({ name, podCIDRs, podSubnets, podAddressLimit }: AddressPool): PendingReason {
  if (podSubnets !== undefined)
    return {
      is: 'NO_SUBNET_ADDRESS',
      node: name,
      subnets: podSubnets,
      ...(podAddressLimit === undefined ? {} : { most: podAddressLimit }),
    };
  if (podCIDRs.length === 0) return { is: 'NO_POD_CIDR', node: name };
  return { is: 'NO_ADDRESS', node: name, ranges: podCIDRs };
}

function isDone({ facts }: PodAsk): boolean {
  return facts.phase === 'Succeeded' || facts.phase === 'Failed';
}

/** Given addresses are kept before any is handed out. Two pods with the same one: the first keeps it. */
function believeAddresses<P extends OwnedPod>({ pods, ipam, report }: PlacePodsInput<P>): Believed {
  const believed = new Map<P, readonly Ip[]>();
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
      if (holder === undefined) continue;
      const detail = { is: 'OF_POD', ip, pod: { namespace: holder.namespace, name: holder.name } } as const;
      const path = ['status', 'podIP'];
      addFinding(report, { severity: 'warning', code: 'DUPLICATE_ADDRESS', detail, object: pod.source.object, path });
    }
  }
  return believed;
}

interface AddressQuestion<P extends PodAsk> {
  readonly pod: P;
  readonly node: SchedulableNode;
  /** Those it is given. */
  readonly known: readonly Ip[];
  readonly ipam: PodIpam<P>;
}

/** Undefined: there is none left. */
function addressesOf<P extends PodAsk>({ pod, node, known, ipam }: AddressQuestion<P>): readonly Ip[] | undefined {
  if (pod.facts.hostNetwork) return hostNetworkIPs(node);
  if (known.length > 0) return known;
  if (pod.facts.phase === 'Pending') return []; // no sandbox yet
  return ipam.allocate(node, pod);
}

/** Reasons that are told of the pods of one object: each node that is full is another. */
const REASONS_TOLD = 5;

interface Notes {
  readonly one: (pod: PodAsk, reason: PendingReason) => void;
  /** Says of how many pods nothing was said because others of their workload had said as much. */
  readonly rest: () => void;
}

/** Of the replicas in the same trouble one speaks for all, whichever others stand between them. */
function createNotes(report: Report): Notes {
  const told = new Map<string, Set<string>>();
  const untold = new Map<string, { readonly pod: PodAsk; count: number }>();
  return {
    one: (pod, reason) => {
      const key = objectKey(pod.source.object);
      const reasons = told.get(key) ?? new Set();
      told.set(key, reasons);
      const said = JSON.stringify(reason);
      if (reasons.has(said)) return;
      if (reasons.size < REASONS_TOLD) {
        reasons.add(said);
        addFinding(report, unschedulable(pod, reason));
        return;
      }
      const more = untold.get(key) ?? { pod, count: 0 };
      more.count += 1;
      untold.set(key, more);
    },
    rest: () => {
      for (const { pod, count } of untold.values()) {
        const detail = { is: 'MORE', count } as const;
        addFinding(report, { severity: 'warning', code: 'POD_UNSCHEDULABLE', detail, ...pod.source });
      }
    },
  };
}

function unschedulable(pod: PodAsk, reason: PendingReason): Finding {
  const { object, path } = pod.source;
  const { namespace, name } = pod;
  const isSelf = objectKey(object) === objectKey({ kind: 'Pod', namespace, name });
  const detail = { is: 'PENDING', ...(isSelf ? {} : { pod: { namespace, name } }), reason } as const;
  return { severity: 'warning', code: 'POD_UNSCHEDULABLE', detail, object, path };
}
