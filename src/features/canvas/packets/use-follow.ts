import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import { type Camera, isTooSmall, PHONE_TOP, type ScreenSize } from '../board/camera.ts';
import { type Point } from '../board/element.ts';
import { coveredCards, followCamera } from './places/follow-camera.ts';
import { spotOfCue, type Stage } from './places/place.ts';
import { spotPoint } from '../placing/wires.ts';
import { type FollowedRoom, type Looking, useParties } from './use-parties.ts';
import { clearOfPanels } from '../scene/clear-of-panels.ts';
import { VIEW_MOVE } from '../scene/view-move.ts';

/** The packet may move so far from the edge, as a share of the screen, before the view follows. */
const EDGE = 0.22;

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
    const follow = (): void => {
      const { timeline, cue } = playback.getState();
      const now = timeline?.cues[cue];
      if (timeline === undefined || now === undefined || !follows()) return;
      const spot = spotOfCue(stage, timeline, now);
      const point = spot === undefined ? undefined : spotPoint(stage.board, spot);
      const [x, y, zoom] = store.getState().transform;
      if (point === undefined) return;
      const at = { x: point.x * zoom + x, y: point.y * zoom + y };
      if (small) {
        // What lies over the board is about something else on it.
        if (clearOfPanels(screen, store.getState().domNode).covered?.bottom) return;
        const next = followCamera(stage.board, point, screen);
        const covered = (camera: Camera): number => coveredCards(stage.board, camera, screen);
        if (!isCentral(at, screen) || covered(next) < covered({ x, y, zoom })) void flow.setViewport(next, VIEW_MOVE);
        return;
      }
      // All parties come into sight, the packet too. Nothing moves under a pointer.
      if (isComing() || store.getState().domNode?.matches(':hover') === true || !playback.getState().playing) return;
      const by = { x: within(at.x, screen.width) - at.x, y: within(at.y, screen.height) - at.y };
      if (by.x !== 0 || by.y !== 0) void flow.setViewport({ x: x + by.x, y: y + by.y, zoom }, VIEW_MOVE);
    };
    follow();
    return playback.subscribe((state, before) => {
      if (state.cue !== before.cue || state.timeline !== before.timeline) follow();
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

/** On a phone. */
function isCentral({ x, y }: Point, { width, height }: ScreenSize): boolean {
  const top = PHONE_TOP + (height - PHONE_TOP) * EDGE;
  return x > width * EDGE && x < width * (1 - EDGE) && y > top && y < height * (1 - EDGE);
}
