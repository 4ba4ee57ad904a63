import type { Cluster } from '../../../engine/objects.ts';
import type { ElementId } from '../../../scenario/document/document.ts';
import type { Board, Draft } from '../board/placed-board.ts';
import type { BoardElement, Rect } from '../board/element.ts';
import type { NodeRows } from './layout.ts';
import { linesOf } from '../board/lines.ts';

/** Between the wire that joins the nodes and the nodes. */
const SEGMENT_DROP = 24;

type Given = Pick<Board, 'lines' | 'channels' | 'frame' | 'gutter' | 'folds' | 'screen'> & {
  readonly rows: NodeRows;
  readonly cluster: Cluster;
};

/** Where everything stands on the board, found by name and by place. */
export function indexBoard(drafts: readonly Draft[], { rows, cluster, ...given }: Given): Board {
  const byId = new Map<ElementId, BoardElement>();
  const children = new Map<ElementId, BoardElement[]>();
  const rowOf = new Map<ElementId, number>();
  const roots: BoardElement[] = [];
  const cards = new Map<ElementId, ElementId>();
  for (const { row, quiet = false, ...draft } of drafts) {
    const parent = draft.parent === undefined ? undefined : byId.get(draft.parent);
    const element = { ...draft, quiet, left: draft.x + (parent?.left ?? 0), top: draft.y + (parent?.top ?? 0) };
    byId.set(draft.id, element);
    if (row !== undefined) rowOf.set(draft.id, row);
    for (const each of draft.folded ? draft.folded.inside : []) cards.set(each, draft.id);
    if (draft.parent === undefined) roots.push(element);
    else {
      const siblings = children.get(draft.parent);
      if (siblings === undefined) children.set(draft.parent, [element]);
      else siblings.push(element);
    }
  }
  const groups = roots.filter(({ content }) => content.kind === 'node');
  let next = 0;
  const segments = rows.rows.map(({ count }, row) => {
    const nodes = groups.slice(next, next + count);
    next += count;
    for (const { id } of nodes) rowOf.set(id, row);
    return { y: Math.min(...nodes.map(({ top }) => top)) - SEGMENT_DROP, nodes: nodes.map(({ id }) => id) };
  });
  return {
    ...given,
    linesOf: (id) => {
      const element = byId.get(id);
      const lines = element === undefined ? [] : linesOf(id, element.content, cluster);
      return given.folds?.merge(lines) ?? lines;
    },
    elements: [...byId.values()],
    element: (id) => byId.get(id),
    showing: (id) => byId.get(id) ?? byId.get(cards.get(id) ?? ''),
    children: (id) => children.get(id) ?? [],
    row: (id) => rowOf.get(id) ?? 0,
    bounds: boundsOf(roots.filter(({ ghost }) => ghost !== true)),
    segments: segments.filter(({ nodes }) => nodes.length > 0),
    within: (rect) => {
      const found: BoardElement[] = [];
      const look = (element: BoardElement): void => {
        if (element.ghost !== true && touches(element, rect)) found.push(element);
        for (const child of children.get(element.id) ?? []) look(child);
      };
      roots.forEach(look);
      return found;
    },
    at: (x, y) => {
      const point = { left: x, top: y, width: 0, height: 0 };
      const look = (among: readonly BoardElement[]): BoardElement | undefined => {
        const found = among.findLast((element) => element.ghost !== true && touches(element, point));
        return found && (look(children.get(found.id) ?? []) ?? found);
      };
      return look(roots);
    },
  };
}

export function touches(a: Rect, b: Rect): boolean {
  return (
    a.left <= b.left + b.width && b.left <= a.left + a.width && a.top <= b.top + b.height && b.top <= a.top + a.height
  );
}

/** The least that holds all of them; at the origin where there are none. */
export function boundsOf(rects: readonly Rect[]): Rect {
  let [left, top, right, bottom] = [0, 0, 0, 0];
  rects.forEach((rect, index) => {
    left = index === 0 ? rect.left : Math.min(left, rect.left);
    top = index === 0 ? rect.top : Math.min(top, rect.top);
    right = index === 0 ? rect.left + rect.width : Math.max(right, rect.left + rect.width);
    bottom = index === 0 ? rect.top + rect.height : Math.max(bottom, rect.top + rect.height);
  });
  return { left, top, width: right - left, height: bottom - top };
}
