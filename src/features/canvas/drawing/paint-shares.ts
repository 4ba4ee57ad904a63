import { linksFrom } from '../placing/links.ts';
import { paintedTextSize } from '../board/board-text.ts';
import type { Camera } from '../board/camera.ts';
import { type Point, type Rect, serviceId } from '../board/element.ts';
import type { Link } from '../board/lines.ts';
import type { Board } from '../board/placed-board.ts';
import type { Painter } from './paint-board.ts';

/** Board pixels: from the end of a line to its share, and what that takes. */
const BESIDE = 6;
const HEIGHT = 18;
const ABOVE = 22;
const PADDING = 4;
/** Width of a character of the monospace font, of its size. */
const CHARACTER = 0.61;

interface ShownShare {
  readonly text: string;
  /** Where its line ends. */
  readonly end: Point;
}

/** The shares of an entry point's lines. */
function sharesAt(board: Board, id: string, links: readonly Link[]): readonly ShownShare[] {
  const content = board.element(id)?.content;
  if (content?.kind !== 'entry' || content.entry.shares.length === 0) return [];
  const shares = new Map(content.entry.shares.map((each) => [serviceId({ ...each, name: each.service }), each.share]));
  return links.flatMap(({ from, to, way }) => {
    const [part, end] = [shares.get(to), way.at(-1)];
    return from !== id || part === undefined || end === undefined ? [] : [{ text: `${Math.round(100 * part)} %`, end }];
  });
}

/** Shares of the requests, beside the ends of an entry point's lines. */
export const paintShares: Painter = (context, { board, links, marked }, { palette }) => {
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  for (const { id, content } of board.elements) {
    if (content.kind !== 'entry' || (links === undefined && !marked.has(id))) continue;
    for (const { text, end } of sharesAt(board, id, links ?? linksFrom(board, id))) {
      context.fillStyle = palette.paper;
      context.fillRect(end.x + BESIDE, end.y - ABOVE, context.measureText(text).width + PADDING, HEIGHT);
      context.fillStyle = palette.muted;
      context.fillText(text, end.x + BESIDE + PADDING / 2, end.y - 8);
    }
  }
};

/** Where shares stand on the screen, in its pixels: a packet's label and a caption keep off them. */
export function shareWords(board: Board, { x, y, zoom }: Camera): readonly Rect[] {
  const size = paintedTextSize(zoom);
  return board.elements.flatMap(({ id, content }) =>
    content.kind !== 'entry' || content.entry.shares.length === 0
      ? []
      : sharesAt(board, id, board.links ?? linksFrom(board, id)).map(({ text, end }) => ({
          left: (end.x + BESIDE) * zoom + x,
          top: (end.y - ABOVE) * zoom + y,
          width: (text.length * size * CHARACTER + PADDING) * zoom,
          height: HEIGHT * zoom,
        })),
  );
}
