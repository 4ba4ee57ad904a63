import { beatAt, type Timeline } from '../../../../simulation/playback/timeline.ts';
import { type Camera, type ScreenSize, visibleRect } from '../../board/camera.ts';
import type { Point, Rect } from '../../board/element.ts';
import type { Obstacle } from '../../words/rects.ts';
import { placeCaption } from '../../words/caption-place.ts';
import { placeLabel } from '../../words/label-place.ts';
import { type Move, pointAlong, type Stage } from './place.ts';

export interface CaptionFrame {
  readonly camera: Camera;
  readonly screen: ScreenSize;
  /** Size of the words; absent: there are none. */
  readonly caption?: ScreenSize;
  /** Where words and controls are seen, in screen pixels; another list whenever they were looked for again. Absent: there are none. */
  readonly seen?: readonly Obstacle[];
}

interface CaptionOf {
  readonly timeline: Timeline;
  readonly cue: number;
  /** Where words stand, and what stands above the board. */
  readonly texts: readonly Obstacle[];
  readonly moves: readonly Move[];
}

export function toScreen({ x, y }: Point, camera: Camera): Point {
  return { x: x * camera.zoom + camera.x, y: y * camera.zoom + camera.y };
}

const NONE: readonly Obstacle[] = [];

/** Where nothing may be drawn: words in boxes and on wires, and what stands above the board; the same list as long as they are. */
export function rememberTexts({ board, words }: Stage): (frame: CaptionFrame) => readonly Obstacle[] {
  let known: readonly Obstacle[] = NONE;
  let last: readonly Obstacle[] | undefined;
  return ({ camera, screen, seen = NONE }) => {
    if (last === seen) return known;
    last = seen;
    known = [...seen, ...(words?.(board, camera, screen) ?? NONE)];
    return known;
  };
}

/** Keeps the words of a beat in one place while the packet is on its way to where they stand. */
export function createCaption(stage: Stage) {
  let placed: { readonly key: readonly unknown[]; readonly rect: Rect } | undefined;
  return {
    at: (): Point | undefined => placed && { x: placed.rect.left, y: placed.rect.top },
    place: ({ timeline, cue, texts, moves }: CaptionOf, frame: CaptionFrame): Rect | undefined => {
      const { camera, screen, caption: size } = frame;
      const beat = beatAt(timeline, cue);
      const last = moves[beat?.last ?? -1]?.way.at(-1);
      if (size === undefined || beat === undefined || last === undefined) return (placed = undefined);
      const key = [stage, timeline, beat.index, texts, screen, size.width, size.height];
      if (placed === undefined || key.some((each, index) => each !== placed?.key[index])) {
        const at = toScreen(last, camera);
        const way = moves
          .slice(beat.first, beat.last + 1)
          .flatMap((move) => spotsAlong(move))
          .map((point) => toScreen(point, camera));
        const beside = placeLabel({ at, size: LABEL, texts, screen });
        const room = { left: at.x + beside.x, top: at.y + beside.y, ...LABEL };
        const { x, y } = placeCaption({ at, size, texts: [...texts, room], boxes: boxesOn(stage, frame), way, screen });
        placed = { key, rect: { left: x, top: y, ...size } };
      }
      return placed.rect;
    },
  };
}

/** What stands on the board and holds nothing else, in screen pixels. */
function boxesOn({ board }: Stage, { camera, screen }: CaptionFrame): readonly Rect[] {
  const seen = board.within(visibleRect(camera, screen));
  return seen.flatMap(({ id, content, left, top, width, height }) => {
    if (content.kind === 'node' || board.children(id).length > 0) return [];
    const { x, y } = toScreen({ x: left, y: top }, camera);
    return [{ left: x, top: y, width: width * camera.zoom, height: height * camera.zoom }];
  });
}

/** Room for what the packet carries when it is there. */
const LABEL: ScreenSize = { width: 176, height: 58 };
const SPOT_GAP = 24;

function spotsAlong({ way, length }: Move): readonly Point[] {
  return Array.from({ length: Math.ceil(length / SPOT_GAP) }, (_, at) => pointAlong(way, at * SPOT_GAP));
}
