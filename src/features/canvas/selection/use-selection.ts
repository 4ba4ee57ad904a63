import { useEffect, useMemo } from 'react';
import type { ElementId } from '../../../scenario/document/document.ts';
import { useSimulation, useView } from '../../../simulation/workspace/context.ts';
import type { Board } from '../board/placed-board.ts';
import { standingFor } from '../folding/standing.ts';
import { boxesOf, selectableIn } from './grouped.ts';
import type { DrawnFrame } from './use-frame.ts';

/** What is selected, with what a frame would add, and all that one sees of it. Of several things those that go from the board are no longer selected. */
export function useSelection(
  board: Board,
  frame: DrawnFrame | undefined,
): { readonly selected: ReadonlySet<ElementId>; readonly standing: readonly ElementId[] } {
  const { view } = useSimulation();
  const one = useView((state) => state.selected);
  const group = useView((state) => state.group);
  const allAsked = useView((state) => state.allAsked);
  useEffect(() => {
    if (allAsked) view.getState().selectAll(selectableIn(board));
  }, [allAsked, board, view]);
  useEffect(() => {
    if (group.length === 0) return;
    const shown = group.filter((id) => standingFor(board, id).length > 0);
    if (shown.length < group.length) view.getState().selectAll(shown);
  }, [board, group, view]);
  const enclosed = frame?.enclosed;
  return useMemo(() => {
    const ids = [...(one === undefined ? group : [one]), ...(enclosed ?? [])];
    const isOne = one !== undefined && ids.length === 1;
    const standing = isOne ? standingFor(board, one) : ids.length === 0 ? [] : boxesOf(board, ids);
    return { selected: new Set(ids), standing: standing.map(({ id }) => id) };
  }, [board, one, group, enclosed]);
}
