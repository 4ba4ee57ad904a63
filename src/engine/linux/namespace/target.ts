import type { End } from '../model/choice.ts';
import type { MatchInput, NftMachine, Table } from './namespace.ts';
import type { Rule, Target, ResolvedTarget } from '../model/netfilter.ts';

/** undefined: a map holds no verdict for this packet; the rule then does not match. Throws in a table of iptables, which has no maps. */
export function resolveTarget({ target, origin }: Rule, input: MatchInput): ResolvedTarget | undefined {
  if (target?.type !== 'VMAP' && target?.type !== 'NUMGEN' && target?.type !== 'NUMGEN_DNAT') return { target };
  return machineOf(input.table).find(target, origin, input);
}

/** Throws for a table of iptables. */
export function machineOf({ nft, name }: Table): NftMachine {
  if (nft === undefined) throw new Error(`table ${name} is none of nftables`);
  return nft.machine;
}

/** The address and port that a target translates to, or the chain it leads into; undefined: it does not, or not to both. */
export function endOf(table: Table, target: Target): End | undefined {
  if (target.type === 'DNAT') return fullEnd(target);
  if (target.type !== 'JUMP' && target.type !== 'GOTO') return undefined;
  for (const rule of table.chain(target.chain)?.rules ?? [])
    if (rule.target?.type === 'DNAT') return fullEnd(rule.target);
  return undefined;
}

function fullEnd({ ip, port }: Extract<Target, { readonly type: 'DNAT' | 'SNAT' }>): End | undefined {
  return ip === undefined || port === undefined ? undefined : { ip, port };
}
