import type { ScreenSize } from '../board/camera.ts';

/** What covers so much of the board that this is fitted to what is left says so by this attribute. */
const PANELS = '[data-covers-board]';

/** A panel as wide as this share of the board stands below, not at its side. */
const WIDE = 0.9;

/** The board's part of the window with what panels above it cover: of one that is taller than wide its side, else from where it begins on. */
export function clearOfPanels(screen: ScreenSize, board: Element | null): ScreenSize {
  const own = board?.getBoundingClientRect();
  if (own === undefined) return screen;
  const covered = { left: 0, bottom: 0 };
  for (const panel of document.querySelectorAll(PANELS)) {
    const { left, top, right, bottom, width, height } = panel.getBoundingClientRect();
    // It stands beside the board.
    if (left >= own.right || right <= own.left || top >= own.bottom || bottom <= own.top) continue;
    if (height > width && width < WIDE * own.width) covered.left = Math.max(covered.left, right - own.left);
    else covered.bottom = Math.max(covered.bottom, own.bottom - top);
  }
  return { ...screen, covered };
}
