import type { Cluster } from '../../engine/objects.ts';

/** The nodes that were assumed before an edit and are not any more: a Node that somebody wrote stands in their place. */
export function assumedGone(before: Cluster, after: Cluster): readonly string[] {
  const left = new Set(after.nodes.flatMap(({ name, assumed }) => (assumed === true ? [name] : [])));
  return before.nodes.flatMap(({ name, assumed }) => (assumed === true && !left.has(name) ? [name] : []));
}
