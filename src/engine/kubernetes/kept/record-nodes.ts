import type { ClusterNode } from '../cluster/cluster.ts';
import type { Allocation } from '../cluster/allocation.ts';
import { objectKey } from '../model/object.ts';
import { type Entry, isToSay, type Made, type Writing } from './writing.ts';

/** What nodes were given that they do not state. */
export function recordNodes(writing: Writing): readonly Entry[] {
  const { was, now, old, all } = writing;
  const isSaid = Object.keys(old).some((key) => key.startsWith('Node/'));
  if (was.frame.plan.nodes === now.frame.plan.nodes && !isSaid && !all) return [];
  const before = nodesOf(was);
  return [...nodesOf(now)].flatMap(([key, node]) => {
    const known = before.get(key);
    const entry = known && entryOf(writing, key, known, node);
    return entry === undefined || Object.keys(entry).length === 0 ? [] : [[key, entry] as const];
  });
}

const nodesOf = ({ frame }: Made): ReadonlyMap<string, ClusterNode> =>
  new Map(frame.plan.nodes.map((node) => [objectKey({ kind: 'Node', name: node.name }), node]));

function entryOf(writing: Writing, key: string, before: ClusterNode, after: ClusterNode): Allocation {
  const said = writing.old[key];
  const keeps = (field: 'ips' | 'podCIDRs'): boolean =>
    before[field].length > 0 &&
    isToSay(writing, `${key} ${field}`, {
      was: `${before[field]}`,
      now: `${after[field]}`,
      said: said?.[field] && `${said[field]}`,
    });
  return {
    ...(isPlaced(after) && keeps('ips') && { ips: before.ips }),
    ...(keeps('podCIDRs') && { podCIDRs: before.podCIDRs }),
  };
}

/** Nobody states where it is. */
const isPlaced = ({ addressAssumed, assumed }: ClusterNode): boolean => addressAssumed === true || assumed === true;
