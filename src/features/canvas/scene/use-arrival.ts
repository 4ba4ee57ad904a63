import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import type { ElementId } from '../../../scenario/document/document.ts';
import { useView } from '../../../simulation/workspace/context.ts';
import { boundsOf } from '../placing/index-board.ts';
import type { Board } from '../board/placed-board.ts';
import { contains, CONTROLS, fitCamera, type ScreenSize, visibleRect } from '../board/camera.ts';
import { cardToOpen, standingFor } from '../folding/standing.ts';
import { shared } from '../words/rects.ts';
import type { BoardState } from './use-board.ts';
import { VIEW_MOVE } from './view-move.ts';

/** Close enough to read what has been found. */
const READING_ZOOM = 0.8;
/** Frames for which the focus is tried to be given. */
const PATIENCE = 60;

interface ArrivalOptions extends Pick<BoardState, 'board' | 'hasSystem' | 'systemShown' | 'setSystemShown'> {
  readonly screen: ScreenSize;
  /** The view is the person's from now on. */
  readonly keepView: () => void;
}

/**
 * Brings into view what somebody looked for, and gives it the focus; what is not on the board is seen in the inspector.
 * Returns what does the same for any element. What is selected stays in sight.
 */
export function useArrival({ board, hasSystem, systemShown, setSystemShown, screen, keepView }: ArrivalOptions) {
  const arrival = useView((state) => state.arrival);
  const arrived = useView((state) => state.arrived);
  const { show, goTo } = useGoTo(board, screen, keepView);
  useKeepInSight(board, screen, show);
  useEffect(() => {
    if (arrival === undefined || arrival.done) return;
    // The card that it is in is about to be opened.
    if (cardToOpen(board, arrival.element) !== undefined) return;
    if (standingFor(board, arrival.element).length > 0) goTo(arrival.element);
    else if (hasSystem && !systemShown) {
      setSystemShown(true);
      return;
    } else focusSoon(() => document.querySelector('[data-region="inspector"]'));
    // Who looks for something does not want to follow the packet elsewhere.
    keepView();
    arrived();
  });
  return goTo;
}

/** `show`: brings all into view that one sees of an object; `goTo`: and gives it the focus. */
function useGoTo(board: Board, screen: ScreenSize, keepView: () => void) {
  const flow = useReactFlow();
  const store = useStoreApi();
  const show = useCallback(
    (id: ElementId) => {
      const found = standingFor(board, id);
      if (found.length === 0) return;
      const whole = boundsOf(found);
      const [x, y, zoom] = store.getState().transform;
      if (zoom < READING_ZOOM / 2 || !contains(visibleRect({ x, y, zoom }, screen), whole)) {
        keepView();
        const { left, top, width, height } = whole;
        const close = Math.max(zoom, READING_ZOOM);
        void flow.setCenter(left + width / 2, top + height / 2, {
          // All that one sees of it.
          zoom: found.length === 1 ? close : Math.min(close, fitCamera(whole, screen).zoom),
          ...VIEW_MOVE,
        });
      }
    },
    [board, flow, keepView, screen, store],
  );
  const goTo = useCallback(
    (id: ElementId) => {
      show(id);
      const [first] = standingFor(board, id);
      if (first === undefined) return;
      const selector = `.react-flow__node[data-id="${CSS.escape(first.id)}"]`;
      focusSoon(() => store.getState().domNode?.querySelector(selector));
    },
    [board, show, store],
  );
  return { show, goTo };
}

/** Pixels between the edge and what is brought back into sight. */
const MARGIN = 16;
/** What less of is in sight is hidden. */
const HIDDEN = 0.6;

/** What is selected and was in sight comes back into it where a panel would hide it; else the board stays as it is. */
function useKeepInSight(board: Board, screen: ScreenSize, show: (id: ElementId) => void): void {
  const flow = useReactFlow();
  const selected = useView((state) => state.selected);
  const sought = useView((state) => state.arrival?.done === false);
  const before = useRef(screen);
  useEffect(() => {
    const last = before.current;
    before.current = screen;
    const found = selected === undefined ? [] : standingFor(board, selected);
    const [element] = found;
    if (last === screen || selected === undefined || element === undefined) return;
    const camera = flow.getViewport();
    // The inspector that opens for what was sought takes of its room, and of that of several boxes.
    if (sought || (found.length > 1 && contains(visibleRect(camera, last), boundsOf(found)))) {
      show(selected);
      return;
    }
    const box = {
      left: element.left * camera.zoom + camera.x,
      top: element.top * camera.zoom + camera.y,
      width: element.width * camera.zoom,
      height: element.height * camera.zoom,
    };
    const isHidden = (size: ScreenSize): boolean =>
      shared(box, { left: 0, top: 0, ...size }) < HIDDEN * box.width * box.height;
    if (isHidden(last) || !isHidden(screen)) return;
    const by = {
      x: pushInto(box.left, box.width, screen.width - CONTROLS),
      y: pushInto(box.top, box.height, screen.height),
    };
    void flow.setViewport({ x: camera.x + by.x, y: camera.y + by.y, zoom: camera.zoom }, VIEW_MOVE);
  }, [board, screen, selected, sought, flow, show]);
}

/** How far something has to move along an axis so that it lies within; its start goes before its end. */
function pushInto(start: number, length: number, room: number): number {
  const over = Math.max(start + length + MARGIN - room, 0);
  return start < MARGIN ? MARGIN - start : -Math.min(over, start - MARGIN);
}

/** Boxes that come into view, and an inspector that is fetched, take a moment. */
export function focusSoon(find: () => Element | null | undefined, left = PATIENCE): void {
  const element = find();
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
  if (element == null || document.activeElement !== element) {
    if (left > 0) requestAnimationFrame(() => focusSoon(find, left - 1));
  }
}
