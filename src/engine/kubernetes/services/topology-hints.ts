import type { ClusterNode } from '../cluster/cluster.ts';
import type { HintByZones } from './given-slices.ts';
import { remembered } from '../tools/ask.ts';

/** Each zone's part of the CPUs that a cluster has for pods, 0 to 1 and 1 in all. */
type ZoneShares = ReadonlyMap<string, number>;

/** How much more than its part an endpoint may get. // k8s.io/endpointslice/topologycache overloadThreshold */
const OVERLOAD = 0.2;
const ZONE = 'topology.kubernetes.io/zone';
const CONTROL_PLANE = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];

/**
 * By the nodes that are ready and not of the control plane; undefined: one of them says no zone, or only some say their CPUs, or
 * all are in one zone. // k8s.io/endpointslice v1.35 topologycache.go SetNodes
 * Simplification: where no node says how many CPUs it has, all have the same.
 */
export const zoneShares = remembered((nodes: readonly ClusterNode[]): ZoneShares | undefined => {
  const counted = nodes.filter(({ ready, labels }) => ready && !CONTROL_PLANE.some((label) => label in labels));
  const isSaid = counted.some(({ cpu }) => cpu !== undefined);
  const byZone = new Map<string, number>();
  let total = 0;
  for (const { labels, cpu } of counted) {
    const zone = labels[ZONE];
    const own = isSaid ? (cpu ?? 0) : 1;
    if (zone === undefined || zone === '' || own === 0) return undefined;
    byZone.set(zone, (byZone.get(zone) ?? 0) + own);
    total += own;
  }
  if (byZone.size < 2) return undefined;
  return new Map([...byZone].map(([zone, own]) => [zone, own / total]));
});

/**
 * The endpoints with the hints that the EndpointSlice controller computes: each zone's part of the ready ones is its part of the
 * CPUs, so that some may be meant for another zone than their own; none has a hint where that would overload one of them.
 * // k8s.io/endpointslice v1.35 topologycache.go AddHints, utils.go
 * Simplification: of endpoints and zones that are alike the first by address and by name is taken; the controller takes any.
 */
export const hintByZones: HintByZones = (endpoints, nodes) => {
  const shares = zoneShares(nodes);
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  const targets = shares && targetsOf(ready.length, shares);
  if (targets === undefined || ready.some(({ zone }) => zone === undefined || zone === '')) return endpoints;
  const counts = new Map<string, number>();
  for (const { zone = '' } of ready) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  const moves = movesTo(targets, counts);
  return endpoints.map((endpoint) => {
    if (!endpoint.ready) return endpoint;
    const { zone = '' } = endpoint;
    return { ...endpoint, forZones: [take(moves, zone) ?? zone] };
  });
};

/** How many endpoints each zone should have; undefined: there are too few to share. // getAllocations */
function targetsOf(endpoints: number, shares: ZoneShares): ReadonlyMap<string, number> | undefined {
  if (shares.size > endpoints) return undefined;
  const parts = [...shares].map(([zone, share]) => {
    const desired = share * endpoints;
    return { zone, desired, least: Math.ceil(desired * (1 / (1 + OVERLOAD))) };
  });
  const least = parts.reduce((sum, part) => sum + part.least, 0);
  return least > endpoints ? undefined : new Map(parts.map((part) => [part.zone, Math.max(part.desired, part.least)]));
}

interface Moves {
  /** By zone: how many of its endpoints are meant for others. */
  readonly giving: Map<string, number>;
  /** By zone: how many endpoints of others are meant for it. */
  readonly receiving: Map<string, number>;
}

/** // getGivingAndReceivingZones */
function movesTo(targets: ReadonlyMap<string, number>, counts: ReadonlyMap<string, number>): Moves {
  const over = new Map<string, number>();
  for (const [zone, target] of targets) over.set(zone, (counts.get(zone) ?? 0) - target);
  const moves: Moves = { giving: new Map(), receiving: new Map() };
  for (;;) {
    const from = most(over, 1);
    const to = most(over, -1);
    if (from === undefined || to === undefined || Math.max(from.by, to.by) < 1 || Math.min(from.by, to.by) < 0.5)
      return moves;
    over.set(from.zone, from.by - 1);
    over.set(to.zone, 1 - to.by);
    moves.giving.set(from.zone, (moves.giving.get(from.zone) ?? 0) + 1);
    moves.receiving.set(to.zone, (moves.receiving.get(to.zone) ?? 0) + 1);
  }
}

/** The zone with the most above its target, or below it. */
function most(over: ReadonlyMap<string, number>, sign: 1 | -1): { zone: string; by: number } | undefined {
  const [found] = [...over]
    .map(([zone, by]) => ({ zone, by: by * sign }))
    .filter(({ by }) => by > 0)
    .sort((a, b) => b.by - a.by || (a.zone < b.zone ? -1 : 1));
  return found;
}

/** The zone that one more endpoint of this one is meant for. // redistributeHints */
function take({ giving, receiving }: Moves, zone: string): string | undefined {
  const left = giving.get(zone) ?? 0;
  const [to] = [...receiving].filter(([, wanted]) => wanted > 0).map(([name]) => name);
  if (left === 0 || to === undefined) return undefined;
  giving.set(zone, left - 1);
  receiving.set(to, (receiving.get(to) ?? 0) - 1);
  return to;
}
