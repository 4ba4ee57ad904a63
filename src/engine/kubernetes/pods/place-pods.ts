import { ipFamily, type Ip } from '../../net/ip.ts';
import type { ClusterNode } from '../cluster/cluster.ts';
import type { SchedulableNode } from '../matching/node-match.ts';
import type { Finding } from '../model/finding.ts';
import { objectKey } from '../model/object.ts';
import type { PendingReason } from '../model/pod-details.ts';
import { type PlacedPod, type Placement, withChanges } from './placed-pod.ts';
import type { OwnedPod, PlannedPod } from './planned-pod.ts';
import type { PodAsk } from '../matching/pod-asks.ts';
import type { AddressPool, PodIpam } from './pod-ipam.ts';
import { addFinding, type Report } from '../model/report.ts';
import { remembered } from '../tools/ask.ts';
import { once } from '../tools/once.ts';
import { type BoundPods, createScheduler, type ScheduledPod, type Scheduler } from './scheduler.ts';

/** Pods, and those of them for which a node or an address has to be found. */
export interface OpenPods<P extends OwnedPod = PlannedPod> {
  /** Given pods and those of given workloads first, then those of assumed ones. */
  readonly pods: readonly P[];
  readonly nodes: readonly SchedulableNode[];
  /** What is left of the given addresses of the few pods of which some are others' (pod-claims.ts). */
  readonly believed: ReadonlyMap<P, readonly Ip[]>;
  readonly open: readonly P[];
}

export interface PlacePodsInput<P extends OwnedPod> extends OpenPods<P> {
  /** Pods that say where they are. */
  readonly bound: () => BoundPods<P>;
  readonly ipam: PodIpam<P>;
  readonly report: Report;
  /** Who is asked in the scheduler's place; absent: it is. */
  readonly scheduling?: ((scheduler: Scheduler) => Scheduler) | undefined;
}

/** First of every workload, then the second of every workload …; what was assumed comes last. */
function inPlacingOrder<P extends OwnedPod>(open: readonly P[], pods: readonly P[]): readonly P[] {
  const rank = (pod: P): number => (pod.assumed === undefined ? 0 : 1);
  const given = once(() => countGiven(pods));
  const ordinalOf = (pod: P): number => pod.ordinal ?? given().get(pod) ?? 0;
  return [...open].sort((a, b) => rank(a) - rank(b) || ordinalOf(a) - ordinalOf(b));
}

function countGiven<P extends OwnedPod>(pods: readonly P[]): ReadonlyMap<P, number> {
  const counts = new Map<string, number>();
  const ordinals = new Map<P, number>();
  for (const pod of pods) {
    if (pod.ordinal !== undefined) continue;
    const workload = objectKey(pod.workload);
    const ordinal = counts.get(workload) ?? 0;
    counts.set(workload, ordinal + 1);
    ordinals.set(pod, ordinal);
  }
  return ordinals;
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
export function* placePods<P extends OwnedPod>(
  input: PlacePodsInput<P>,
): Generator<undefined, { readonly placement: Placement<P>; readonly decided: ReadonlyMap<P, PlacedPod<P>> }> {
  const { believed } = input;
  const byName = indexByName(input.nodes);
  const decided = yield* decide({ ...input, byName });
  const settled = placeSettled<P>(byName, believed);
  return { placement: withChanges(settled, decided), decided };
}

const indexByName = remembered(
  (nodes: readonly SchedulableNode[]): NodesByName => new Map(nodes.map((node) => [node.name, node])),
);

/** Tells of a pod whether a node or an address has to be found for it. */
export function isOpen<P extends OwnedPod>({ nodes, believed }: Omit<OpenPods<P>, 'open'>): (pod: P) => boolean {
  const byName = indexByName(nodes);
  return (pod) => !isSettled(pod, byName, believed);
}

type NodesByName = ReadonlyMap<string, SchedulableNode>;
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

interface DecideInput<P extends OwnedPod> extends PlacePodsInput<P> {
  readonly byName: NodesByName;
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
  bound,
  scheduling,
}: DecideInput<P>): Generator<undefined, ReadonlyMap<P, PlacedPod<P>>> {
  const decided = new Map<P, PlacedPod<P>>();
  if (open.length === 0) return decided;
  // A DaemonSet is about to make them: they have a node to go to, and are not there yet.
  const daemons = new Set<OwnedPod>(
    open.filter(({ daemon, ordinal, facts }) => daemon && ordinal !== undefined && facts.nodeName !== undefined),
  );
  const first = createScheduler(nodes, () => without(daemons, bound()));
  const scheduler = scheduling?.(first) ?? first;
  const order = inPlacingOrder(open, pods);
  const daemonPlaces = new Map(
    [...daemons].map((pod) => [pod, scheduler.placeDaemon(pod, pod.facts.nodeName ?? '')] as const),
  );
  const schedule = (pod: P): ScheduledPod => {
    const place = daemonPlaces.get(pod);
    if (place !== undefined) return place;
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

function without(those: ReadonlySet<OwnedPod>, bound: BoundPods): BoundPods {
  if (those.size === 0) return bound;
  return { ...bound, on: (name) => bound.on(name).filter((pod) => !those.has(pod)) };
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
