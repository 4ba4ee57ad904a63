import type { End } from './choice.ts';
import type { MatchInput } from './match.ts';
import type { Rule, Table, Target } from './netfilter.ts';
import type { FoundVerdict } from './trace.ts';
import type { findVerdict, updateSet } from './verdict-map.ts';

/** A target whose verdict stands in a map, or is drawn. */
export type LookedUp = Extract<Target, { readonly type: 'VMAP' | 'NUMGEN' }>;
/** A target that needs no lookup. */
export type PlainTarget = Exclude<Target, LookedUp>;

/** What a rule's target comes to for one packet. */
export interface ResolvedTarget {
  readonly target: PlainTarget | undefined;
  /** Absent for a target that is not looked up. */
  readonly found?: FoundVerdict;
  /** Of one verdict among several random ones. */
  readonly chance?: number;
}

/** Maps and sets of nftables, which iptables has none of. */
interface Maps {
  readonly find: typeof findVerdict;
  readonly update: typeof updateSet;
}

let installed: Maps | undefined;

/** Makes them known, once and for all: whoever programs nftables does (dataplane/kube-proxy/nftables/install.ts). */
export function installMaps(maps: Maps): void {
  installed = maps;
}

/** undefined: nothing programs nftables, so no rule asks. */
export function nftMaps(): Maps | undefined {
  return installed;
}

/** undefined: a map holds no verdict for this packet; the rule then does not match. */
export function resolveTarget({ target, origin }: Rule, input: MatchInput): ResolvedTarget | undefined {
  return target?.type === 'VMAP' || target?.type === 'NUMGEN' ? installed?.find(target, origin, input) : { target };
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
