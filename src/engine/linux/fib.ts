import { cidrParts, type Cidr } from '../net/cidr.ts';
import { createPrefixTable, type PrefixTable } from '../net/prefix-table.ts';
import type { Fib, Route } from './namespace.ts';

/**
 * The forwarding information base of one family: table local is asked before main, the longest prefix wins, then the lowest
 * metric, then the route added first. Linux net/ipv4/fib_rules.c, fib_trie.c.
 * Simplification: no policy routing; the only rules are local (0) and main (32766).
 */
export function createFib(routes: readonly Route[]): Fib {
  let tables: readonly PrefixTable<Route>[] | undefined;
  let sorted: readonly Route[] | undefined;
  return {
    lookup: (destination) => {
      tables ??= [routeTable(routes, true), routeTable(routes, false)];
      for (const table of tables) {
        const route = table.lookup(destination);
        if (route !== undefined) return route;
      }
      return undefined;
    },
    routes: () => {
      sorted ??= [...routes].sort(inDisplayOrder);
      return sorted;
    },
  };
}

function routeTable(routes: readonly Route[], local: boolean): PrefixTable<Route> {
  const best = new Map<Cidr, Route>();
  for (const route of routes) {
    if ((route.type === 'local') !== local) continue;
    const present = best.get(route.destination);
    if (present === undefined || route.metric < present.metric) best.set(route.destination, route);
  }
  return createPrefixTable(best);
}

function inDisplayOrder(a: Route, b: Route): number {
  const table = Number(b.type === 'local') - Number(a.type === 'local');
  if (table !== 0) return table;
  const [one, two] = [cidrParts(a.destination), cidrParts(b.destination)];
  if (one.prefixLength !== two.prefixLength) return two.prefixLength - one.prefixLength;
  if (one.bits !== two.bits) return one.bits < two.bits ? -1 : 1;
  return a.metric - b.metric;
}
