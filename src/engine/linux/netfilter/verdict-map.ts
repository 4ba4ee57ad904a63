import { packetKey } from '../namespace/match.ts';
import type { MatchInput, NftMachine } from '../namespace/namespace.ts';
import type { End } from '../model/choice.ts';
import type { Target, LookedUp, ResolvedTarget, FoundVerdict } from '../model/netfilter.ts';
import type { Origin } from '../model/origin.ts';
import { endOf } from '../namespace/target.ts';

/** Whoever programs a table of nftables gives it this. */
export const NFT_MACHINE: NftMachine = { find: findVerdict, update: updateSet };

/**
 * Looks up the verdict of a rule that has a map; undefined when the map holds none for this packet: the rule then does not
 * match. Throws for a map the table does not have. Linux v6.12 net/netfilter/nft_lookup.c, nft_numgen.c.
 */
function findVerdict(target: LookedUp, origin: Origin, input: MatchInput): ResolvedTarget | undefined {
  switch (target.type) {
    case 'VMAP':
      return lookupVerdict(target, input);
    case 'NUMGEN':
      return draw(target.verdicts, origin, input);
    case 'NUMGEN_DNAT':
      return draw(
        target.ends.map((end) => ({ type: 'DNAT', ...end })),
        origin,
        input,
      );
  }
}

function lookupVerdict(target: Extract<Target, { readonly type: 'VMAP' }>, { transit, table }: MatchInput) {
  const map = table.nft?.map(target.map);
  if (map === undefined) throw new Error(`table ${table.name} has no map ${target.map}`);
  const element = map.lookup(packetKey(transit.header, target.fields));
  if (element === undefined) return undefined;
  return { target: element.verdict, found: { ...element, map: target.map } };
}

/** Simplification: Linux draws once per packet from its own random numbers; here the walk branches, each verdict alike. */
function draw(
  verdicts: readonly FoundVerdict['verdict'][],
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

/** Adds the packet's key to a dynamic set. Throws for a set the table does not have, or that rules may not fill. */
function updateSet({ set, fields }: Extract<Target, { readonly type: 'UPDATE' }>, input: MatchInput): void {
  const { transit, context, table } = input;
  if (table.set?.(set)?.listing?.timeout === undefined)
    throw new Error(`table ${table.name} has no dynamic set ${set}`);
  transit.session.elements(context.namespace.id, set).add(packetKey(transit.header, fields));
}
