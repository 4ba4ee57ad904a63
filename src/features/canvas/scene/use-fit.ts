import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { usePlayback, useSimulation, useView } from '../../../simulation/workspace/context.ts';
import {
  type Camera,
  clearOfControls,
  contains,
  firstCamera,
  fitCamera,
  isPhone,
  type ScreenSize,
  visibleRect,
} from '../board/camera.ts';
import { clearOfPanels } from './clear-of-panels.ts';
import type { BoardState } from './use-board.ts';
import type { Room } from './use-room.ts';
import { useUncovered } from './use-uncovered.ts';
import { useWhole } from './use-whole.ts';
import { VIEW_MOVE } from './view-move.ts';

interface FitInput extends Pick<BoardState, 'board' | 'made'> {
  readonly room: Room;
  /** How the board was seen when something was dropped on it, before React Flow took over. */
  readonly seen: Camera | undefined;
  /** How many fits had been asked for when the board was first seen. */
  readonly fitsBefore: number;
}

/**
 * Fits the board into its room when that is asked for, and when what is to be fitted changes as long as nobody has moved the view
 * or dropped anything. What panels take of the room is none of it: the board keeps its scale and its place in the window. What stands above the board is kept clear of with the next fit.
 */
export function useFit({ board, made, room, seen, fitsBefore }: FitInput) {
  const { screen, fitted, lowered } = room;
  const { view } = useSimulation();
  const flow = useReactFlow();
  const store = useStoreApi();
  const fits = useView((state) => state.fits);
  const lens = useView((state) => state.lens);
  const { bounds } = board;
  const elsewhere = useRef(seen !== undefined);
  const last = useRef({ fits: fitsBefore, lens, bounds, made, screen, fitted, lowered, touched: seen !== undefined });
  useEffect(() => {
    const before = last.current;
    const asked = before.fits !== fits || before.lens !== lens;
    const resized = before.fitted !== fitted || before.bounds !== bounds;
    const whole = before.fits !== fits && view.getState().wholeFit;
    const touched = asked ? whole : before.touched;
    last.current = { fits, lens, bounds, made, screen, fitted, lowered, touched };
    if (asked) elsewhere.current = whole;
    const free = clearOfPanels(screen, store.getState().domNode);
    // Between a panel over the board and one that opens beside it there may be too little left.
    const isPressed = before.screen !== screen && isCovered(free);
    if (asked || ((resized || isPressed) && !before.touched)) {
      const camera = (whole ? fitCamera : firstCamera)(bounds, free);
      // What a walk brings along moves nothing as long as it is in sight.
      if (
        !asked &&
        before.made === made &&
        before.fitted === fitted &&
        contains(visibleRect(flow.getViewport(), clearOfControls(free)), bounds)
      )
        return;
      void flow.setViewport(camera, asked ? VIEW_MOVE : {});
    } else if (before.lowered !== lowered && before.fitted === fitted) {
      const { x, y, zoom } = flow.getViewport();
      void flow.setViewport({ x, y: y - (lowered - before.lowered), zoom });
    }
  }, [fits, lens, bounds, made, screen, fitted, lowered, flow, store, view]);
  const request = usePlayback((state) => state.request);
  const sent = useRef(request);
  useEffect(() => {
    // Who sends something wants to see where it goes, which on a phone is seen by following it.
    if (sent.current !== request) {
      elsewhere.current = false;
      if (isPhone(screen)) last.current.touched = false;
    }
    sent.current = request;
  }, [request, screen]);
  const keepView = (): void => {
    last.current.touched = true;
    elsewhere.current = true;
  };
  const isTouched = useCallback(() => last.current.touched, []);
  const follows = useCallback(() => !elsewhere.current, []);
  useWhole(bounds, room, isTouched);
  useUncovered(bounds, screen, isTouched);
  const looking = useMemo(() => ({ follows, isTouched }), [follows, isTouched]);
  return { keepView, looking };
}

const isCovered = ({ covered }: ScreenSize): boolean => covered !== undefined && covered.left + covered.bottom > 0;
