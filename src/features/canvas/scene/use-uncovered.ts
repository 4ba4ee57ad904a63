import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useEffectEvent } from 'react';
import { useView } from '../../../simulation/workspace/context.ts';
import { type Camera, contains, firstCamera, roomOn, type ScreenSize, visibleRect } from '../board/camera.ts';
import type { Rect } from '../board/element.ts';
import { clearOfPanels } from './clear-of-panels.ts';
import { VIEW_MOVE } from './view-move.ts';

/** Frames that what can be added takes to come, as it is fetched, at most. */
const PATIENCE = 600;

/**
 * What one adds to stays in sight: where the panel of what can be added would cover a part of the board, the board is fitted beside it, or,
 * where somebody has moved the view, pushed aside as far as that helps. What was asked for at a place of the board stands there.
 */
export function useUncovered(bounds: Rect, screen: ScreenSize, isTouched: () => boolean): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  const adding = useView(({ build }) => build?.is === 'add' && build.at === undefined);
  const uncover = useEffectEvent(() => {
    const free = clearOfPanels(screen, store.getState().domNode);
    if (free.covered === undefined || free.covered.left + free.covered.bottom === 0) return false;
    const camera = flow.getViewport();
    if (contains(visibleRect(camera, free), bounds)) return true;
    const next = isTouched() ? pushedClear(camera, bounds, free) : firstCamera(bounds, free);
    if (next !== undefined) void flow.setViewport(next, VIEW_MOVE);
    return true;
  });
  useEffect(() => {
    if (!adding) return undefined;
    let request = 0;
    const look = (left: number): void => {
      if (!uncover() && left > 0) request = requestAnimationFrame(() => look(left - 1));
    };
    look(PATIENCE);
    return () => cancelAnimationFrame(request);
  }, [adding]);
}

/** The same scale, with all of the board in what is free; undefined: it has no room there, or is not in sight anyway. */
function pushedClear({ x, y, zoom }: Camera, bounds: Rect, free: ScreenSize): Camera | undefined {
  const room = roomOn(free);
  const { covered: _, ...whole } = free;
  const isSeen = contains(visibleRect({ x, y, zoom }, whole), bounds);
  if (!isSeen || bounds.width * zoom > room.width || bounds.height * zoom > room.height) return undefined;
  const pushed = (start: number, length: number, from: number, within: number): number =>
    Math.min(Math.max(start, from), from + within - length) - start;
  return {
    x: x + pushed(bounds.left * zoom + x, bounds.width * zoom, room.left, room.width),
    y: y + pushed(bounds.top * zoom + y, bounds.height * zoom, room.top, room.height),
    zoom,
  };
}
