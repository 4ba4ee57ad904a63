import type { PlaybackStore } from '../../../simulation/playback/playback-store.ts';
import { type Camera, PHONE_TOP, type ScreenSize } from '../board/camera.ts';
import type { MovableCamera } from '../board/camera-source.ts';
import type { Point } from '../board/element.ts';
import { spotPoint } from '../placing/wires.ts';
import { VIEW_MOVE } from '../scene/view-move.ts';
import { coveredCards, followCamera } from './places/follow-camera.ts';
import { spotOfCue, type Stage } from './places/place.ts';

/** The packet may move so far from the edge, as a share of the screen, before the view follows. */
const EDGE = 0.22;

/** Where on the board the packet is, or will be when it has come to the step shown; undefined: nowhere. */
export function packetPoint(stage: Stage, playback: PlaybackStore): Point | undefined {
  const { timeline, cue } = playback.getState();
  const now = timeline?.cues[cue];
  const spot = timeline && now && spotOfCue(stage, timeline, now);
  return spot === undefined ? undefined : spotPoint(stage.board, spot);
}

/** Acts now, and whenever the walk has come to another step. Answers how to stop. */
export function atEachStep(playback: PlaybackStore, act: () => void): () => void {
  act();
  return playback.subscribe((state, before) => {
    if (state.cue !== before.cue || state.timeline !== before.timeline) act();
  });
}

/** Where the view goes on a phone for a packet at `point` to be read, and cards to be touched; undefined: it stays. */
export function followingCamera({ board }: Stage, point: Point, now: Camera, screen: ScreenSize): Camera | undefined {
  const at = { x: point.x * now.zoom + now.x, y: point.y * now.zoom + now.y };
  const next = followCamera(board, point, screen);
  const covered = (camera: Camera): number => coveredCards(board, camera, screen);
  return !isCentral(at, screen) || covered(next) < covered(now) ? next : undefined;
}

function isCentral({ x, y }: Point, { width, height }: ScreenSize): boolean {
  const top = PHONE_TOP + (height - PHONE_TOP) * EDGE;
  return x > width * EDGE && x < width * (1 - EDGE) && y > top && y < height * (1 - EDGE);
}

/** On a phone the view follows the packet, until this is stopped. */
export function followPacket(
  stage: Stage,
  playback: PlaybackStore,
  view: MovableCamera,
  screen: ScreenSize,
): () => void {
  let frame = 0;
  const goTo = (to: Camera): void => {
    const from = view.get();
    cancelAnimationFrame(frame);
    let start: number | undefined;
    const step = (now: number): void => {
      start ??= now;
      const share = Math.min((now - start) / VIEW_MOVE.duration, 1);
      view.set({
        x: from.x + (to.x - from.x) * share,
        y: from.y + (to.y - from.y) * share,
        zoom: from.zoom + (to.zoom - from.zoom) * share,
      });
      if (share < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
  };
  const stop = atEachStep(playback, () => {
    const point = packetPoint(stage, playback);
    const to = point && followingCamera(stage, point, view.get(), screen);
    if (to !== undefined) goTo(to);
  });
  return () => {
    cancelAnimationFrame(frame);
    stop();
  };
}
