import { beatAt, type Timeline } from '../../../simulation/playback/timeline.ts';
import type { Cue } from '../../../simulation/playback/cue.ts';
import { type Camera, sameCamera, type ScreenSize } from '../board/camera.ts';
import type { Point, Rect } from '../board/element.ts';
import { placeCaption } from './caption-place.ts';
import { placeLabel, textRects } from './packet-label.ts';
import { type Move, pointAlong, type Stage } from './place.ts';

export interface CaptionFrame {
  readonly camera: Camera;
  readonly screen: ScreenSize;
  /** Size of the words; absent: there are none. */
  readonly caption?: ScreenSize;
}

interface CaptionOf {
  readonly timeline: Timeline;
  readonly cue: Cue;
  readonly texts: readonly Rect[];
  readonly moves: readonly Move[];
}

export function toScreen({ x, y }: Point, camera: Camera): Point {
  return { x: x * camera.zoom + camera.x, y: y * camera.zoom + camera.y };
}

/** Where words stand, as long as the view stays. */
export function rememberTexts({ board }: Stage): (camera: Camera, screen: ScreenSize) => readonly Rect[] {
  let texts: { readonly camera: Camera; readonly screen: ScreenSize; readonly rects: readonly Rect[] } | undefined;
  return (camera, screen) => {
    if (texts === undefined || texts.screen !== screen || !sameCamera(texts.camera, camera)) {
      texts = { camera, screen, rects: textRects(board, camera, screen) };
    }
    return texts.rects;
  };
}

/** Keeps the words of a beat in one place while the packet is on its way to where they stand. */
export function createCaption(stage: Stage) {
  let placed: { readonly key: readonly unknown[]; readonly rect: Rect } | undefined;
  return {
    at: (): Point | undefined => placed && { x: placed.rect.left, y: placed.rect.top },
    place: ({ timeline, cue, texts, moves }: CaptionOf, frame: CaptionFrame): Rect | undefined => {
      const { camera, screen, caption: size } = frame;
      const beat = beatAt(timeline, cue.index);
      const last = moves[beat?.last ?? -1]?.way.at(-1);
      if (size === undefined || beat === undefined || last === undefined) return (placed = undefined);
      const key = [stage, timeline, beat.index, camera.x, camera.y, camera.zoom, screen, size.width, size.height];
      if (placed === undefined || key.some((each, index) => each !== placed?.key[index])) {
        const at = toScreen(last, camera);
        const way = moves
          .slice(beat.first, beat.last + 1)
          .flatMap((move) => spotsAlong(move))
          .map((point) => toScreen(point, camera));
        const { x, y } = placeCaption({ at, size, texts: [...texts, labelRoom(at, texts, screen)], way, screen });
        placed = { key, rect: { left: x, top: y, ...size } };
      }
      return placed.rect;
    },
  };
}

/** Where the packet's own words will stand when it is there. */
function labelRoom(at: Point, texts: readonly Rect[], screen: ScreenSize): Rect {
  const { x, y } = placeLabel(at, LABEL_ROOM, texts, screen);
  return { left: at.x + x, top: at.y + y, ...LABEL_ROOM };
}

const LABEL_ROOM: ScreenSize = { width: 168, height: 58 };
const SPOT_GAP = 24;

function spotsAlong({ way, length }: Move): readonly Point[] {
  return Array.from({ length: Math.ceil(length / SPOT_GAP) }, (_, at) => pointAlong(way, at * SPOT_GAP));
}
