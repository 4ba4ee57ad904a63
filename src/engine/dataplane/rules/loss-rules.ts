import type { Cidr } from '../../net/cidr.ts';
import { cidrParts, hostCidr } from '../../net/cidr.ts';
import type { Origin } from '../../linux/model/origin.ts';
import { type Ip, ipFamily, type IpFamily } from '../../net/ip.ts';
import type { Match, Rule } from '../../linux/model/netfilter.ts';
import { NO_NODE_RULES } from './iptables-tables.ts';
import type { TableRules } from './proxy-rules.ts';
import { createRule } from './rule.ts';

/** Somewhere outside, where no rule that anybody could read takes it. */
export const LOST: Origin = { program: 'internet' };

/** What these clients open to such addresses gets lost on its way, somewhere outside. Answers to what is opened from there find back. */
export function lossRules(clientIPs: readonly Ip[], lost: readonly Cidr[], family: IpFamily): TableRules {
  const targets = ofFamily(lost, family);
  const OUTPUT = clientIPs
    .filter((ip) => ipFamily(ip) === family)
    .flatMap((ip) => targets.map((cidr) => lose({ type: 'source', cidr: hostCidr(ip) }, cidr)));
  return { ...NO_NODE_RULES.filter, builtIn: { OUTPUT } };
}

/** What others open to such addresses and what comes by here, which nobody takes further. For the table mangle. */
export const transitLossRules = (lost: readonly Cidr[], family: IpFamily): TableRules => ({
  ...NO_NODE_RULES.nat,
  builtIn: { PREROUTING: ofFamily(lost, family).map((cidr) => lose(undefined, cidr)) },
});

const ofFamily = (cidrs: readonly Cidr[], family: IpFamily): readonly Cidr[] =>
  [...new Set(cidrs)].filter((cidr) => cidrParts(cidr).family === family);

const lose = (source: Match | undefined, cidr: Cidr): Rule =>
  createRule(
    [{ type: 'ctstate', states: ['NEW'] }, ...(source === undefined ? [] : [source]), { type: 'destination', cidr }],
    { type: 'DROP' },
    LOST,
  );
