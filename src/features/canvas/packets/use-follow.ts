import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import { isTooSmall, readingCamera, type ScreenSize } from '../board/camera.ts';
import { type Point } from '../board/element.ts';
import { spotOfCue, type Stage } from './place.ts';
import { spotPoint } from '../board/wires.ts';

const DURATION = 250;
/** The packet may move so far from the edge, as a share of the screen, before the view follows. */
const EDGE = 0.22;

/** On a small screen the view follows the packet, while `enabled` says that nobody wants to look elsewhere. */
export function useFollow(stage: Stage, screen: ScreenSize, enabled: () => boolean): void {
  const { playback } = useSimulation();
  const flow = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    if (!isTooSmall(stage.board.bounds, screen)) return;
    const follow = (): void => {
      const { timeline, cue } = playback.getState();
      const now = timeline?.cues[cue];
      if (timeline === undefined || now === undefined || !enabled()) return;
      const spot = spotOfCue(stage, timeline, now);
      const point = spot === undefined ? undefined : spotPoint(stage.board, spot);
      const [x, y, zoom] = store.getState().transform;
      if (point === undefined || isCentral({ x: point.x * zoom + x, y: point.y * zoom + y }, screen)) return;
      void flow.setViewport(readingCamera(point, screen), { duration: DURATION });
    };
    follow();
    return playback.subscribe((state, before) => {
      if (state.cue !== before.cue || state.timeline !== before.timeline) follow();
    });
  }, [stage, screen, enabled, playback, flow, store]);
}

function isCentral({ x, y }: Point, { width, height }: ScreenSize): boolean {
  return x > width * EDGE && x < width * (1 - EDGE) && y > height * EDGE && y < height * (1 - EDGE);
}
