import { type NamespaceId, nodeNamespace } from '../../../engine/packets.ts';
import type { BoardElement } from '../board/element.ts';
import type { Board, Spot } from '../board/placed-board.ts';
import { FOLDED_ROW, NODE_RAIL, POD_RAIL } from '../board/sizes.ts';
import { bridgeSpot, vethSpot } from '../placing/wires.ts';

/** Of a pod that is not shown: the words on its node's, or its workload's card that count it. */
export function cardSpot(board: Board, card: BoardElement, namespace: NamespaceId, part: string): Spot {
  const { left, top, height, content } = card;
  const x = left + (content.kind === 'node' ? NODE_RAIL : POD_RAIL);
  const below = board.children(card.id).length > 0;
  const at = {
    x,
    y: top + (below || content.kind !== 'node' ? height - FOLDED_ROW / 2 : board.frame.podsTop + COUNTED),
  };
  if (part !== '' && part !== 'veth') return { parent: namespace, way: [at] };
  if (content.kind !== 'node') return { parent: undefined, way: [at] };
  const meeting = { x, y: top + board.frame.bridgeY };
  if (part === '') return { parent: vethSpot(namespace), way: [at, meeting] };
  return { parent: bridgeSpot(nodeNamespace(content.node.name)), way: [meeting] };
}

/** From where pods would stand on a card to the middle of the words that count them. */
const COUNTED = 12;
