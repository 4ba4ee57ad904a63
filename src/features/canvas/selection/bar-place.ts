import type { ScreenSize } from '../board/camera.ts';
import { CONTROLS, roomOn } from '../board/camera.ts';
import type { BoardElement, Rect } from '../board/element.ts';
import type { Board } from '../board/placed-board.ts';
import { shared } from '../words/rects.ts';

type Size = Pick<Rect, 'width' | 'height'>;

interface BarPlace {
  readonly size: Size;
  readonly screen: ScreenSize;
  /** What it belongs to, in pixels of the screen. */
  readonly beside: Rect;
  /** What it should not hide, in pixels of the screen. */
  readonly boxes: readonly Rect[];
}

/** Pixels between the bar and what it stands beside, and to the edges of the board, on the right of its controls. */
const GAP = 10;
const EDGE = 8;

/** Beside what is selected where that hides nothing, else at an edge of the board; where something is hidden anywhere, as little as can be. */
export function placeBar({ size, screen, beside, boxes }: BarPlace): { readonly left: number; readonly top: number } {
  const room = roomOn(screen);
  const last = {
    left: Math.max(EDGE, screen.width - size.width - CONTROLS - EDGE),
    top: Math.max(room.top, screen.height - size.height - EDGE - (screen.covered?.bottom ?? 0)),
  };
  const middle = { left: beside.left + beside.width / 2, top: beside.top + beside.height / 2 };
  const centred = { left: middle.left - size.width / 2, top: middle.top - size.height / 2 };
  const above = beside.top - GAP - size.height;
  const below = beside.top + beside.height + GAP;
  const places = [
    { left: centred.left, top: above },
    { left: centred.left, top: below },
    { left: beside.left - GAP - size.width, top: centred.top },
    { left: beside.left + beside.width + GAP, top: centred.top },
    ...[EDGE, centred.left, last.left].flatMap((left) =>
      [above, below, room.top, last.top].map((top) => ({ left, top })),
    ),
  ].map(({ left, top }) => ({ left: within(left, EDGE, last.left), top: within(top, room.top, last.top) }));
  const rated = places.map((place) => {
    const bar = { ...place, ...size };
    const hidden = boxes.reduce((sum, box) => sum + shared(bar, box), 0);
    const away = Math.hypot(place.left - centred.left, place.top - centred.top);
    return { place, hidden, away };
  });
  const [best] = rated.toSorted((a, b) => a.hidden - b.hidden || a.away - b.away);
  return best?.place ?? { left: EDGE, top: room.top };
}

/** The parts of what is shown that say something: whole boxes, and of those with others in them what is above these. */
export function tellingParts(board: Board, shown: Rect): readonly Rect[] {
  return board.within(shown).map((element: BoardElement) => {
    const inner = board.children(element.id);
    const top = inner.reduce((least, child) => Math.min(least, child.top), element.top + element.height);
    return { left: element.left, top: element.top, width: element.width, height: top - element.top };
  });
}

const within = (at: number, first: number, last: number): number => Math.max(first, Math.min(at, last));
