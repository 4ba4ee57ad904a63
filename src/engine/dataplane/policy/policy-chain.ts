import type { Direction, Policy, PolicyPort, PolicyRule } from '../../kubernetes/network-policy/policy.ts';
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
    const origin = originOf(policy, 'spec', direction, rule.index);
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

/** A NetworkPolicy can only accept; a cluster-wide one can pass on as well. */
function leave(policy: Policy, origin: Origin): Rule {
  const decided: Match = policy.tier === 'NetworkPolicy' ? carries(ACCEPT_MARK) : DECIDED;
  return createRule([decided], { type: 'RETURN' }, origin);
}

interface Writing {
  readonly scope: SetScope;
  readonly policy: Policy;
  readonly direction: Direction;
  readonly rule: PolicyRule;
  readonly sets: Map<string, NamedSet>;
}

/** The matches of the iptables rules that together are one rule: one per port, one for all its named ports. */
function writeRule({ scope, policy, direction, rule, sets }: Writing): readonly (readonly Match[])[] {
  const place = `${direction} ${rule.index} IPv${scope.family}`;
  const peers = (): readonly Match[] => {
    if (rule.peers === undefined) return [];
    const [end, field] =
      direction === 'ingress' ? (['source', 'sourceIP'] as const) : (['destination', 'destinationIP'] as const);
    const set = ruleSetName(policy, place);
    sets.set(set, peerSet(scope, rule.peers, end));
    return [{ type: 'set', set, fields: [field] }];
  };
  const matches = peers();
  if (rule.ports === undefined) return [matches];
  const named = rule.ports.filter((port) => 'name' in port);
  const numbered = rule.ports.flatMap((port) => ('from' in port ? [[...matches, ...portMatches(port)]] : []));
  if (named.length === 0) return numbered;
  const set = ruleSetName(policy, `${place} ports`);
  sets.set(set, portSetOf(scope, named));
  return [...numbered, [...matches, { type: 'set', set, fields: ['destinationIP', 'protocol', 'destinationPort'] }]];
}

const MAX_PORT = 65_535;

function portMatches({ protocol, from, to }: Extract<PolicyPort, { readonly from: number }>): readonly Match[] {
  const match: Match = { type: 'protocol', protocol };
  return from === 1 && to === MAX_PORT ? [match] : [match, { type: 'dport', from, to }];
}
