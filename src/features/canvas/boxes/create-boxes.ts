import type { ElementId } from '../../../scenario/document/document.ts';
import { type BoardElement, objectOf } from '../board/element.ts';
import type { Board } from '../board/placed-board.ts';
import type { LineTargets } from '../../../simulation/stores/view-store.ts';
import { standsForAny } from '../folding/standing.ts';
import type { BoxNode } from './BoardBox.tsx';
import { withNameEnds } from './name-ends.ts';
import { givenElements, type Shown } from './shown-boxes.ts';

export interface BoxOptions {
  readonly shown: Shown;
  readonly dragged: ElementId | undefined;
  readonly receiving: ElementId | undefined;
  readonly readOnly: boolean;
  /** What is selected. */
  readonly selected: ReadonlySet<ElementId>;
  /** While a line is drawn: where it may lead. */
  readonly line: Pick<LineTargets, 'from' | 'open'> | undefined;
  /** The one that Tab reaches. */
  readonly reached: ElementId | undefined;
}

/** Whether a line that is drawn may lead there: it is lit, or dimmed; where it begins, neither. */
function lineClass({ from, open }: Pick<LineTargets, 'from' | 'open'>, element: ElementId): string {
  if (open.has(element)) return 'line-open';
  return element === from ? '' : 'line-shut';
}

/** React Flow's nodes, parents before children, with sizes so that nothing has to be measured. */
export function createBoxes(board: Board, options: BoxOptions): BoxNode[] {
  const { shown, dragged, receiving, readOnly, selected, line, reached } = options;
  return givenElements(board, shown)
    .map(withNameEnds(board))
    .map((element) => createBox(element));

  function createBox(element: BoardElement): BoxNode {
    const { id, parent, x, y, width, height, content, folded } = element;
    const isSelected = standsForAny(element, selected);
    return {
      id,
      type: 'box',
      position: { x, y },
      width,
      height,
      measured: { width, height },
      data: { element, receiving: receiving === id, selected: isSelected },
      draggable: !readOnly && content.kind !== 'pending',
      ariaRole: 'button',
      domAttributes: {
        tabIndex: reached === id ? 0 : -1,
        'aria-pressed': isSelected,
        'aria-expanded': folded === undefined ? undefined : !folded,
        'aria-roledescription': undefined,
      },
      ...(line !== undefined && { className: lineClass(line, objectOf(element)) }),
      ...(parent === undefined ? {} : { parentId: parent }),
      zIndex: dragged === id ? 1000 : parent === undefined ? 0 : 1,
    };
  }
}
