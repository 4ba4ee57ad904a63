import type { ContainerPort } from '../model/basics.ts';
import { remembered } from '../tools/ask.ts';
import { once } from '../tools/once.ts';
import { refusalOf, type SchedulableNode } from '../matching/node-match.ts';
import { objectKey } from '../model/object.ts';
import type { PendingReason, Refusal } from '../model/pod-details.ts';
import { groupByWorkload, type OwnedPod } from './planned-pod.ts';

/** Where a pod went: a node, or nowhere and why. */
export type ScheduledPod = { readonly nodeName: string } | { readonly pendingReason: PendingReason };

/** Two host ports clash when protocol and number agree and the addresses are not two different ones. */
function clash(a: ContainerPort, b: ContainerPort): boolean {
  if (a.protocol !== b.protocol || a.hostPort !== b.hostPort) return false;
  return a.hostIP === b.hostIP || isAnyAddress(a.hostIP) || isAnyAddress(b.hostIP);
}

function isAnyAddress(ip: string | undefined): boolean {
  return ip === undefined || ip === '0.0.0.0' || ip === '::';
}

interface Room {
  readonly node: SchedulableNode;
  /** Place in name order. */
  readonly rank: number;
  pods: number;
  readonly hostPorts: () => ContainerPort[];
}

/** Pods that have their node (nodeName) already: no checks, as the scheduler was not asked. */
export interface BoundPods<P = OwnedPod> {
  readonly on: (nodeName: string) => readonly P[];
  /** Among others. */
  readonly inNamespace: (namespace: string) => readonly P[];
}

/** Rooms in the order the scheduler likes them: fewest pods, then by name. Kept up to date as pods are added. */
interface RoomOrder {
  readonly addPod: (room: Room) => void;
  readonly inOrder: () => Iterable<Room>;
}

function createRoomOrder(rooms: readonly Room[]): RoomOrder {
  // Put in order when first asked for: of most clusters that are given nothing has to be placed.
  let ordered: Room[][] | undefined;
  let lowest = 0;
  const placeOf = (list: readonly Room[], rank: number): number => {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[middle]?.rank ?? 0) < rank) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    addPod: (room) => {
      room.pods++;
      if (ordered === undefined) return;
      const old = ordered[room.pods - 1] ?? [];
      old.splice(placeOf(old, room.rank), 1);
      const next = (ordered[room.pods] ??= []);
      next.splice(placeOf(next, room.rank), 0, room);
      while (lowest < ordered.length - 1 && ordered[lowest]?.length === 0) lowest++;
    },
    inOrder: function* () {
      if (ordered === undefined) {
        const most = rooms.reduce((count, room) => Math.max(count, room.pods), 0);
        ordered = Array.from({ length: most + 1 }, () => []);
        for (const room of rooms) ordered[room.pods]?.push(room);
        while (lowest < most && ordered[lowest]?.length === 0) lowest++;
      }
      for (let count = lowest; count < ordered.length; count++) yield* ordered[count] ?? [];
    },
  };
}

/** Places pods one after the other, remembering what each node has. */
export interface Scheduler {
  readonly place: (pod: OwnedPod) => ScheduledPod;
  /** A pod that is there already; undefined: there is no such node. */
  readonly put: (pod: OwnedPod, nodeName: string) => ScheduledPod | undefined;
  /** A pod that its DaemonSet makes for a node, which is no other's. */
  readonly placeDaemon: (pod: OwnedPod, nodeName: string) => ScheduledPod;
}

/** Finished pods hold no place. */
const holdsPlace = ({ facts: { phase } }: OwnedPod): boolean => phase !== 'Succeeded' && phase !== 'Failed';

/** Pods that are assumed are there, whatever else runs. */
const isFull = ({ node, pods }: Room, { assumed }: OwnedPod): boolean =>
  assumed === undefined && node.maxPods !== undefined && pods >= node.maxPods;

const holdingPlaces = remembered((pods: readonly OwnedPod[]): readonly OwnedPod[] => pods.filter(holdsPlace));

/** undefined when the room may be had; asked once per template and room. */
function createRefusals(): (pod: OwnedPod, room: Room) => Refusal | undefined {
  const refusals = new WeakMap<OwnedPod['spec'], Map<Room, Refusal | undefined>>();
  return (pod, room) => {
    const known = refusals.get(pod.spec) ?? new Map<Room, Refusal | undefined>();
    refusals.set(pod.spec, known);
    if (!known.has(room)) known.set(room, refusalOf(pod.spec, room.node, pod.daemon));
    return known.get(room);
  };
}

/** Tells of a pod how many pods of its workload each room has. */
function createCounts(
  bound: () => BoundPods,
  roomOf: (nodeName: string) => Room | undefined,
): (pod: OwnedPod) => Map<Room, number> {
  const counts = new Map<string, Map<Room, number>>();
  return ({ namespace, workload }) => {
    const owner = objectKey(workload);
    const key = `${namespace} ${owner}`;
    let counted = counts.get(key);
    if (counted === undefined) {
      counts.set(key, (counted = new Map<Room, number>()));
      for (const pod of groupByWorkload(bound().inNamespace(namespace)).get(owner) ?? []) {
        const room = roomOf(pod.facts.nodeName ?? '');
        if (room !== undefined && holdsPlace(pod)) counted.set(room, (counted.get(room) ?? 0) + 1);
      }
    }
    return counted;
  };
}

/**
 * The node with the fewest pods of the workload, then with the fewest pods, then first by name.
 * Simplification: resource requests, pod affinity and topology spread constraints are not weighed.
 * // kube-scheduler: NodeName, NodeAffinity, TaintToleration, NodePorts, NodeResourcesFit (the number of pods alone)
 */
export function createScheduler(nodes: readonly SchedulableNode[], boundPods: () => BoundPods): Scheduler {
  const bound = once(boundPods);
  const rooms = once(() =>
    inNameOrder(nodes).map((node, rank): Room => {
      const pods = holdingPlaces(bound().on(node.name));
      return { node, rank, pods: pods.length, hostPorts: once(() => pods.flatMap(({ hostPorts }) => hostPorts)) };
    }),
  );
  const order = once(() => createRoomOrder(rooms()));
  const byName = once(() => new Map(rooms().map((room) => [room.node.name, room])));
  const refusal = createRefusals();

  const settle = (pod: OwnedPod, room: Room): void => {
    order().addPod(room);
    if (pod.hostPorts.length > 0) room.hostPorts().push(...pod.hostPorts);
  };

  const countsFor = createCounts(bound, (name) => byName().get(name));
  const put = (pod: OwnedPod, room: Room): ScheduledPod => {
    const counted = countsFor(pod);
    settle(pod, room);
    counted.set(room, (counted.get(room) ?? 0) + 1);
    return { nodeName: room.node.name };
  };

  return {
    put: (pod, nodeName) => {
      const room = byName().get(nodeName);
      return room && put(pod, room);
    },
    place: (pod) => {
      const counted = countsFor(pod);
      const refused: Refusal[] = [];
      const ports = pod.hostPorts;
      let best: Room | undefined;
      let portsTaken = 0;
      let full = 0;
      let fewest = Infinity;
      for (const room of order().inOrder()) {
        const why = refusal(pod, room);
        if (why !== undefined) {
          refused.push(why);
          continue;
        }
        if (ports.some((port) => room.hostPorts().some((other) => clash(port, other)))) {
          portsTaken++;
          continue;
        }
        if (isFull(room, pod)) {
          full++;
          continue;
        }
        const count = counted.get(room) ?? 0;
        if (count >= fewest) continue;
        best = room;
        fewest = count;
        if (count === 0) break;
      }
      if (best === undefined) return { pendingReason: explain(rooms().length, refused, { portsTaken, full }) };
      return put(pod, best);
    },
    placeDaemon: (pod, nodeName) => {
      const room = byName().get(nodeName);
      if (room === undefined || !isFull(room, pod)) {
        if (room !== undefined) settle(pod, room);
        return { nodeName };
      }
      return { pendingReason: fullForDaemon(rooms().length) };
    },
  };
}

/** "node-2" before "node-10". */
export function compareNames(a: string, b: string): number {
  return compareParts(partsOf(a), partsOf(b));
}

const partsOf = (name: string): readonly string[] => name.split(/(\d+)/);

const inNameOrder = remembered((nodes: readonly SchedulableNode[]): readonly SchedulableNode[] =>
  nodes
    .map((node) => ({ node, parts: partsOf(node.name) }))
    .sort((a, b) => compareParts(a.parts, b.parts))
    .map(({ node }) => node),
);

function compareParts(left: readonly string[], right: readonly string[]): number {
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x = '', y = ''] = [left[i], right[i]];
    if (x === y) continue;
    const numbers = i % 2 === 1 ? Number(x) - Number(y) : 0;
    return numbers !== 0 ? numbers : x < y ? -1 : 1;
  }
  return left.length - right.length;
}

/** The scheduler looks at the one node, and counts the others as passed over. // pkg/scheduler/schedule_one.go findNodesThatFitPod */
function fullForDaemon(nodes: number): PendingReason {
  const others = { why: 'ANOTHER_NODES', count: nodes - 1 } as const;
  return { is: 'NO_PLACE', nodes, refusals: nodes > 1 ? [others] : [], portsTaken: 0, full: 1 };
}

interface Taken {
  readonly portsTaken: number;
  readonly full: number;
}

function explain(nodes: number, refused: readonly Refusal[], { portsTaken, full }: Taken): PendingReason {
  const counted = new Map<string, { readonly why: Refusal; count: number }>();
  for (const why of refused) {
    const key = typeof why === 'string' ? why : `${why.taint}: ${why.value}`;
    const known = counted.get(key) ?? { why, count: 0 };
    known.count += 1;
    counted.set(key, known);
  }
  return { is: 'NO_PLACE', nodes, refusals: [...counted.values()], portsTaken, ...(full > 0 && { full }) };
}
