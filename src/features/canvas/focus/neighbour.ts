import type { ElementId } from '../../../scenario/document/document.ts';
import type { Board } from '../board/placed-board.ts';
import type { BoardElement } from '../board/element.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** Where each arrow key leads, and by how much it moves what has the focus together with Alt. */
export const ARROWS: Readonly<Record<string, { readonly to: Direction; readonly x: number; readonly y: number }>> = {
  ArrowLeft: { to: 'left', x: -8, y: 0 },
  ArrowRight: { to: 'right', x: 8, y: 0 },
  ArrowUp: { to: 'up', x: 0, y: -8 },
  ArrowDown: { to: 'down', x: 0, y: 8 },
};

/**
 * The element an arrow key leads to. Up and down follow the lines, or lead to what holds this and what it holds; where neither
 * leads, to the nearest. Left and right go through its kind in reading order. undefined: the edge.
 */
export function neighbour(board: Board, id: ElementId, direction: Direction): ElementId | undefined {
  const from = board.element(id);
  if (from === undefined) return undefined;
  if (direction === 'left' || direction === 'right') return peer(board, from, direction === 'left' ? -1 : 1);
  const isThere = lies(from, direction);
  const ways = [joined(board, from).filter(isThere), held(board, from, direction), board.elements.filter(isThere)];
  return closest(from, ways.find(({ length }) => length > 0) ?? [])?.id;
}

/** At the other ends of its lines. */
function joined(board: Board, { id }: BoardElement): readonly BoardElement[] {
  return board.elements
    .flatMap((element) => board.linesOf(element.id))
    .flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []))
    .flatMap((end) => board.element(end) ?? []);
}

/** The node of a pod and the pods of a node; a node hangs on the router's cable. */
function held(board: Board, { id, parent, content }: BoardElement, direction: 'up' | 'down'): readonly BoardElement[] {
  const ofKind = (kind: string) => board.elements.filter((other) => other.content.kind === kind);
  if (direction === 'down') return content.kind === 'router' ? ofKind('node') : board.children(id);
  if (content.kind === 'node') return ofKind('router');
  const holder = parent === undefined ? undefined : board.element(parent);
  return holder === undefined ? [] : [holder];
}

function peer(board: Board, { id, content }: BoardElement, by: 1 | -1): ElementId | undefined {
  const peers = board.elements
    .filter((other) => (content.kind === 'pod' ? other.content.kind === 'pod' : isBeside(content.kind, other)))
    .toSorted(inReadingOrder(board));
  return peers[peers.findIndex((other) => other.id === id) + by]?.id;
}

const ENTRIES: readonly string[] = ['load-balancer', 'router', 'entry'];

function isBeside(kind: string, { content }: BoardElement): boolean {
  return ENTRIES.includes(kind) ? ENTRIES.includes(content.kind) : content.kind === kind;
}

/** Node by node for pods; row by row for what stands in rows. */
function inReadingOrder(board: Board) {
  const key = ({ parent, left, top }: BoardElement): readonly number[] => {
    const holder = parent === undefined ? undefined : board.element(parent);
    return [holder?.top ?? 0, holder?.left ?? 0, top, left];
  };
  return (a: BoardElement, b: BoardElement): number => {
    const [ka, kb] = [key(a), key(b)];
    const at = ka.findIndex((value, index) => value !== kb[index]);
    return at < 0 ? 0 : (ka[at] ?? 0) - (kb[at] ?? 0);
  };
}

function lies(from: BoardElement, direction: 'up' | 'down') {
  return (other: BoardElement): boolean =>
    direction === 'up' ? other.top + other.height <= from.top : other.top >= from.top + from.height;
}

function closest(from: BoardElement, candidates: readonly BoardElement[]): BoardElement | undefined {
  const distance = (other: BoardElement): number =>
    Math.hypot(
      other.left + other.width / 2 - (from.left + from.width / 2),
      other.top + other.height / 2 - (from.top + from.height / 2),
    );
  return candidates.toSorted((a, b) => distance(a) - distance(b))[0];
}
