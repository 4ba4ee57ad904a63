import type { PodAsk } from '../matching/pod-asks.ts';
import { type Differences, itemsOf } from './difference.ts';
import { allHolders, claimsOf, holderAmong, type PodClaims } from '../pods/pod-claims.ts';

/** More changes than this are written into a table of their own. */
const MOST_CHANGES = 512;

/** The claims of pods of which most are the same; undefined: too many differ, or some want an address that another has or had. */
export function followClaims<P extends PodAsk>(
  differences: Differences,
  before: PodClaims<P>,
  pods: readonly P[],
): PodClaims<P> | undefined {
  if (pods === before.pods) return before;
  const hunks = differences.of(before.pods, pods);
  if (hunks === undefined) return undefined;
  const { left, joined } = itemsOf(hunks, before.pods, pods);
  const { contested } = before;
  const { table, changes } = before.holders;
  const later = new Map(changes);
  for (const ip of left.flatMap(claimsOf)) {
    if (contested.has(ip)) return undefined;
    later.set(ip, undefined);
  }
  const holders = { table, changes: later };
  for (const pod of joined)
    for (const ip of claimsOf(pod)) {
      if (holderAmong(holders, ip) !== undefined) return undefined;
      later.set(ip, pod);
    }
  const isMany = later.size > MOST_CHANGES;
  return { ...before, pods, holders: isMany ? { table: allHolders(holders), changes: new Map() } : holders };
}
