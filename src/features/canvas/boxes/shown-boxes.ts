import type { Board } from '../board/placed-board.ts';
import { type Camera, contains, type ScreenSize, visibleRect } from '../board/camera.ts';
import type { BoardElement, Rect } from '../board/element.ts';

/** What React Flow is given: the part of the board around the view, in as much detail as the distance shows. */
export interface Shown {
  readonly rect: Rect;
  readonly detail: Detail;
}

/** all: every element. groups: pods are painted, not given. none: everything is painted. */
export type Detail = 'all' | 'groups' | 'none';

/** Boards up to this size are given whole: readable from any distance, and one list for a screen reader. */
const SMALL_BOARD = 300;
const POD_ZOOM = 0.4;
const GROUP_ZOOM = 0.15;
const MARGIN = 0.5;

function detailFor(board: Board, zoom: number): Detail {
  if (board.elements.length <= SMALL_BOARD || zoom >= POD_ZOOM) return 'all';
  return zoom >= GROUP_ZOOM ? 'groups' : 'none';
}

/** The same window while the view stays inside it; a new one when it has left or the detail changes. */
export function showAround(board: Board, camera: Camera, screen: ScreenSize, before?: Shown): Shown {
  const detail = detailFor(board, camera.zoom);
  const view = visibleRect(camera, screen);
  const tooWide = before !== undefined && before.rect.width > view.width * (1 + 2 * MARGIN) * 1.4;
  if (before !== undefined && before.detail === detail && !tooWide && contains(before.rect, view)) return before;
  return { rect: visibleRect(camera, screen, MARGIN), detail };
}

/** The elements to show as boxes, parents before children. */
export function givenElements(board: Board, shown: Shown): readonly BoardElement[] {
  if (shown.detail === 'none') return [];
  const small = board.elements.length <= SMALL_BOARD;
  const found = small ? board.elements.filter(({ ghost }) => ghost !== true) : board.within(shown.rect);
  const given = shown.detail === 'all' ? found : found.filter(({ content }) => content.kind !== 'pod');
  const ids = new Set(given.map(({ id }) => id));
  const parents = given.flatMap(({ parent }) => {
    const element = parent === undefined || ids.has(parent) ? undefined : board.element(parent);
    if (element === undefined) return [];
    ids.add(element.id);
    return [element];
  });
  return [...parents, ...given];
}
