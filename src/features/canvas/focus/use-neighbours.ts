import { useStoreApi } from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import type { ElementId } from '../../../scenario/document/document.ts';
import { usePlayback, useView } from '../../../simulation/workspace/context.ts';
import type { Board } from '../board/placed-board.ts';
import { touchedElements } from '../board/system.ts';
import type { BoardScene } from '../drawing/paint-board.ts';
import { standingFor } from '../folding/standing.ts';
import { linksFrom } from '../placing/links.ts';

/**
 * While an element is under the pointer, all recedes that neither it nor the walk nor what is selected has to do with. The boxes are told by an
 * attribute, past React: it would render each of them at every move of the pointer.
 */
export function useNeighbours(
  { board, links, lens }: BoardScene,
  boxes: unknown,
  hovered: ElementId | undefined,
): void {
  const store = useStoreApi();
  const timeline = usePlayback((state) => state.timeline);
  const walked = useMemo(
    () => [...touchedElements(timeline)].flatMap((id) => standingFor(board, id).map((element) => element.id)),
    [board, timeline],
  );
  const selected = useView((state) => state.selected);
  const group = useView((state) => state.group);
  const kept = useMemo(
    () =>
      [...group, ...(selected === undefined ? [] : [selected])].flatMap((id) =>
        standingFor(board, id).map((each) => each.id),
      ),
    [board, group, selected],
  );
  useEffect(() => {
    const shown = store.getState().domNode?.querySelectorAll<HTMLElement>('.react-flow__node') ?? [];
    const near =
      hovered === undefined || lens === 'wires'
        ? undefined
        : neighbours(board, links ?? linksFrom(board, hovered), hovered);
    const stays =
      near !== undefined && near.size > 1 && new Set([...near, ...withParents(board, [...walked, ...kept])]);
    for (const box of shown) box.toggleAttribute('data-aside', stays && !stays.has(box.dataset['id'] ?? ''));
  }, [board, links, lens, boxes, hovered, walked, kept, store]);
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
  return withParents(board, near);
}

function withParents(board: Board, ids: Iterable<ElementId>): ReadonlySet<ElementId> {
  const all = new Set(ids);
  for (const id of all) {
    const parent = board.element(id)?.parent;
    if (parent !== undefined) all.add(parent);
  }
  return all;
}
