import { groupBy } from '../../kubernetes/tools/group-by.ts';
import type { Direction, Policy, PolicyPort, PolicyRule } from '../../kubernetes/network-policy/policy.ts';
import { type Party, portRanges } from '../../kubernetes/network-policy/select.ts';
import type { PeerTable, Row } from './peer-table.ts';
import { ALL_PORTS, intersect, NO_PORTS, type PortSet, portSet, subtract, unite } from './port-set.ts';
import { ALL, type PortSets } from './port-sets.ts';
import { portsKey } from './speakers.ts';
import { numberColumns } from './states.ts';

/**
 * What the policies of one end allow: for the party that has the policies, the numbers of port sets by peer; undefined: no
 * policy concerns the party, so every port of every peer is open.
 */
export type DirectionReach = (own: number) => Int32Array | undefined;

interface RuleEntry {
  readonly rule: PolicyRule;
  readonly row: Row;
}

/** The rules of one tier that concern a party. */
interface TierEntries {
  readonly entries: readonly RuleEntry[];
  /** What they leave open is refused. */
  readonly isolates: boolean;
}

export interface ReachScope {
  /** In the order in which they are asked. */
  readonly policies: readonly Policy[];
  readonly parties: readonly Party[];
  readonly table: PeerTable;
  readonly sets: PortSets;
}

/** Parties with the same policies and named ports share one answer; within it, so do peers that the same rules match. */
export function createDirectionReach(scope: ReachScope, direction: Direction): DirectionReach {
  const { parties, table } = scope;
  const policies = scope.policies.filter((policy) => policy[direction] !== undefined);
  const subjects = policies.map(table.subject);
  const named = policies.some((policy) => policy[direction]?.some(usesNames) === true);
  const names = named ? namesOf(parties) : undefined;
  const owned = policies.flatMap((policy) => (policy[direction] ?? []).filter(hasOwn).map(table.own));
  const rows = new Map<string, () => Int32Array>();
  const rowOf = parties.map(({ pod }, index) => {
    if (pod === undefined || pod.hostNetwork) return undefined;
    const selecting: number[] = [];
    for (let place = 0; place < subjects.length; place++) if (subjects[place]?.[index] === 1) selecting.push(place);
    if (selecting.length === 0) return undefined;
    const byName = direction === 'ingress' ? (names?.[index] ?? 0) : 0;
    const key = `${selecting.join()} ${byName} ${owned.map((row) => row[index]).join('')}`;
    let row = rows.get(key);
    if (row === undefined) {
      let made: Int32Array | undefined;
      const own = selecting.flatMap((place) => policies[place] ?? []);
      row = () => (made ??= judge({ ...scope, direction, own, names, index }));
      rows.set(key, row);
    }
    return row;
  });
  return (own) => rowOf[own]?.();
}

const usesNames = ({ ports, notNames }: PolicyRule): boolean =>
  notNames !== undefined || ports?.some((port) => 'name' in port) === true;

const hasOwn = ({ own }: PolicyRule): boolean => own !== undefined;

/** Parties with the same named ports have the same number. */
export function namesOf(parties: readonly Party[]): readonly number[] {
  const numbers = new Map<string, number>();
  return parties.map(({ pod }) => {
    // What runs on a node's network is told by no name.
    const key = pod === undefined || pod.hostNetwork ? '' : portsKey(pod);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

interface Judging extends ReachScope {
  readonly direction: Direction;
  /** The policies that select the party. */
  readonly own: readonly Policy[];
  readonly names: readonly number[] | undefined;
  /** A party that has them. */
  readonly index: number;
}

/** The numbers of the sets that one end's policies allow with each peer. */
function judge(judging: Judging): Int32Array {
  const { parties, sets, direction, names, index } = judging;
  const tiers = tiersOf(judging);
  const entries = tiers.flatMap((tier) => tier.entries);
  const tellsNames = direction === 'egress' && entries.some(({ rule }) => usesNames(rule));
  const states = numberColumns(
    entries.map((entry) => entry.row),
    tellsNames ? Int32Array.from(names ?? []) : new Int32Array(parties.length),
  );
  const known = new Map<number, number>();
  const row = new Int32Array(parties.length);
  for (let peer = 0; peer < row.length; peer++) {
    const state = states[peer] ?? 0;
    let found = known.get(state);
    if (found === undefined) {
      const destination = parties[direction === 'egress' ? peer : index];
      known.set(state, (found = sets.number(allowedBy(tiers, peer, destination))));
    }
    row[peer] = found;
  }
  return row;
}

/** Tier by tier, as policies come in that order. `index`: the party that has them. */
function tiersOf({ own, direction, table, index }: Judging): readonly TierEntries[] {
  return [...groupBy(own, ({ tier }) => tier).values()].map((policies) => {
    const entries = policies.flatMap((policy) =>
      (policy[direction] ?? [])
        .filter((rule) => rule.own === undefined || table.own(rule)[index] === 1)
        .map((rule) => ({ rule, row: table.peers(rule) })),
    );
    return { entries, isolates: policies.some(({ isolates }) => isolates.includes(direction)) };
  });
}

/** The tiers one after the other; what a tier leaves open the next one decides. */
function allowedBy(tiers: readonly TierEntries[], peer: number, destination: Party | undefined): PortSet {
  const setOfPorts = (ports: readonly PolicyPort[]): PortSet =>
    portSet(ports.flatMap((port) => portRanges(port, destination?.pod)));
  const portsOf = ({ ports, notNames = [] }: PolicyRule): PortSet =>
    subtract(ports === undefined ? ALL_PORTS : setOfPorts(ports), setOfPorts(notNames));
  let [allowed, open] = [NO_PORTS, ALL_PORTS];
  for (const { entries, isolates } of tiers) {
    let [passed, rest] = [NO_PORTS, open];
    for (const { rule, row } of entries) {
      if (row[peer] !== 1 || rest.length === 0) continue;
      const ports = portsOf(rule);
      const matched = intersect(rest, ports);
      rest = subtract(rest, ports);
      if (rule.action === 'Allow') allowed = unite(allowed, matched);
      else if (rule.action === 'Pass') passed = unite(passed, matched);
    }
    open = isolates ? passed : unite(rest, passed);
  }
  return unite(allowed, open);
}

/** The number of the set one end's policies allow with a peer. */
export const setOf = (row: Int32Array | undefined, peer: number): number => row?.[peer] ?? ALL;
