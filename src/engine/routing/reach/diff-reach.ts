import { formatConnections } from './format-reach.ts';
import type { Connections, Reachability, ReachChange } from './reach.ts';

/** The pairs whose connections differ, sorted as text; a peer that is only on one side has no connections on the other. */
export function diffReach(before: Reachability, after: Reachability): readonly ReachChange[] {
  const table = (reach: Reachability): ReadonlyMap<string, ReachChange> =>
    new Map(
      reach
        .lines()
        .map(({ src, dst, connections }) => [
          `${src} => ${dst}`,
          { src, dst, before: connections, after: connections },
        ]),
    );
  const [was, is] = [table(before), table(after)];
  const none: Connections = {};
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((key): readonly ReachChange[] => {
    const [old, now] = [was.get(key), is.get(key)];
    const pair = old ?? now;
    if (pair === undefined) return [];
    const change = { src: pair.src, dst: pair.dst, before: old?.before ?? none, after: now?.after ?? none };
    return formatConnections(change.before) === formatConnections(change.after) ? [] : [change];
  });
}
