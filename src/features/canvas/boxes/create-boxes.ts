import type { ElementId } from '../../../scenario/document/document.ts';
import type { BoardElement } from '../board/element.ts';
import type { Board } from '../board/placed-board.ts';
import { standsFor } from '../folding/standing.ts';
import type { BoxNode } from './BoardBox.tsx';
import { withNameEnds } from './name-ends.ts';
import { givenElements, type Shown } from './shown-boxes.ts';

export interface BoxOptions {
  readonly shown: Shown;
  readonly dragged: ElementId | undefined;
  readonly receiving: ElementId | undefined;
  readonly readOnly: boolean;
  readonly selected: ElementId | undefined;
  /** The one that Tab reaches. */
  readonly reached: ElementId | undefined;
}

/** React Flow's nodes, parents before children, with sizes so that nothing has to be measured. */
export function createBoxes(board: Board, options: BoxOptions): BoxNode[] {
  const { shown, dragged, receiving, readOnly, selected, reached } = options;
  return givenElements(board, shown)
    .map(withNameEnds(board))
    .map((element) => createBox(element));

  function createBox(element: BoardElement): BoxNode {
    const { id, parent, x, y, width, height, content, folded } = element;
    return {
      id,
      type: 'box',
      position: { x, y },
      width,
      height,
      measured: { width, height },
      data: { element, receiving: receiving === id, selected: standsFor(element, selected) },
      draggable: !readOnly && content.kind !== 'pending',
      ariaRole: 'button',
      domAttributes: {
        tabIndex: reached === id ? 0 : -1,
        'aria-pressed': standsFor(element, selected),
        'aria-expanded': folded === undefined ? undefined : !folded,
        'aria-roledescription': undefined,
      },
      ...(parent === undefined ? {} : { parentId: parent }),
      zIndex: dragged === id ? 1000 : parent === undefined ? 0 : 1,
    };
  }
}
