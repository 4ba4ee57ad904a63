import { cidrContains, cidrParts } from '../../net/cidr.ts';
import type { Chain, Match, NamedSet, Rule } from '../../linux/model/netfilter.ts';
import type { Ruleset, Table } from '../../linux/namespace/namespace.ts';

const CHAIN_NAME_LENGTH = 28;

/** The same rules without named sets, for hosts that have no ipset: one per element of the set, each with the matches that stand for it. */
export function expandSets(ruleset: Ruleset): Ruleset {
  return { tables: ruleset.tables.map((table) => (table.nft === undefined ? expandTable(table) : table)) };
}

function expandTable(table: Table): Table {
  const helpers = new Map<string, Chain>();
  const expand = <T extends Chain>({ candidates: _index, ...chain }: T): Omit<T, 'candidates'> => ({
    ...chain,
    rules: chain.rules.flatMap((rule) => expandRule(table, rule, helpers)),
  });
  const chains = new Map(
    table.chainNames().flatMap((name) => {
      const chain = table.chain(name);
      return chain === undefined ? [] : [[name, expand(chain)] as const];
    }),
  );
  const baseChains = table.baseChains.map(expand);
  return {
    ...table,
    baseChains,
    chain: (name) => chains.get(name) ?? helpers.get(name),
    chainNames: () => [...chains.keys(), ...helpers.keys()],
  };
}

/** Sets that do not tell their elements stay as they are. What is in a negated one turns back in a chain of its own. */
function expandRule(table: Table, rule: Rule, helpers: Map<string, Chain>): readonly Rule[] {
  const at = rule.matches.findIndex((match) => elementsOf(table, match) !== undefined);
  const match = rule.matches[at];
  if (match?.type !== 'set') return [rule];
  const others = rule.matches.toSpliced(at, 1);
  const elements = elementsOf(table, match) ?? [];
  if (match.negate === true) {
    const name = `not-${helpers.size + 1}-${match.set}`.slice(0, CHAIN_NAME_LENGTH);
    const back = elements.map((matches): Rule => ({ ...rule, matches, target: { type: 'RETURN' } }));
    helpers.set(name, { name, rules: [...back, { ...rule, matches: [] }] });
    return expandRule(table, { ...rule, matches: others, target: { type: 'JUMP', chain: name } }, helpers);
  }
  return elements.flatMap((element) => {
    const matches = narrow([...rule.matches.slice(0, at), ...element, ...rule.matches.slice(at + 1)]);
    return matches === undefined ? [] : expandRule(table, { ...rule, matches }, helpers);
  });
}

/** Of several networks for one address, which no rule can hold, the innermost; undefined: no packet has them all. */
function narrow(matches: readonly Match[]): readonly Match[] | undefined {
  const kept: Match[] = [];
  for (const match of matches) {
    const at = kept.findIndex((one) => isNetwork(one) && isNetwork(match) && one.type === match.type);
    const other = kept[at];
    if (other === undefined || !isNetwork(other) || !isNetwork(match)) {
      kept.push(match);
      continue;
    }
    const [inner, outer] =
      cidrParts(match.cidr).prefixLength >= cidrParts(other.cidr).prefixLength ? [match, other] : [other, match];
    if (!cidrContains(outer.cidr, cidrParts(inner.cidr).network)) return undefined;
    kept[at] = inner;
  }
  return kept;
}

const isNetwork = (match: Match): match is Extract<Match, { readonly type: 'source' | 'destination' }> =>
  (match.type === 'source' || match.type === 'destination') && match.negate !== true;

function elementsOf(table: Table, match: Match): ReturnType<NonNullable<NamedSet['elements']>> | undefined {
  if (match.type !== 'set') return undefined;
  return table.set?.(match.set)?.elements?.();
}
