import { packetKey, type MatchInput } from './match.ts';
import type { End } from './choice.ts';
import type { Rule, Table, Target } from './netfilter.ts';
import type { Origin } from './origin.ts';
import type { FoundVerdict } from './trace.ts';

/** A target that needs no lookup. */
export type PlainTarget = Exclude<Target, { readonly type: 'VMAP' | 'NUMGEN' }>;

/** What a rule's target comes to for one packet. */
export interface ResolvedTarget {
  readonly target: PlainTarget | undefined;
  /** Absent for a target that is not looked up. */
  readonly found?: FoundVerdict;
  /** Of one verdict among several random ones. */
  readonly chance?: number;
}

/**
 * Looks up the verdict of a rule that has a map; undefined when the map holds none for this packet: the rule then does not
 * match. Throws for a map the table does not have. Linux net/netfilter/nft_lookup.c, nft_numgen.c.
 */
export function resolveTarget({ target, origin }: Rule, input: MatchInput): ResolvedTarget | undefined {
  if (target?.type === 'VMAP') return lookupVerdict(target, input);
  if (target?.type === 'NUMGEN') return drawVerdict(target, origin, input);
  return { target };
}

function lookupVerdict(target: Extract<Target, { readonly type: 'VMAP' }>, { transit, table }: MatchInput) {
  const map = table.nft?.map(target.map);
  if (map === undefined) throw new Error(`table ${table.name} has no map ${target.map}`);
  const element = map.lookup(packetKey(transit.header, target.fields));
  if (element === undefined) return undefined;
  return { target: element.verdict, found: { ...element, map: target.map } };
}

/** Simplification: Linux draws once per packet from its own random numbers; here the walk branches, each verdict alike. */
function drawVerdict(
  { verdicts }: Extract<Target, { readonly type: 'NUMGEN' }>,
  origin: Origin,
  { transit, table }: MatchInput,
): ResolvedTarget {
  const of = verdicts.length;
  const endAt = (option: number): End | undefined => {
    const verdict = verdicts[option];
    return verdict === undefined ? undefined : endOf(table, verdict);
  };
  const index =
    of === 1
      ? 0
      : transit.session.choose(
          verdicts.map(() => 1),
          { of: endAt },
        );
  const verdict = verdicts[index];
  if (verdict === undefined) throw new Error(`table ${table.name}: numgen random mod ${of} without a verdict`);
  const found: FoundVerdict = { key: String(index), verdict, origin };
  return of === 1 ? { target: verdict, found } : { target: verdict, found, chance: 1 / of };
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

/** Adds the packet's key to a dynamic set. Throws for a set the table does not have, or that rules may not fill. */
export function updateSet({ set, fields }: Extract<Target, { readonly type: 'UPDATE' }>, input: MatchInput): void {
  const { transit, context, table } = input;
  if (table.set?.(set)?.listing?.timeout === undefined)
    throw new Error(`table ${table.name} has no dynamic set ${set}`);
  transit.session.elements(context.namespace.id, set).add(packetKey(transit.header, fields));
}
