import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useEffectEvent, useRef } from 'react';
import { usePlayback, useView } from '../../../simulation/workspace/context.ts';
import { clearOfControls, fitCamera, isPhone, roomOn, type ScreenSize } from '../board/camera.ts';
import { standingFor } from '../folding/standing.ts';
import { boundsOf } from '../placing/index-board.ts';
import { isPointedAt } from '../scene/is-pointed-at.ts';
import { VIEW_MOVE } from '../scene/view-move.ts';
import { toScreen } from './places/caption-view.ts';
import { partiesOf } from './places/parties.ts';
import type { Stage } from './places/place.ts';

export interface FollowedRoom {
  readonly screen: ScreenSize;
  readonly fitted: ScreenSize;
}

/** Who looks where. */
export interface Looking {
  /** Nobody wants to look elsewhere: what somebody has sent since wants to be seen. */
  readonly follows: () => boolean;
  /** Somebody has moved the view, so that it is not fitted to what a walk brings along. */
  readonly isTouched: () => boolean;
}

/**
 * Where the room gets narrower, and where something is sent on a board that somebody has moved, all parties of the walk come into
 * sight, at the scale they had if there is room for them, unless somebody wants to look elsewhere. Nothing moves under a pointer:
 * as long as one is on the board, that stays as it is. The answer says whether the view is on its way to them.
 */
export function useParties(
  stage: Stage,
  { screen, fitted }: FollowedRoom,
  { follows, isTouched }: Looking,
): () => boolean {
  const flow = useReactFlow();
  const store = useStoreApi();
  const timeline = usePlayback((state) => state.timeline);
  const request = usePlayback((state) => state.request);
  const selected = useView((state) => state.selected);
  const before = useRef(fitted);
  const waits = useRef(false);
  const comes = useRef(0);
  const bring = useEffectEvent(() => {
    if (!waits.current || timeline === undefined || !follows()) return;
    waits.current = false;
    const looked = selected === undefined ? [] : standingFor(stage.board, selected);
    const whole = boundsOf([...partiesOf(stage, timeline), ...looked]);
    const { x, y, zoom } = flow.getViewport();
    const at = toScreen({ x: whole.left, y: whole.top }, { x, y, zoom });
    const size = { width: whole.width * zoom, height: whole.height * zoom };
    const isSeen =
      isWithin(at.x, size.width, clearOfControls(screen).width) && isWithin(at.y, size.height, screen.height);
    if (isSeen) return;
    const room = roomOn(screen);
    const fits = size.width <= room.width && size.height <= room.height;
    const by = {
      x: pushInto(at.x, size.width, room.left, room.width),
      y: pushInto(at.y, size.height, room.top, room.height),
    };
    comes.current = performance.now() + VIEW_MOVE.duration;
    void flow.setViewport(fits ? { x: x + by.x, y: y + by.y, zoom } : fitCamera(whole, screen), VIEW_MOVE);
  });
  useEffect(() => {
    const last = before.current;
    before.current = screen;
    // On a phone the view follows the packet.
    waits.current = !isPhone(screen) && screen.width < last.width;
    if (!isPointedAt(store.getState().domNode)) bring();
  }, [screen, store]);
  const sent = useRef(request);
  useEffect(() => {
    if (sent.current === request) return;
    sent.current = request;
    if (isPhone(screen) || !isTouched()) return;
    waits.current = true;
    if (!isPointedAt(store.getState().domNode)) bring();
  }, [request, screen, isTouched, store]);
  useEffect(() => {
    const { domNode } = store.getState();
    const left = (): void => bring();
    domNode?.addEventListener('pointerleave', left);
    return () => domNode?.removeEventListener('pointerleave', left);
  }, [store]);
  return useCallback(() => performance.now() < comes.current, []);
}

function isWithin(start: number, length: number, room: number): boolean {
  return start >= 0 && start + length <= room;
}

/** How far something that has room has to move along an axis to lie within. */
function pushInto(start: number, length: number, first: number, room: number): number {
  return Math.max(first - start, 0) + Math.min(first + room - start - length, 0);
}
