import type { Cue } from '../../../../simulation/playback/cue.ts';
import { beatAt, type Timeline } from '../../../../simulation/playback/timeline.ts';
import { type Camera, type ScreenSize, visibleRect } from '../../board/camera.ts';
import type { Point, Rect } from '../../board/element.ts';
import type { Obstacle } from '../../words/rects.ts';
import { type CaptionRoom, placeCaption } from '../../words/caption-place.ts';
import { createRoom, type Room } from '../../words/room.ts';
import { type Move, pointAlong, type Stage } from './place.ts';

export interface CaptionFrame {
  readonly camera: Camera;
  readonly screen: ScreenSize;
  /** Size of the words; absent: there are none. */
  readonly caption?: ScreenSize;
  /** Where words and controls are seen, in screen pixels; another list whenever they were looked for again. Absent: there are none. */
  readonly seen?: readonly Obstacle[];
}

/** What is said beside the packet while it goes to where a beat ends. */
export type Beside = Required<Pick<CaptionRoom, 'labels' | 'beside'>>;

interface CaptionOf {
  readonly timeline: Timeline;
  readonly cue: number;
  readonly room: Room;
  readonly moves: readonly Move[];
  /** Of the cues of the beat, asked for when its caption is put in its place. */
  readonly besideOf: (cues: readonly Cue[]) => Beside;
}

export function toScreen({ x, y }: Point, camera: Camera): Point {
  return { x: x * camera.zoom + camera.x, y: y * camera.zoom + camera.y };
}

const NONE: readonly Obstacle[] = [];

/** Where words may be drawn: beside those in boxes and on wires, and beside what stands above the board; the same as long as they are. */
export function rememberRoom(stage: Stage): (frame: CaptionFrame) => Room {
  let known: Room | undefined;
  let last: readonly Obstacle[] | undefined;
  return (frame) => {
    const { camera, screen, seen = NONE } = frame;
    if (known === undefined || last !== seen || known.screen !== screen) {
      last = seen;
      const texts = [...seen, ...(stage.words?.(stage.board, camera, screen) ?? NONE)];
      known = createRoom({ screen, texts, boxes: boxesOn(stage, frame) });
    }
    return known;
  };
}

/** Keeps the words of a beat in one place while the packet is on its way to where they stand. */
export function createCaption(stage: Stage) {
  let placed: { readonly key: readonly unknown[]; readonly rect: Rect } | undefined;
  return {
    at: (): Point | undefined => placed && { x: placed.rect.left, y: placed.rect.top },
    place: (
      { timeline, cue, room, moves, besideOf }: CaptionOf,
      { camera, caption: size }: CaptionFrame,
    ): Rect | undefined => {
      const beat = beatAt(timeline, cue);
      const last = moves[beat?.last ?? -1]?.way.at(-1);
      if (size === undefined || beat === undefined || last === undefined) return (placed = undefined);
      const key = [stage, timeline, beat.index, room, size.width, size.height];
      if (placed === undefined || key.some((each, index) => each !== placed?.key[index])) {
        const way = moves
          .slice(beat.first, beat.last + 1)
          .flatMap((move) => spotsAlong(move))
          .map((point) => toScreen(point, camera));
        const said = besideOf(timeline.cues.slice(beat.first, beat.last + 1));
        const { x, y } = placeCaption({ at: toScreen(last, camera), size, room, way, ...said });
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

const SPOT_GAP = 24;

function spotsAlong({ way, length }: Move): readonly Point[] {
  return Array.from({ length: Math.ceil(length / SPOT_GAP) }, (_, at) => pointAlong(way, at * SPOT_GAP));
}
