import { isPhone, type ScreenSize } from '../board/camera.ts';
import type { Rect } from '../board/element.ts';
import type { Obstacle } from './rects.ts';

/** Where words of a walk may stand on a screen: told at once, however much stands on it. */
export interface Room {
  readonly screen: ScreenSize;
  /** What a box would hide that has to stay legible: square pixels of names and addresses; a part of those of other words, several times those of what lies above. */
  readonly hidden: (box: Rect) => number;
  /** What a box had better stand beside: pixels of edges that it would lie across, and a little for what it would lie on. */
  readonly crossed: (box: Rect) => number;
}

export interface RoomOn {
  readonly screen: ScreenSize;
  /** Where words stand, and what lies above the board. */
  readonly texts: readonly Obstacle[];
  /** Boxes: they may be covered where no words stand. Absent: there are none. */
  readonly boxes?: readonly Rect[];
}

/** Against words that may be hidden: names and addresses, and what is not seen at all. */
const WORDS = 24;
const COVERS = 240;
/** Pixels that words have to themselves at their ends: what touches them looks as if it hid some. */
const BESIDE = 3;
/** A pixel of an edge against a square pixel in a box. */
const EDGE = 25;

export function createRoom({ screen, texts, boxes = [] }: RoomOn): Room {
  const words = createGrid(screen, isPhone(screen) ? PHONE_CELL : CELL);
  for (const text of texts) {
    const { left, width } = text;
    words.add(
      { ...text, left: left - BESIDE, width: width + 2 * BESIDE },
      text.covers ? COVERS : text.minor ? 1 : WORDS,
    );
  }
  const lines = createGrid(screen, CELL);
  for (const box of boxes) {
    const { left, top, width, height } = box;
    lines.add(box, 1);
    for (const y of [top, top + height]) lines.add({ left, top: y, width, height: 1 }, EDGE);
    for (const x of [left, left + width]) lines.add({ left: x, top, width: 1, height }, EDGE);
  }
  const [hidden, crossed] = [words.sum(), lines.sum()];
  return { screen, hidden: (box) => hidden(box) / WORDS, crossed: (box) => crossed(box) / EDGE };
}

/** Pixels to a side: of words on a phone, where there is least room, each counts. */
const CELL = 2;
const PHONE_CELL = 1;

/** Sums over boxes in constant time: a summed-area table (Crow 1984) of cells, in which whatever touches a cell fills it. */
function createGrid(screen: ScreenSize, side: number) {
  const [columns, rows] = [Math.ceil(screen.width / side) + 1, Math.ceil(screen.height / side) + 1];
  const cells = new Int32Array(columns * rows);
  const cell = (at: number, most: number): number => (at < 0 ? 0 : at > most ? most : at);
  const columnBefore = (x: number): number => cell(Math.floor(x / side), columns - 1);
  const columnAfter = (x: number): number => cell(Math.ceil(x / side), columns - 1);
  const rowBefore = (y: number): number => cell(Math.floor(y / side), rows - 1) * columns;
  const rowAfter = (y: number): number => cell(Math.ceil(y / side), rows - 1) * columns;
  const valueAt = (at: number): number => cells[at] ?? 0;
  /** Each cell becomes the sum of all above and left of it, of how full they are: one pass, as it is made anew with every look at the board. */
  const gather = (): void => {
    const full = new Int32Array(columns);
    for (let row = 0; row < cells.length; row += columns) {
      let [edge, sum] = [0, 0];
      for (let column = 0; column < columns; column += 1) {
        edge += valueAt(row + column);
        const own = (full[column] ?? 0) + edge;
        full[column] = own;
        sum += own;
        cells[row + column] = row === 0 ? sum : sum + valueAt(row + column - columns);
      }
    }
  };
  return {
    /** Notes the corners of what it fills: what they add up to is how full each cell is. */
    add: (box: Rect, weight: number): void => {
      const [left, right] = [columnBefore(box.left), columnAfter(box.left + box.width)];
      const [top, bottom] = [rowBefore(box.top), rowAfter(box.top + box.height)];
      if (right <= left || bottom <= top) return;
      cells[top + left] = valueAt(top + left) + weight;
      cells[top + right] = valueAt(top + right) - weight;
      cells[bottom + left] = valueAt(bottom + left) - weight;
      cells[bottom + right] = valueAt(bottom + right) + weight;
    },
    sum: (): ((box: Rect) => number) => {
      gather();
      // Up to a cell is up to the end of the one before it; before the first there is nothing.
      const upTo = (row: number, column: number): number =>
        column === 0 || row === 0 ? 0 : valueAt(row - columns + column - 1);
      return ({ left: x, top: y, width: w, height: h }) => {
        const [left, right] = [columnBefore(x), columnAfter(x + w)];
        const [top, bottom] = [rowBefore(y), rowAfter(y + h)];
        return (upTo(bottom, right) - upTo(bottom, left) - upTo(top, right) + upTo(top, left)) * side * side;
      };
    },
  };
}
