import type { Cluster } from '../../../engine/objects.ts';
import type { ElementId } from '../../../scenario/document/document.ts';
import { nodeId, podId, serviceId } from '../board/element.ts';
import type { Line } from '../board/lines.ts';
import type { Folds } from '../board/placed-board.ts';
import { NodeDoors } from '../boxes/marks/NodeDoors.tsx';
import { FoldControl } from '../folding/FoldControl.tsx';
import { NodeCount } from '../folding/FoldedCount.tsx';
import { FrameName } from '../folding/FrameName.tsx';
import type { FoldParts } from '../folding/fold-parts.ts';
import { cardSpot } from './card-spot.ts';
import { foldElement } from './fold-element.ts';
import { foldedPods } from './folded-pods.ts';
import { ALL, CARD, FRAME } from '../../../simulation/workspace/frames.ts';

/** What boards with frames that fold are shown with. */
export const FOLD_PARTS: FoldParts = {
  Control: FoldControl,
  Count: NodeCount,
  Name: FrameName,
  Doors: NodeDoors,
  fold: foldElement,
};

export interface FoldingAsk {
  readonly cluster: Cluster;
  /** Only what the walk touches is on the board: that is shown open. */
  readonly focused: boolean;
  /** What a person folded and opened, by the names it is kept under, with blanks between. */
  readonly choices: string;
  readonly walked: ReadonlySet<ElementId>;
  /** What is not on the board, if this is walked. */
  readonly hiddenBut: (walked: ReadonlySet<ElementId>) => ReadonlySet<ElementId>;
  /** With more Services than this a board begins folded. */
  readonly most: number;
}

export function createFolds(ask: FoldingAsk): Folds {
  const { cluster, walked } = ask;
  const choices = new Set(ask.choices.split(' '));
  const many = hasMany(ask);
  const isFolded = (id: ElementId, usual: boolean): boolean => {
    if (choices.has(CARD + id)) return true;
    if (choices.has(FRAME + id) || choices.has(FRAME + ALL)) return false;
    return choices.has(CARD + ALL) || (many && usual);
  };
  const isWalked = (id: ElementId): boolean => walked.has(id);
  let nodes: ReadonlyMap<ElementId, ElementId> | undefined;
  /** Of pods on folded nodes, the node. */
  const nodeOf = (id: ElementId): ElementId => {
    nodes ??= new Map(
      cluster.nodes
        .filter(({ name }) => isFolded(nodeId(name), true))
        .flatMap(({ name }) => cluster.podsOn(name).map((pod) => [podId(pod), nodeId(name)] as const)),
    );
    return nodes.get(id) ?? id;
  };
  return {
    isFolded,
    isWalked,
    spotOn: cardSpot,
    ofNode: (id, pods) => {
      if (pods.length === 0 || !isFolded(id, true)) return undefined;
      const unseen = pods.filter((pod) => !isWalked(podId(pod)));
      return { shown: pods.filter((pod) => isWalked(podId(pod))), folded: foldedPods(unseen) };
    },
    merge: (lines) => mergeLines(lines.map((line) => ({ ...line, from: nodeOf(line.from), to: nodeOf(line.to) }))),
  };
}

/** Whatever is walked: else the board would fold and unfold from walk to walk. */
function hasMany({ cluster: { services }, focused, hiddenBut, most }: FoldingAsk): boolean {
  if (focused || services.length <= most) return false;
  const hidden = hiddenBut(new Set());
  return services.filter((service) => !hidden.has(serviceId(service))).length > most;
}

/** Those that join the same two as one, which is idle only where all of them are; what stays within one thing is none. */
export function mergeLines(lines: readonly Line[]): readonly Line[] {
  const merged = new Map<string, Line>();
  for (const line of lines) {
    if (line.from === line.to) continue;
    const key = `${line.from} ${line.to}`;
    const before = merged.get(key);
    if (before === undefined) merged.set(key, line);
    else if (before.idle && !line.idle) merged.set(key, { ...before, idle: false });
  }
  return [...merged.values()];
}
