import { expect } from 'vitest';
import { cluster, type ClusterParts } from './fixture-cluster.ts';
import { createIp, formatEndpoint, ipFamily } from '../../../src/engine/net/ip.ts';
import type { Protocol } from '../../../src/engine/net/flow.ts';
import { nodeNamespace } from '../../../src/engine/dataplane/build/build-network.ts';
import type { NetworkNamespace, Table } from '../../../src/engine/linux/namespace/namespace.ts';
import type { Chain, HookName, Match, Rule, SetField, Target } from '../../../src/engine/linux/model/netfilter.ts';
import type { PacketHeader } from '../../../src/engine/linux/model/packet.ts';
import { cidrContains } from '../../../src/engine/net/cidr.ts';
import { buildNetwork } from '../../whole-engine.ts';

/** Where a node's rules let one new packet go: every branch's destination, and whether it is masqueraded. */
export interface Fate {
  readonly where: string;
  readonly masqueraded: boolean;
  readonly probability: number;
}

interface State {
  readonly packet: PacketHeader;
  readonly inDevice: string;
  readonly translated: boolean;
  readonly masqueraded: boolean;
  readonly probability: number;
  readonly end?: 'ACCEPT' | 'DROP' | 'REJECT' | 'RETURN';
}

/**
 * The first packet of a connection through one node's generated rules, written without the engine's own evaluator.
 * Throws on any match or target it cannot interpret, and when an index leaves out a rule that matches.
 */
export function walkRules(
  namespace: NetworkNamespace,
  packet: PacketHeader,
  from: 'wire' | 'process',
  inDevice = 'eth0',
): readonly Fate[] {
  const isLocal = (ip: PacketHeader['sourceIP']): boolean => namespace.fib(ipFamily(ip)).lookup(ip)?.type === 'local';
  const tables = namespace.ruleset(ipFamily(packet.destinationIP)).tables;
  const start: State = { packet, inDevice, translated: false, masqueraded: false, probability: 1 };
  const step = (states: readonly State[], hook: HookName): readonly State[] =>
    states.flatMap((state) => runHook(state, hook, tables, isLocal));
  const first = step([start], from === 'wire' ? 'prerouting' : 'output');
  const ends = first.flatMap((state) => {
    const local = isLocal(state.packet.destinationIP);
    if (from === 'process') return step([state], 'postrouting');
    return local ? step([state], 'input') : step(step([state], 'forward'), 'postrouting');
  });
  return ends.map((state) => ({
    where:
      state.end === 'DROP' || state.end === 'REJECT'
        ? `${state.end}ED`.replace('DROPED', 'DROPPED')
        : formatEndpoint(state.packet.destinationIP, state.packet.destinationPort),
    masqueraded: state.masqueraded,
    probability: state.probability,
  }));
}

type IsLocal = (ip: PacketHeader['sourceIP']) => boolean;
const finished = (state: State): boolean => state.end === 'DROP' || state.end === 'REJECT';

function runHook(state: State, hook: HookName, tables: readonly Table[], isLocal: IsLocal): readonly State[] {
  if (finished(state)) return [state];
  const chains = tables
    .flatMap((table) => table.baseChains.filter((chain) => chain.hook === hook).map((chain) => ({ table, chain })))
    .sort((a, b) => a.chain.priority - b.chain.priority);
  let states: readonly State[] = [state];
  for (const { table, chain } of chains) {
    states = states.flatMap((one) => (finished(one) ? [one] : runChain(withoutEnd(one), chain, table, isLocal)));
  }
  return states.map((one) => (finished(one) ? one : withoutEnd(one)));
}

function withoutEnd({ end: _end, ...state }: State): State {
  return state;
}

function runChain(state: State, chain: Chain, table: Table, isLocal: IsLocal): readonly State[] {
  const all = chain.rules.map((_rule, index) => index);
  const candidates = chain.candidates?.(state.packet) ?? all;
  for (const index of all) {
    const rule = chain.rules[index];
    if (rule === undefined) throw new Error('index past the end');
    if (!candidates.includes(index) && chance(rule, state, isLocal, table) > 0)
      throw new Error(`${chain.name}: index misses rule ${index + 1}`);
  }
  let states: readonly State[] = [state];
  for (const index of candidates) {
    const rule = chain.rules[index];
    if (rule === undefined) throw new Error(`${chain.name}: no rule ${index + 1}`);
    states = states.flatMap((one) => (one.end === undefined ? runRule(one, rule, table, isLocal) : [one]));
  }
  return states;
}

function runRule(state: State, rule: Rule, table: Table, isLocal: IsLocal): readonly State[] {
  const probability = chance(rule, state, isLocal, table);
  if (probability === 0) return [state];
  const missed: readonly State[] =
    probability < 1 ? [{ ...state, probability: state.probability * (1 - probability) }] : [];
  return [...missed, ...applyTarget({ ...state, probability: state.probability * probability }, rule, table, isLocal)];
}

function applyTarget(
  state: State,
  { target }: { readonly target?: Target },
  table: Table,
  isLocal: IsLocal,
): readonly State[] {
  switch (target?.type) {
    case undefined:
      return [state];
    case 'ACCEPT':
    case 'DROP':
    case 'RETURN':
    case 'REJECT':
      return [{ ...state, end: target.type }];
    case 'JUMP': {
      const chain = table.chain(target.chain);
      if (chain === undefined) throw new Error(`jump to ${target.chain}, which does not exist`);
      return runChain(state, chain, table, isLocal).map((one) => (one.end === 'RETURN' ? withoutEnd(one) : one));
    }
    case 'GOTO': {
      const chain = table.chain(target.chain);
      if (chain === undefined) throw new Error(`goto ${target.chain}, which does not exist`);
      // What comes back from there ends this chain too.
      return runChain(state, chain, table, isLocal).map((one) => ({ ...one, end: one.end ?? 'RETURN' }));
    }
    case 'VMAP': {
      const map = table.nft?.map(target.map);
      if (map === undefined) throw new Error(`no map ${target.map}`);
      expectSame(map.fields, target.fields);
      const key = keyOf(state.packet, target.fields);
      const listed = map.elements().find((element) => element.key === key);
      if (listed?.verdict !== map.lookup(key)?.verdict)
        throw new Error(`${target.map}: lookup and list differ at ${key}`);
      return listed === undefined ? [state] : applyTarget(state, { target: listed.verdict }, table, isLocal);
    }
    case 'NUMGEN':
      return target.verdicts.flatMap((verdict) =>
        applyTarget(
          { ...state, probability: state.probability / target.verdicts.length },
          { target: verdict },
          table,
          isLocal,
        ),
      );
    case 'UPDATE':
      if (table.set?.(target.set)?.listing?.timeout === undefined) throw new Error(`no dynamic set ${target.set}`);
      return [state];
    case 'MARK': {
      const { mark } = state.packet;
      const next = target.op === 'or' ? mark | target.value : (mark & ~target.mask) ^ target.value;
      return [{ ...state, packet: { ...state.packet, mark: next } }];
    }
    case 'DNAT': {
      const packet = {
        ...state.packet,
        destinationIP: target.ip ?? state.packet.destinationIP,
        destinationPort: target.port ?? state.packet.destinationPort,
      };
      return [{ ...state, packet, translated: true, end: 'ACCEPT' }];
    }
    case 'MASQUERADE':
    case 'SNAT':
      return [{ ...state, masqueraded: true, end: 'ACCEPT' }];
    default:
      throw new Error(`cannot interpret target ${JSON.stringify(target)}`);
  }
}

function chance(rule: Rule, state: State, isLocal: IsLocal, table: Table): number {
  return rule.matches.reduce((product, match) => product * matchChance(match, state, isLocal, table), 1);
}

function matchChance(match: Match, state: State, isLocal: IsLocal, table: Table): number {
  if (match.type === 'statistic') return match.probability;
  if (match.type === 'comment') return 1;
  if (match.type === 'recent') return match.mode === 'set' ? 1 : 0;
  return holds(match, state, isLocal, table) !== (match.negate === true) ? 1 : 0;
}

function keyOf(packet: PacketHeader, fields: readonly SetField[]): string {
  return fields.map((field) => packet[field]).join(',');
}

function expectSame(left: readonly string[], right: readonly string[]): void {
  if (left.join() !== right.join()) throw new Error(`a key of ${left.join()} is looked up by ${right.join()}`);
}

function holds(
  match: Exclude<Match, { type: 'statistic' | 'comment' | 'recent' }>,
  { packet, inDevice, translated }: State,
  isLocal: IsLocal,
  table: Table,
): boolean {
  switch (match.type) {
    case 'addresses':
      return match.cidrs.some((cidr) =>
        cidrContains(cidr, match.of === 'source' ? packet.sourceIP : packet.destinationIP),
      );
    case 'set': {
      const set = table.set?.(match.set);
      if (set === undefined) throw new Error(`no set ${match.set}`);
      return set.has(keyOf(packet, match.fields));
    }
    case 'protocol':
      return packet.protocol === match.protocol;
    case 'source':
      return cidrContains(match.cidr, packet.sourceIP);
    case 'destination':
      return cidrContains(match.cidr, packet.destinationIP);
    case 'dport':
      return packet.destinationPort >= match.from && packet.destinationPort <= match.to;
    case 'dports':
      return match.ports.includes(packet.destinationPort);
    case 'mark':
      return (packet.mark & match.mask) === match.value;
    case 'ctstate':
      return match.states.includes('NEW') || (translated && match.states.includes('DNAT'));
    case 'addrtype':
      return isLocal(match.of === 'source' ? packet.sourceIP : packet.destinationIP);
    case 'inInterface':
      return match.name.endsWith('+') ? inDevice.startsWith(match.name.slice(0, -1)) : inDevice === match.name;
    default:
      throw new Error(`cannot interpret match ${JSON.stringify(match)}`);
  }
}

/** A packet that comes in by a wire, or that a process of the node sends. */
export interface SentPacket {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol?: Protocol;
  readonly process?: boolean;
  readonly device?: string;
}

/** Where a node's rules may send a packet, each with its chance. */
export function packetFate(parts: ClusterParts, packet: SentPacket, at: string) {
  const namespace = buildNetwork(cluster(parts)).namespace(nodeNamespace(at));
  if (namespace === undefined) throw new Error('no namespace');
  const header = {
    protocol: packet.protocol ?? 'TCP',
    sourceIP: createIp(packet.from),
    sourcePort: 40000,
    destinationIP: createIp(packet.to),
    destinationPort: packet.port,
    ttl: 64,
    mark: 0,
  };
  const fates = walkRules(namespace, header, packet.process === true ? 'process' : 'wire', packet.device);
  expect(fates.reduce((sum, one) => sum + one.probability, 0)).toBeCloseTo(1);
  return { where: fates.map((one) => one.where).sort(), masqueraded: fates.some((one) => one.masqueraded), fates };
}
