import { formatRule } from '../engine/rules.ts';
import { type RuleStep, ipFamily } from '../engine/packets.ts';

/**
 * The matched rule as a person would find it with iptables-save, e.g. "-A KUBE-SERVICES -d 10.96.0.10/32 …"; one of nftables
 * as `nft list` prints it, with the element of its map that decided: "… vmap @service-ips { 10.96.0.10 . udp . 53 : goto … }".
 */
export function ruleText(step: RuleStep): string {
  const { nft, rule, found } = step.detail;
  if (nft !== undefined) return nft(rule, ipFamily(step.packet.destinationIP), found);
  return `-A ${step.detail.chain} ${formatRule(rule)}`;
}

/** The text of a rule's comment match, or the comment of the map element that decided; undefined when it has none. */
export function ruleComment(step: RuleStep): string | undefined {
  const { found } = step.detail;
  if (found?.comment !== undefined) return found.comment;
  const match = step.detail.rule.matches.find((candidate) => candidate.type === 'comment');
  return match?.type === 'comment' ? match.text : undefined;
}
