import type { ClusterPod } from '../../../engine/objects.ts';
import { isTooLarge } from '../board/board-text.ts';
import type { Board } from '../board/placed-board.ts';
import type { BoardElement, Rect } from '../board/element.ts';
import {
  appContainers,
  CONTAINER_ROW,
  containerCharacters,
  containersTop,
  FOLDED_ROW,
  MAX_CONTAINERS,
  PAUSE_ROW,
  POD_RAIL,
} from '../board/sizes.ts';

/** Board pixels: from the edge of a frame to its title, and from words to what stands beside them. */
const TITLE = { node: 32, other: 12 } as const;
const EDGE = 8;
const TITLE_HEIGHT = { node: 76, other: 34 } as const;
const TITLE_LEAST = 220;
/** The door of a node stands across its upper edge. */
const DOOR = 10;
/** So wide is a character, of the size of the text; and what stands beside the name in a title or a row, in characters. */
const CHARACTER = 0.62;
const BESIDE_TITLE = 18;
const BESIDE_ROW = 3;
/** Rows of a pod, and the word at its pause container. */
const NAME_ROW = 28;
const PAUSE_WORD = 72;
const ADDRESS = 15;

/** A frame that one sees into: boxes stand in it. */
export function isOpenFrame(board: Board, { id, content: { kind }, folded }: BoardElement): boolean {
  if (kind === 'node' || kind === 'pending') return true;
  return (kind === 'namespace' || kind === 'workload') && (folded === false || board.children(id).length > 0);
}

/**
 * Where the words of an element stand, in board pixels, with text of that size: in the title and the lower edge of a frame, in the
 * rows of a pod, anywhere in another box.
 */
export function wordsIn(board: Board, element: BoardElement, textSize: number): readonly Rect[] {
  const { id, content, left, top, width, height, folded, titleRoom } = element;
  if (!isOpenFrame(board, element)) {
    if (isTooLarge(textSize)) return [];
    return content.kind === 'pod' ? podWords(element, content.pod, textSize) : [element];
  }
  const kind = content.kind === 'node' ? 'node' : 'other';
  const start = left + TITLE[kind];
  const room = titleRoom ?? width - TITLE[kind] - EDGE;
  const characters = id.length - id.lastIndexOf('/') + BESIDE_TITLE;
  const above = content.kind === 'node' && content.doors !== '' ? DOOR : 0;
  const title = {
    left: start,
    top: top - above,
    width: Math.min(Math.max(TITLE_LEAST, characters * textSize * CHARACTER), room),
    height: Math.min(TITLE_HEIGHT[kind], board.frame.podsTop - EDGE) + above,
  };
  if (!folded) return [title];
  const count = board.children(id).length > 0 ? height - FOLDED_ROW : board.frame.podsTop;
  return [title, { left: start, top: top + count, width: room, height: FOLDED_ROW + EDGE }];
}

/** Name, addresses, containers, and what stands beside the pause container. */
function podWords({ left, top, width, parent }: BoardElement, pod: ClusterPod, textSize: number): readonly Rect[] {
  const start = POD_RAIL + EDGE;
  const room = width - start;
  const wide = (characters: number): number => Math.min((characters + BESIDE_ROW) * textSize * CHARACTER, room);
  const first = containersTop(pod);
  const rows = appContainers(pod).slice(0, MAX_CONTAINERS).map(containerCharacters);
  // In a workload's frame the node stands there.
  const last = parent?.startsWith('Workload/') === true ? room : PAUSE_WORD;
  const address = pod.ips.reduce((most, ip) => Math.max(most, ip.length), ADDRESS);
  const all: readonly (readonly [height: number, width: number])[] = [
    [NAME_ROW, room],
    [first - NAME_ROW, wide(address)],
    ...rows.map((characters) => [CONTAINER_ROW, wide(characters)] as const),
    [PAUSE_ROW, last],
  ];
  let y = top;
  return all.map(([height, length]) => {
    y += height;
    return { left: left + start, top: y - height, width: length, height };
  });
}
