import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import { isTooSmall } from '../board/camera.ts';
import { atEachStep, followingCamera, packetPoint } from './follow-packet.ts';
import type { Stage } from './places/place.ts';
import { type FollowedRoom, type Looking, useParties } from './use-parties.ts';
import { clearOfPanels } from '../scene/clear-of-panels.ts';
import { VIEW_MOVE } from '../scene/view-move.ts';

/**
 * On a small screen the view follows the packet; on others it moves where the packet goes out of sight, and all parties of its walk
 * come out from under panels, unless somebody wants to look elsewhere.
 */
export function useFollow(stage: Stage, { screen, fitted }: FollowedRoom, looking: Looking): void {
  const isComing = useParties(stage, { screen, fitted }, looking);
  const { follows } = looking;
  const { playback } = useSimulation();
  const flow = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    const small = isTooSmall(stage.board.bounds, screen);
    return atEachStep(playback, () => {
      const point = follows() ? packetPoint(stage, playback) : undefined;
      if (point === undefined) return;
      const [x, y, zoom] = store.getState().transform;
      if (small) {
        // What lies over the board is about something else on it.
        if (clearOfPanels(screen, store.getState().domNode).covered?.bottom) return;
        const to = followingCamera(stage, point, { x, y, zoom }, screen);
        if (to !== undefined) void flow.setViewport(to, VIEW_MOVE);
        return;
      }
      // All parties come into sight, the packet too. Nothing moves under a pointer.
      if (isComing() || store.getState().domNode?.matches(':hover') === true || !playback.getState().playing) return;
      const at = { x: point.x * zoom + x, y: point.y * zoom + y };
      const by = { x: within(at.x, screen.width) - at.x, y: within(at.y, screen.height) - at.y };
      if (by.x !== 0 || by.y !== 0) void flow.setViewport({ x: x + by.x, y: y + by.y, zoom }, VIEW_MOVE);
    });
  }, [stage, screen, follows, isComing, playback, flow, store]);
}

/** Room for what the packet carries beside it. */
const CLEAR = 72;
const NEAR = 12;

/** Where on an axis the packet should stand: where it does, unless that is out of sight. */
function within(at: number, room: number): number {
  return at >= NEAR && at <= room - NEAR ? at : Math.min(Math.max(at, CLEAR), Math.max(room - CLEAR, CLEAR));
}
