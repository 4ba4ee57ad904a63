import type { Chain, Match, Rule } from '../../../linux/model/netfilter.ts';
import type { Origin } from '../../../linux/model/origin.ts';
import { cidrParts, type Cidr } from '../../../net/cidr.ts';
import type { IpFamily } from '../../../net/ip.ts';
import { comment, createRule, jump } from '../../rules/rule.ts';
import type { TableRules } from '../../rules/proxy-rules.ts';

/** A table's rules from a list of chains, and what leads to them. */
export function tableRules(builtIn: TableRules['builtIn'], chains: readonly Chain[]): TableRules {
  const byName = new Map(chains.map((chain) => [chain.name, chain]));
  return { builtIn, chain: (name) => byName.get(name), chainNames: () => [...byName.keys()] };
}

export const NOT_TO_LOCAL: Match = { type: 'addrtype', of: 'destination', is: 'LOCAL', negate: true };

export interface Agent {
  readonly chain: string;
  readonly origin: Origin;
  /** Of the jump in POSTROUTING. */
  readonly jumpText: string;
  /** Of the rules that spare a destination, and of the one that does not. */
  readonly spareText: string;
  readonly masqueradeText: string;
  /** Destinations that see the pod's own address. */
  readonly spare: readonly Cidr[];
  readonly randomFully?: true;
}

/**
 * What leaves the node for an address that is not its own and not among those spared gets the node's address.
 * kubernetes-sigs/ip-masq-agent cmd/ip-masq-agent/ip-masq-agent.go, kind images/kindnetd/cmd/kindnetd/masq.go.
 */
export function agentRules(agent: Agent, family: IpFamily): TableRules {
  const { chain, origin } = agent;
  const rules: readonly Rule[] = [
    ...agent.spare
      .filter((cidr) => cidrParts(cidr).family === family)
      .map((cidr) => createRule([{ type: 'destination', cidr }, comment(agent.spareText)], { type: 'RETURN' }, origin)),
    createRule(
      [comment(agent.masqueradeText)],
      agent.randomFully === true ? { type: 'MASQUERADE', randomFully: true } : { type: 'MASQUERADE' },
      origin,
    ),
  ];
  const leave = createRule([comment(agent.jumpText), NOT_TO_LOCAL], jump(chain), origin);
  return tableRules({ POSTROUTING: [leave] }, [{ name: chain, rules }]);
}
