import { madeOf } from '../build/build-cluster.ts';
import type { Cluster, ClusterOverrides } from '../cluster/cluster.ts';
import type { Intervention } from '../cluster/intervention.ts';
import type { Allocations } from '../cluster/allocation.ts';
import { isSameAsk } from '../tools/ask.ts';
import { recordNodes } from './record-nodes.ts';
import { recordPods } from './record-pods.ts';
import { recordServices } from './record-services.ts';
import type { Entry, Made } from './writing.ts';

/** An edit of what a cluster is built of. */
export interface Edited {
  readonly before: Cluster;
  readonly after: Cluster;
  /** Under which `after` was built. */
  readonly overrides: ClusterOverrides;
  /** What people did to the cluster, before and after: whom that is about gets what it gets. */
  readonly interventions: readonly [readonly Intervention[], readonly Intervention[]];
  /** Builds the cluster after the edit under others, which the document has from then on. The last call counts. */
  readonly build: (overrides: ClusterOverrides) => Cluster;
}

export type KeepAllocations = (edited: Edited) => void;

/** Records that are made for one edit at most: keeping one thing moves another. */
const MOST_ROUNDS = 6;
/** Of larger ones it is not tried whether all could do without. */
const MOST_TRIED = 64;

const NONE: Allocations = {};

/**
 * Whatever an edit does not touch keeps its node, addresses and node ports: where the cluster after it would give them anew, that is
 * written down, and the cluster is built with it. Nothing is written of what is stated, or the same without.
 */
export const keepAllocations: KeepAllocations = ({ before, after, overrides, interventions, build }) => {
  const { allocated = NONE, ...others } = overrides;
  const was = madeOf(before);
  const first = madeOf(after);
  if (before === after || was === undefined || first === undefined) return;
  const recording = { was, moved: movedIn(interventions), lost: new Set<string>() };
  const write = (now: Made, old: Allocations, all = false): Allocations => {
    const writing = { ...recording, now, old, all, givesUp: true };
    const nodes = recordNodes(writing);
    // Pods have addresses of their nodes' ranges: while nodes are to have theirs back, pods that lack an address may yet have it.
    const toSay = all ? recordNodes({ ...writing, all: false }) : nodes;
    const givesUp = toSay.every(([key, entry]) => isSameAsk(old[key], entry));
    return Object.fromEntries(
      [...nodes, ...recordPods({ ...writing, givesUp }), ...recordServices(writing)].toSorted(byKey),
    );
  };
  const rebuild = (record: Allocations): Made =>
    madeOf(build(isEmpty(record) ? others : { ...others, allocated: record })) ?? first;
  let [now, old] = [first, allocated];
  let next = write(now, old);
  if (!isEmpty(old) && Object.keys(old).length <= MOST_TRIED) {
    now = rebuild(NONE);
    const bare = write(now, NONE);
    if (isEmpty(bare)) return;
    old = NONE;
    if (isEmpty(next)) next = bare;
  }
  for (let round = 1; round <= MOST_ROUNDS && !isSameAsk(next, old); round += 1) {
    now = rebuild(next);
    old = next;
    next = write(now, old, round + 1 === MOST_ROUNDS);
  }
};

const isEmpty = (record: Allocations): boolean => Object.keys(record).length === 0;

const byKey = ([a]: Entry, [b]: Entry): number => (a < b ? -1 : 1);

/** "NAMESPACE/NAME" of pods to which something was done that had not been, or the other way round. */
function movedIn([before, after]: Edited['interventions']): ReadonlySet<string> {
  if (before === after) return new Set();
  const [was, is] = [before, after].map((list) => new Set(list.map((each) => JSON.stringify(each))));
  const other = [...before, ...after].filter(
    (each) => was?.has(JSON.stringify(each)) !== is?.has(JSON.stringify(each)),
  );
  return new Set(other.map(({ namespace, pod }) => `${namespace}/${pod}`));
}
