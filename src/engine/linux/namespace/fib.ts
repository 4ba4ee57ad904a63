import { cidrContains, cidrParts, type Cidr } from '../../net/cidr.ts';
import type { Ip } from '../../net/ip.ts';
import { createPrefixTable, type PrefixTable } from '../../net/prefix-table.ts';
import type { Fib, Route, RouteKey, RoutingRule } from '../model/routes.ts';
import { KERNEL } from '../model/origin.ts';

/** Numbers of the tables with names. Linux v6.12 include/uapi/linux/rtnetlink.h */
const LOCAL_TABLE = 255;
const MAIN_TABLE = 254;
const DEFAULT_TABLE = 253;
const TABLES = { local: LOCAL_TABLE, main: MAIN_TABLE, default: DEFAULT_TABLE } as const;

/** What is there before any program adds a rule. Linux v6.12 net/ipv4/fib_rules.c fib_default_rules_init */
const DEFAULT_RULES: readonly RoutingRule[] = [
  { priority: 0, table: 'local', origin: KERNEL },
  { priority: 32_766, table: 'main', origin: KERNEL },
  { priority: 32_767, table: 'default', origin: KERNEL },
];

const NOTHING: RouteKey = {};

/**
 * The forwarding information base of one family: rules are asked by priority; in a rule's table the longest prefix wins, then
 * the lowest metric, then the route added first; a table without a route for the packet leaves it to the next rule.
 * `rules`: what programs add to the three every host has. Linux v6.12 net/ipv4/fib_rules.c, fib_trie.c.
 */
export function createFib(routes: readonly Route[], rules: readonly RoutingRule[] = []): Fib {
  let tables: ReadonlyMap<number, PrefixTable<Route>> | undefined;
  let sorted: readonly Route[] | undefined;
  // Of rules with one priority the one added first is asked first.
  const ordered =
    rules.length === 0 ? DEFAULT_RULES : [...DEFAULT_RULES, ...rules].sort((a, b) => a.priority - b.priority);
  const decide: Fib['decide'] = (destination, key) => {
    tables ??= buildTables(routes);
    for (const rule of ordered) {
      const table = tables.get(tableNumber(rule));
      if (table === undefined || !asks(rule, destination, key)) continue;
      const route = table.lookup(destination);
      if (route !== undefined) return { route, rule };
    }
    return undefined;
  };
  return {
    lookup: (destination, key = NOTHING) => decide(destination, key)?.route,
    decide,
    routes: () => {
      sorted ??= [...routes].sort(inDisplayOrder);
      return sorted;
    },
    rules: () => ordered,
  };
}

const tableNumber = ({ table }: RoutingRule): number => (typeof table === 'number' ? table : TABLES[table]);

/** True when the packet has all that the rule asks for (with `not`: when it has not). fib4_rule_match, fib_rule_match */
function asks({ from, to, fwmark, iif, not }: RoutingRule, destination: Ip, key: RouteKey): boolean {
  const all =
    (from === undefined || (key.source !== undefined && cidrContains(from, key.source))) &&
    (to === undefined || cidrContains(to, destination)) &&
    (fwmark === undefined || (((key.mark ?? 0) ^ fwmark.value) & fwmark.mask) === 0) &&
    (iif === undefined || iif === key.inInterface);
  return all !== (not ?? false);
}

/** The table a route is in. */
function tableOf({ type, table }: Route): number {
  return table ?? (type === 'local' ? LOCAL_TABLE : MAIN_TABLE);
}

function buildTables(routes: readonly Route[]): ReadonlyMap<number, PrefixTable<Route>> {
  const byTable = new Map<number, (readonly [Cidr, Route])[]>();
  for (const route of routes) {
    const entry = [route.destination, route] as const;
    const table = byTable.get(tableOf(route));
    if (table === undefined) byTable.set(tableOf(route), [entry]);
    else table.push(entry);
  }
  const isBetter = (route: Route, present: Route): boolean => route.metric < present.metric;
  return new Map([...byTable].map(([table, content]) => [table, createPrefixTable(content, isBetter)]));
}

/** Local first, then main, then by number. */
const tableRank = (route: Route): number => {
  const table = tableOf(route);
  return table >= MAIN_TABLE ? -table : table;
};

function inDisplayOrder(a: Route, b: Route): number {
  const table = tableRank(a) - tableRank(b);
  if (table !== 0) return table;
  const [one, two] = [cidrParts(a.destination), cidrParts(b.destination)];
  if (one.prefixLength !== two.prefixLength) return two.prefixLength - one.prefixLength;
  if (one.bits !== two.bits) return one.bits < two.bits ? -1 : 1;
  return a.metric - b.metric;
}
