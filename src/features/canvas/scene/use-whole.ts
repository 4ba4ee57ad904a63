import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useEffectEvent, useRef } from 'react';
import {
  firstCamera,
  clearOfControls,
  hasControlsAbove,
  isPhone,
  type Camera,
  type ScreenSize,
} from '../board/camera.ts';
import type { Rect } from '../board/element.ts';
import { clearOfPanels } from './clear-of-panels.ts';
import { isPointedAt } from './is-pointed-at.ts';
import type { Room } from './use-room.ts';
import { VIEW_MOVE } from './view-move.ts';

/**
 * Where what stands above the board grows, all of the board comes back into sight, clear of its controls, unless somebody has moved
 * the view. A panel that opens beside or below it moves nothing, and nothing moves under a pointer: as long as one is on the board,
 * that stays as it is.
 */
export function useWhole(bounds: Rect, { screen, lowered }: Room, isTouched: () => boolean): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  const before = useRef(0);
  const waits = useRef(false);
  const bring = useEffectEvent(() => {
    const { domNode } = store.getState();
    if (!waits.current || isPointedAt(domNode)) return;
    waits.current = false;
    const free = clearOfPanels(screen, domNode);
    if (isTouched() || isWithin(bounds, flow.getViewport(), free)) return;
    void flow.setViewport(firstCamera(bounds, free), VIEW_MOVE);
  });
  useEffect(() => {
    const hasGrown = lowered > before.current;
    before.current = lowered;
    // On a phone the view follows the packet.
    if (hasGrown && !isPhone(screen)) waits.current = true;
    bring();
  }, [lowered, screen]);
  useEffect(() => {
    const { domNode } = store.getState();
    const left = (): void => bring();
    domNode?.addEventListener('pointerleave', left);
    return () => domNode?.removeEventListener('pointerleave', left);
  }, [store]);
}

/** Where the board's controls stand above it: their lower edge. */
const ABOVE = 50;

/** True when all of a box is on the screen, clear of the board's controls and of what covers it. */
function isWithin(box: Rect, { x, y, zoom }: Camera, screen: ScreenSize): boolean {
  const { left, bottom } = screen.covered ?? { left: 0, bottom: 0 };
  const right = clearOfControls(screen).width;
  return (
    box.left * zoom + x >= left &&
    box.top * zoom + y >= (hasControlsAbove(screen) ? ABOVE : 0) &&
    (box.left + box.width) * zoom + x <= right &&
    (box.top + box.height) * zoom + y <= screen.height - bottom
  );
}
