import type { Board } from '../../board/placed-board.ts';
import { type Camera, readingCamera, type ScreenSize, visibleRect } from '../../board/camera.ts';
import type { Point } from '../../board/element.ts';
import { inView } from '../../words/in-view.ts';

/** Where the board's controls stand on a small screen: from this pixel to that. */
const CONTROLS = { top: 8, bottom: 54 } as const;
/** So much of a card is left to be touched below them. // WCAG 2.2, 2.5.8 Target Size (Minimum) */
const TARGET = 24;
/** Pixels by which the packet may stand beside the middle, and between two places that are tried. */
const MOST = 60;
const STEP = 4;

/**
 * The board from near enough to read, a packet in the middle; a little beside it where the board's controls would lie on a card else,
 * of which nothing to touch would be left.
 */
export function followCamera(board: Board, packet: Point, screen: ScreenSize): Camera {
  const middle = readingCamera(packet, screen);
  let best = middle;
  let least = Infinity;
  for (const by of SHIFTS) {
    const camera = { ...middle, y: middle.y + by };
    const covered = coveredCards(board, camera, screen);
    if (covered < least) [best, least] = [camera, covered];
    if (covered === 0) break;
  }
  return best;
}

/** By so many pixels the view is moved, the least first. */
const SHIFTS = [0, ...Array.from({ length: MOST / STEP }, (_, index) => (index + 1) * STEP).flatMap((by) => [by, -by])];

/** How many cards the controls cover but for what is too small to be touched. */
export function coveredCards(board: Board, camera: Camera, screen: ScreenSize): number {
  return board.within(visibleRect(camera, screen)).filter((element) => {
    const { top, height } = inView(element, camera);
    const bottom = top + height;
    return (
      element.ghost !== true && top < CONTROLS.bottom && bottom > CONTROLS.top && bottom < CONTROLS.bottom + TARGET
    );
  }).length;
}
