import type { Chain, Match, Rule, SetField, Target } from '../../../linux/model/netfilter.ts';
import type { Cidr } from '../../../net/cidr.ts';
import type { IpFamily } from '../../../net/ip.ts';
import { once } from '../../rules/once.ts';
import { comment, createRule, jump, KUBE_PROXY } from '../../rules/rule.ts';
import { KUBE_FIREWALL, LOCALNET_JUMP, type MarkChains } from '../iptables/static-chains.ts';
import { notLocal, type LocalMatch } from '../ports/local-detector.ts';
import type { NodeRules, TableRules } from '../../rules/proxy-rules.ts';
import { fullSetName, namedSet, SET_COMMENTS, type IpSets, type SetName } from './ip-sets.ts';

export interface IpvsRuleContext {
  readonly family: IpFamily;
  readonly sets: IpSets;
  readonly localMatch: LocalMatch | undefined;
  readonly masqueradeAll: boolean;
  readonly marks: MarkChains;
}

const DESTINATION: readonly SetField[] = ['destinationIP', 'protocol', 'destinationPort'];
const SOURCE: readonly SetField[] = ['sourceIP', 'protocol', 'destinationPort'];
const PORT: readonly SetField[] = ['destinationPort'];
const WITH_CLIENT: readonly SetField[] = [...DESTINATION, 'sourceIP'];
const MARK_MASQ = jump('KUBE-MARK-MASQ');
const RETURN: Target = { type: 'RETURN' };
const ACCEPT: Target = { type: 'ACCEPT' };
const TO_LOCAL: Match = { type: 'addrtype', of: 'destination', is: 'LOCAL' };
const LOOPBACK: Readonly<Record<IpFamily, Cidr>> = { 4: '127.0.0.0/8' as Cidr, 6: '::1/128' as Cidr };

const rule = (matches: readonly Match[], target: Target): Rule => createRule(matches, target, KUBE_PROXY);
const jumpRule = (text: string, chain: string): Rule => rule([comment(text)], jump(chain));

/**
 * What kube-proxy writes into iptables besides its virtual servers: a number of rules that does not grow with the Services,
 * over sets that do. kube-proxy v1.33 ipvs/proxier.go iptablesJumpChain, writeIptablesRules.
 * Simplification: of the two rules per set of externalIPs the one with physdev is left out; the other accepts what it would.
 * Simplification: KUBE-IPVS-OUT-FILTER is empty; its rules need the ipvs match (a node outside of its own source ranges).
 */
export function ipvsRules(context: IpvsRuleContext): NodeRules {
  const { family, sets } = context;
  const set = (name: string) => {
    const own = SET_NAMES.find((one) => fullSetName(one, family) === name);
    return own === undefined ? undefined : namedSet(sets(own), own === 'LOAD-BALANCER-SOURCE-CIDR');
  };
  return {
    nat: {
      builtIn: {
        PREROUTING: [jumpRule('kubernetes service portals', 'KUBE-SERVICES')],
        OUTPUT: [jumpRule('kubernetes service portals', 'KUBE-SERVICES')],
        POSTROUTING: [jumpRule('kubernetes postrouting rules', 'KUBE-POSTROUTING')],
      },
      ...chainsOf(once(() => natChains(context))),
      set,
    },
    filter: {
      builtIn: {
        INPUT: [
          jumpRule('kubernetes ipvs access filter', 'KUBE-IPVS-FILTER'),
          jumpRule('kube-proxy firewall rules', 'KUBE-PROXY-FIREWALL'),
          jumpRule('kubernetes health check rules', 'KUBE-NODE-PORT'),
          LOCALNET_JUMP,
        ],
        FORWARD: [
          jumpRule('kube-proxy firewall rules', 'KUBE-PROXY-FIREWALL'),
          jumpRule('kubernetes forwarding rules', 'KUBE-FORWARD'),
        ],
        OUTPUT: [jumpRule('kubernetes ipvs access filter', 'KUBE-IPVS-OUT-FILTER'), LOCALNET_JUMP],
      },
      ...chainsOf(once(() => filterChains(context))),
      set,
    },
  };
}

const SET_NAMES = Object.keys(SET_COMMENTS) as readonly SetName[];

function chainsOf(chains: () => readonly Chain[]): Pick<TableRules, 'chain' | 'chainNames'> {
  const byName = once(() => new Map(chains().map((chain) => [chain.name, chain])));
  return { chain: (name) => byName().get(name), chainNames: () => [...byName().keys()] };
}

/** Membership of a set; with its comment before it where kube-proxy writes one. */
function inSet({ family }: IpvsRuleContext, name: SetName, fields: readonly SetField[], told = true): readonly Match[] {
  const match: Match = { type: 'set', set: fullSetName(name, family), fields };
  return told ? [comment(SET_COMMENTS[name]), match] : [match];
}

/** A rule over a set, or none while the set is empty. */
function overSet(context: IpvsRuleContext, name: SetName, fields: readonly SetField[], ...targets: readonly Target[]) {
  if (context.sets(name).size === 0) return [];
  return targets.map((target) => rule(inSet(context, name, fields), target));
}

function natChains(context: IpvsRuleContext): readonly Chain[] {
  const { family, marks } = context;
  const toLocal = (name: SetName): readonly Rule[] =>
    context.sets(name).size === 0 ? [] : [rule([...inSet(context, name, DESTINATION), TO_LOCAL], ACCEPT)];
  const accepted = (name: SetName): readonly Rule[] =>
    context.sets(name).size === 0 ? [] : [rule(inSet(context, name, DESTINATION, false), ACCEPT)];
  return [
    {
      name: 'KUBE-SERVICES',
      rules: [
        rule([{ type: 'source', cidr: LOOPBACK[family] }], RETURN),
        ...overSet(context, 'LOAD-BALANCER', DESTINATION, jump('KUBE-LOAD-BALANCER')),
        ...clusterIPRules(context),
        ...overSet(context, 'EXTERNAL-IP', DESTINATION, MARK_MASQ),
        ...toLocal('EXTERNAL-IP'),
        ...toLocal('EXTERNAL-IP-LOCAL'),
        rule([TO_LOCAL], jump('KUBE-NODE-PORT')),
        ...accepted('CLUSTER-IP'),
        ...accepted('LOAD-BALANCER'),
      ],
    },
    {
      name: 'KUBE-POSTROUTING',
      rules: [...overSet(context, 'LOOP-BACK', WITH_CLIENT, { type: 'MASQUERADE' }), ...marks.postrouting.rules],
    },
    {
      name: 'KUBE-NODE-PORT',
      rules: [
        ...nodePortRules(context, 'TCP', 'NODE-PORT-LOCAL-TCP', 'NODE-PORT-TCP'),
        ...nodePortRules(context, 'UDP', 'NODE-PORT-LOCAL-UDP', 'NODE-PORT-UDP'),
        ...nodePortRules(context, 'SCTP', 'NODE-PORT-LOCAL-SCTP-HASH', 'NODE-PORT-SCTP-HASH'),
      ],
    },
    {
      name: 'KUBE-LOAD-BALANCER',
      rules: [...overSet(context, 'LOAD-BALANCER-LOCAL', DESTINATION, RETURN), rule([], MARK_MASQ)],
    },
    marks.markMasq,
  ];
}

/** Without local traffic detection: what a node sends to a clusterIP comes from that clusterIP, as kube-ipvs0 has it. */
function clusterIPRules(context: IpvsRuleContext): readonly Rule[] {
  if (context.sets('CLUSTER-IP').size === 0) return [];
  const { localMatch, masqueradeAll } = context;
  if (masqueradeAll) return [rule(inSet(context, 'CLUSTER-IP', DESTINATION), MARK_MASQ)];
  if (localMatch === undefined) return [rule(inSet(context, 'CLUSTER-IP', SOURCE), MARK_MASQ)];
  return [rule([...inSet(context, 'CLUSTER-IP', DESTINATION), notLocal(localMatch)], MARK_MASQ)];
}

function nodePortRules(
  context: IpvsRuleContext,
  protocol: 'TCP' | 'UDP' | 'SCTP',
  local: SetName,
  all: SetName,
): readonly Rule[] {
  const fields = protocol === 'SCTP' ? DESTINATION : PORT;
  const one = (name: SetName, target: Target): readonly Rule[] =>
    context.sets(name).size === 0
      ? []
      : [rule([{ type: 'protocol', protocol }, ...inSet(context, name, fields)], target)];
  return [...one(local, RETURN), ...one(all, MARK_MASQ)];
}

function filterChains(context: IpvsRuleContext): readonly Chain[] {
  const served = (['LOAD-BALANCER', 'CLUSTER-IP', 'EXTERNAL-IP', 'EXTERNAL-IP-LOCAL'] as const).map((name) =>
    rule(inSet(context, name, DESTINATION, false), RETURN),
  );
  return [
    { name: 'KUBE-FORWARD', rules: context.marks.forward.rules.slice(1) },
    { name: 'KUBE-NODE-PORT', rules: [rule(inSet(context, 'HEALTH-CHECK-NODE-PORT', PORT), ACCEPT)] },
    {
      name: 'KUBE-PROXY-FIREWALL',
      rules: overSet(context, 'LOAD-BALANCER-FW', DESTINATION, jump('KUBE-SOURCE-RANGES-FIREWALL')),
    },
    {
      name: 'KUBE-SOURCE-RANGES-FIREWALL',
      rules: [
        ...overSet(context, 'LOAD-BALANCER-SOURCE-CIDR', WITH_CLIENT, RETURN),
        ...overSet(context, 'LOAD-BALANCER-SOURCE-IP', WITH_CLIENT, RETURN),
        rule([], { type: 'DROP' }),
      ],
    },
    {
      name: 'KUBE-IPVS-FILTER',
      rules: [
        ...served,
        rule(inSet(context, 'HEALTH-CHECK-NODE-PORT', PORT, false), RETURN),
        // Keeps the host's own ports from being reached by way of a Service address.
        rule([{ type: 'ctstate', states: ['NEW'] }, ...inSet(context, 'IPVS-IPS', ['destinationIP'], false)], {
          type: 'REJECT',
        }),
      ],
    },
    { name: 'KUBE-IPVS-OUT-FILTER', rules: [] },
    context.family === 4 ? KUBE_FIREWALL : { ...KUBE_FIREWALL, rules: [] },
  ];
}
