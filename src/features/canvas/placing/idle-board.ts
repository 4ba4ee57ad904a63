import { isSystem } from '../../../simulation/system.ts';
import type { BoardElement } from '../board/element.ts';
import type { Board, BoardInput } from '../board/placed-board.ts';
import { createBoard } from './board.ts';
import { idleCard, shownIdle, WORKLOAD_CARD } from './idle-workloads.ts';
import { boundsOf, touches } from './index-board.ts';

const GAP = 24;

/** The board with a card for each workload that has no pods, in rows below the nodes. */
export function createBoardWithIdle(input: BoardInput): Board {
  const board = createBoard(input);
  const { cluster, layout, drag } = input;
  const shown = shownIdle(input);
  const { left, top, width, height } = board.bounds;
  const step = WORKLOAD_CARD.width + GAP;
  const columns = Math.max(1, Math.min(shown.length, Math.floor((width + GAP) / step)));
  const first = Math.round(left + (width - columns * step + GAP) / 2);
  const isSaid = namespacesIn(board, shown).size > 1;
  const cards = shown.map((each, index): BoardElement => {
    const card = idleCard(cluster, each);
    const own = {
      x: first + (index % columns) * step,
      y: top + height + GAP + Math.floor(index / columns) * (WORKLOAD_CARD.height + GAP),
    };
    const { x, y } = drag?.id === card.id ? drag.position : (layout[card.id] ?? own);
    return { ...card, x, y, left: x, top: y, quiet: false, ...(isSaid && { namespace: each.namespace }) };
  });
  return cards.length === 0 ? board : withCards(board, cards);
}

/** Of all that is somebody's own. */
function namespacesIn({ elements }: Board, shown: readonly { readonly namespace: string }[]): ReadonlySet<string> {
  const own = elements.flatMap(({ content, quiet }) => {
    const object =
      content.kind === 'pod'
        ? content.pod
        : content.kind === 'service'
          ? content.service
          : content.kind === 'entry'
            ? content.entry
            : undefined;
    return object === undefined || quiet || isSystem(object) ? [] : [object.namespace];
  });
  return new Set([...own, ...shown.map((each) => each.namespace)]);
}

function withCards(board: Board, cards: readonly BoardElement[]): Board {
  const byId = new Map(cards.map((card) => [card.id, card]));
  return {
    ...board,
    elements: [...board.elements, ...cards],
    element: (id) => byId.get(id) ?? board.element(id),
    showing: (id) => byId.get(id) ?? board.showing(id),
    bounds: boundsOf([board.bounds, ...cards]),
    within: (rect) => [...board.within(rect), ...cards.filter((card) => touches(card, rect))],
    at: (x, y) => cards.findLast((card) => touches(card, { left: x, top: y, width: 0, height: 0 })) ?? board.at(x, y),
  };
}
