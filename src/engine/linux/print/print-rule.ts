import { ipFamily, type IpFamily } from '../../net/ip.ts';
import type { Match, Rule } from '../model/netfilter.ts';
import { formatMatches, formatMatchHead } from './print-match.ts';
import { formatTarget } from './print-target.ts';

/**
 * The rule as iptables-save prints it after "-A CHAIN ", e.g. `-d 10.96.0.10/32 -p udp -m udp --dport 53 -j KUBE-SVC-…`.
 * `family` decides the words that differ for ip6tables; absent: the family of an address in the rule, else IPv4.
 */
export function formatRule(rule: Rule, family: IpFamily = ruleFamily(rule)): string {
  const parts = [...formatMatchHead(rule.matches, family), ...formatMatches(rule.matches, family)];
  if (rule.target !== undefined) parts.push(formatTarget(rule.target, family));
  return parts.join(' ');
}

function ruleFamily({ matches, target }: Rule): IpFamily {
  const addressed = matches.find(isAddressed);
  if (addressed !== undefined) return addressed.cidr.includes(':') ? 6 : 4;
  return target !== undefined && 'ip' in target && target.ip !== undefined ? ipFamily(target.ip) : 4;
}

function isAddressed(match: Match): match is Extract<Match, { readonly type: 'source' | 'destination' }> {
  return match.type === 'source' || match.type === 'destination';
}
