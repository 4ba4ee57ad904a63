import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect } from 'react';
import type { ElementId } from '../../scenario/document/document.ts';
import { useView } from '../../simulation/workspace/context.ts';
import type { Board } from './board/placed-board.ts';
import { contains, type ScreenSize, visibleRect } from './board/camera.ts';
import type { BoardState } from './use-board.ts';

/** Close enough to read what has been found. */
const READING_ZOOM = 0.8;
const DURATION = 200;
/** Frames for which the focus is tried to be given. */
const PATIENCE = 60;

interface ArrivalOptions extends Pick<BoardState, 'board' | 'hasSystem' | 'systemShown' | 'setSystemShown'> {
  readonly screen: ScreenSize;
  /** The view is the person's from now on. */
  readonly keepView: () => void;
}

/**
 * Brings into view what somebody looked for, and gives it the focus; what is not on the board is seen in the inspector.
 * Returns what does the same for any element.
 */
export function useArrival({ board, hasSystem, systemShown, setSystemShown, screen, keepView }: ArrivalOptions) {
  const arrival = useView((state) => state.arrival);
  const arrived = useView((state) => state.arrived);
  const goTo = useGoTo(board, screen, keepView);
  useEffect(() => {
    if (arrival === undefined || arrival.done) return;
    if (board.element(arrival.element) !== undefined) goTo(arrival.element);
    else if (hasSystem && !systemShown) {
      setSystemShown(true);
      return;
    } else focusSoon(() => document.querySelector('[aria-label="Inspector"]'));
    arrived();
  });
  return goTo;
}

function useGoTo(board: Board, screen: ScreenSize, keepView: () => void): (id: ElementId) => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    (id) => {
      const element = board.element(id);
      if (element === undefined) return;
      const [x, y, zoom] = store.getState().transform;
      if (zoom < READING_ZOOM / 2 || !contains(visibleRect({ x, y, zoom }, screen), element)) {
        keepView();
        const { left, top, width, height } = element;
        void flow.setCenter(left + width / 2, top + height / 2, {
          zoom: Math.max(zoom, READING_ZOOM),
          duration: DURATION,
        });
      }
      focusSoon(() => store.getState().domNode?.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`));
    },
    [board, flow, keepView, screen, store],
  );
}

/** Boxes that come into view, and an inspector that is fetched, take a moment. */
export function focusSoon(find: () => Element | null | undefined, left = PATIENCE): void {
  const element = find();
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
  if (element == null || document.activeElement !== element) {
    if (left > 0) requestAnimationFrame(() => focusSoon(find, left - 1));
  }
}
