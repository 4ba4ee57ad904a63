import { useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import type { ElementId } from '../../../scenario/document/document.ts';
import type { Board } from '../board/placed-board.ts';
import { linksFrom } from '../placing/links.ts';
import type { BoardScene } from '../drawing/paint-board.ts';

/**
 * While an element is under the pointer, all that it has nothing to do with recedes. The boxes are told by an attribute, past
 * React: it would render each of them at every move of the pointer.
 */
export function useNeighbours(
  { board, links, lens }: BoardScene,
  boxes: unknown,
  hovered: ElementId | undefined,
): void {
  const store = useStoreApi();
  useEffect(() => {
    const shown = store.getState().domNode?.querySelectorAll<HTMLElement>('.react-flow__node') ?? [];
    const near =
      hovered === undefined || lens === 'wires'
        ? undefined
        : neighbours(board, links ?? linksFrom(board, hovered), hovered);
    for (const box of shown) {
      box.toggleAttribute('data-aside', near !== undefined && near.size > 1 && !near.has(box.dataset['id'] ?? ''));
    }
  }, [board, links, lens, boxes, hovered, store]);
}

/** The element, what it holds or is held by, what sends to it and what it sends to; with the boxes that those are in. */
function neighbours(
  board: Board,
  links: readonly { readonly from: ElementId; readonly to: ElementId }[],
  id: ElementId,
): ReadonlySet<ElementId> {
  const own = new Set([id, ...board.children(id).map((child) => child.id)]);
  const near = new Set(own);
  for (const { from, to } of links) {
    if (own.has(from)) near.add(to);
    if (own.has(to)) near.add(from);
  }
  const parents = [...near].flatMap((each) => board.element(each)?.parent ?? []);
  return new Set([...near, ...parents]);
}
