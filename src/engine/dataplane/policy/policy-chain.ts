import {
  type Direction,
  placeOf,
  PLACES,
  type Policy,
  type PolicyPeer,
  type PolicyPort,
  type PolicyRule,
} from '../../kubernetes/network-policy/policy.ts';
import { languageOfKind } from '../../kubernetes/network-policy/policy-language.ts';
import { formatObjectRef } from '../../kubernetes/model/object.ts';
import type { Chain, Match, NamedSet, Rule, Target } from '../../linux/model/netfilter.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { comment, createRule } from '../rules/rule.ts';
import { ACCEPT_MARK, carries, DECIDED, originOf, PASS_MARK, policyChainName, ruleSetName } from './names.ts';
import { peerSet, portSetOf, type SetScope } from './rule-sets.ts';

/** A policy's chain of one direction, and the sets its rules ask. */
export interface PolicyChain {
  readonly chain: Chain;
  readonly sets: ReadonlyMap<string, NamedSet>;
}

const TARGETS: Readonly<Record<PolicyRule['action'], Target>> = {
  Allow: { type: 'MARK', op: 'xset', value: ACCEPT_MARK, mask: ACCEPT_MARK },
  Pass: { type: 'MARK', op: 'xset', value: PASS_MARK, mask: PASS_MARK },
  Deny: { type: 'DROP' },
};

/** The rules of a policy in one direction: a matching one sets the mark that says so, or drops. The first one decides. */
export function createPolicyChain(scope: SetScope, policy: Policy, direction: Direction): PolicyChain {
  const sets = new Map<string, NamedSet>();
  const rules: Rule[] = [];
  for (const rule of policy[direction] ?? []) {
    const origin = originOf(policy, ...placeOf(policy, direction, rule));
    const written = writeRule({ scope, policy, direction, rule, sets });
    if (written.length === 0) continue;
    const note = comment(noteOf(policy, direction, rule));
    for (const matches of written) rules.push(createRule([...matches, note], TARGETS[rule.action], origin));
    rules.push(leave(policy, origin));
  }
  return { chain: { name: policyChainName(policy, direction), rules }, sets };
}

function noteOf({ ref }: Policy, direction: Direction, rule: PolicyRule): string {
  const name = rule.name === '' ? '' : ` "${rule.name}"`;
  const verb = { Allow: 'allows', Deny: 'denies', Pass: 'passes on' }[rule.action];
  return `${direction} rule ${rule.index + 1}${name} of ${formatObjectRef(ref)} ${verb}`.slice(0, MAX_COMMENT);
}

/** xt_comment holds 255 characters and a NUL. */
const MAX_COMMENT = 255;

/** A NetworkPolicy can only accept; a cluster-wide one, and one of Calico, can pass on as well. */
function leave(policy: Policy, origin: Origin): Rule {
  const isCalico = languageOfKind(policy.kind) === 'calico';
  const decided: Match = policy.tier === 'NetworkPolicy' && !isCalico ? carries(ACCEPT_MARK) : DECIDED;
  return createRule([decided], { type: 'RETURN' }, origin);
}

interface Writing {
  readonly scope: SetScope;
  readonly policy: Policy;
  readonly direction: Direction;
  readonly rule: PolicyRule;
  readonly sets: Map<string, NamedSet>;
}

/** The matches of the iptables rules that together are one rule: one per port, one for all its named ports, for each way to tell its peers. */
function writeRule(writing: Writing): readonly (readonly Match[])[] {
  const { scope, policy, rule, sets } = writing;
  const place = placeIn(writing);
  const named = rule.ports?.filter((port) => 'name' in port) ?? [];
  const set = ruleSetName(policy, `${place} ports`);
  if (named.length > 0) sets.set(set, portSetOf(scope, named));
  const besides = [...ownMatches(writing), ...notNamed(writing)];
  return peerMatches(writing).flatMap((whose) => {
    const matches = [...whose, ...besides];
    if (rule.ports === undefined) return [matches];
    const numbered = rule.ports.flatMap((port): readonly (readonly Match[])[] => {
      if ('from' in port) return [[...matches, ...portMatches(port)]];
      // Simplification: a rule for ICMP is for every message of it, as an echo is the only one that is walked.
      return 'echo' in port && port.echo === scope.family ? [[...matches, { type: 'protocol', protocol: 'ICMP' }]] : [];
    });
    if (named.length === 0) return numbered;
    return [...numbered, [...matches, { type: 'set', set, fields: ['destinationIP', 'protocol', 'destinationPort'] }]];
  });
}

/** Who the end has to be that has the policy. */
function ownMatches(writing: Writing): readonly Match[] {
  const { scope, policy, direction, rule, sets } = writing;
  if (rule.own === undefined) return [];
  const set = ruleSetName(policy, `${placeIn(writing)} own`);
  const end = direction === 'ingress' ? 'destination' : 'source';
  sets.set(set, peerSet(scope, [rule.own], { end }));
  return [{ type: 'set', set, fields: [direction === 'ingress' ? 'destinationIP' : 'sourceIP'] }];
}

/** None of the ports with these names. */
function notNamed(writing: Writing): readonly Match[] {
  const { scope, policy, rule, sets } = writing;
  if (rule.notNames === undefined) return [];
  const set = ruleSetName(policy, `${placeIn(writing)} notPorts`);
  sets.set(set, portSetOf(scope, rule.notNames));
  return [{ type: 'set', set, fields: ['destinationIP', 'protocol', 'destinationPort'], negate: true }];
}

/** Of several rules that stand for one, as for the ports of a Cilium policy, each has sets of its own. */
function placeIn({ scope, policy, direction, rule }: Writing): string {
  const same = (policy[direction] ?? []).filter(({ index }) => index === rule.index);
  const own = same.length > 1 ? `.${same.indexOf(rule)}` : '';
  const list = policy.places[direction] === PLACES[direction] ? direction : policy.places[direction].join('.');
  return `${list} ${rule.index}${own} IPv${scope.family}`;
}

/** Whose address tells: a set. A node is the pod's own where its address is one of the host that asks. */
function peerMatches(writing: Writing): readonly (readonly Match[])[] {
  const { scope, policy, direction, rule, sets } = writing;
  if (rule.peers === undefined || rule.peers.some(({ kind }) => kind === 'everybody')) return [[]];
  const end = direction === 'ingress' ? 'source' : 'destination';
  const field = direction === 'ingress' ? 'sourceIP' : 'destinationIP';
  const setMatch = (peers: readonly PolicyPeer[], suffix: string, sameNode?: boolean): Match => {
    const set = ruleSetName(policy, placeIn(writing) + suffix);
    sets.set(set, peerSet(scope, peers, { end, sameNode }));
    return { type: 'set', set, fields: [field] };
  };
  const byNode = rule.peers.filter(isByNode);
  const others = rule.peers.filter((peer) => !isByNode(peer));
  const own = byNode.filter((peer) => peer.kind !== 'entity' || peer.entity === 'host');
  const remote = byNode.filter((peer) => peer.kind !== 'entity' || peer.entity === 'remote-node');
  const local: Match = { type: 'addrtype', of: end, is: 'LOCAL' };
  return [
    ...(others.length > 0 || byNode.length === 0 ? [[setMatch(others, '')]] : []),
    ...(own.length > 0 ? [[setMatch(own, ' host', true), local]] : []),
    ...(remote.length > 0 ? [[setMatch(remote, ' remote-node', false), { ...local, negate: true } as const]] : []),
  ];
}

/** What says of a node something else where it is the pod's own. */
const isByNode = (peer: PolicyPeer): boolean =>
  peer.kind === 'identity' || (peer.kind === 'entity' && (peer.entity === 'host' || peer.entity === 'remote-node'));

const MAX_PORT = 65_535;

function portMatches({ protocol, from, to }: Extract<PolicyPort, { readonly from: number }>): readonly Match[] {
  const match: Match = { type: 'protocol', protocol };
  return from === 1 && to === MAX_PORT ? [match] : [match, { type: 'dport', from, to }];
}
