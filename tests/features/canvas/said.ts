import type { Board } from '../../../src/features/canvas/board/placed-board.ts';
import { boardTextSize } from '../../../src/features/canvas/board/board-text.ts';
import {
  type Camera,
  firstCamera,
  isTooSmall,
  readingCamera,
  type ScreenSize,
  visibleRect,
} from '../../../src/features/canvas/board/camera.ts';
import type { BoardElement, Point, Rect } from '../../../src/features/canvas/board/element.ts';
import type { Palette } from '../../../src/features/canvas/drawing/palette.ts';
import { ADJACENT } from '../../../src/features/canvas/packets/label-view.ts';
import { followCamera } from '../../../src/features/canvas/packets/places/follow-camera.ts';
import { createPacketView } from '../../../src/features/canvas/packets/packet-view.ts';
import { toScreen } from '../../../src/features/canvas/packets/places/caption-view.ts';
import { movesOf, pointAlong, progress, type Stage } from '../../../src/features/canvas/packets/places/place.ts';
import { inView } from '../../../src/features/canvas/words/in-view.ts';
import { distanceTo, type Obstacle, shared } from '../../../src/features/canvas/words/rects.ts';
import { wordsIn } from '../../../src/features/canvas/words/words-in.ts';
import type { PlacedBeat } from '../../../src/simulation/playback/cue.ts';
import type { PlaybackState } from '../../../src/simulation/playback/playback-store.ts';
import { beatAt, cueAt } from '../../../src/simulation/playback/timeline.ts';

/** The canvas of windows of 1440 × 900, 1024 × 768 and 390 × 844, with the walk beside or below it. */
const SCREENS = {
  1440: { width: 1104, height: 672 },
  1024: { width: 704, height: 484 },
  390: { width: 390, height: 354 },
} as const satisfies Readonly<Record<number, ScreenSize>>;

/** Where the board's controls stand. */
const CONTROLS: Readonly<Record<Width, Obstacle>> = {
  1440: { left: 1064, top: 10, width: 34, height: 360, covers: true },
  1024: { left: 664, top: 10, width: 34, height: 360, covers: true },
  390: { left: 80, top: 8, width: 302, height: 38, covers: true },
};

const CHARACTER = 7.8;
const palette = new Proxy({} as Palette, { get: (_, name) => (name === 'words' ? 13 : 'black') });

interface Drawn {
  readonly context: CanvasRenderingContext2D;
  /** What stands behind words. */
  readonly boxes: Rect[];
  /** Points of the line to what the packet carries, a pixel from each other: it is drawn before the box that it leads to. */
  readonly line: () => readonly Point[];
}

/** A canvas that notes what stands behind words, and what leads there. */
function createContext(): Drawn {
  const boxes: Rect[] = [];
  let [before, path]: [readonly Point[], readonly Point[]] = [[], []];
  let line: readonly Point[] = [];
  let pen: Point | undefined;
  const calls: Readonly<Record<string, (...given: readonly never[]) => unknown>> = {
    measureText: (text: string) => ({ width: text.length * CHARACTER }),
    beginPath: () => ([before, path] = [path, []]),
    moveTo: (x: number, y: number) => (pen = { x, y }),
    lineTo: (x: number, y: number) => {
      path = [...path, ...pointsTo(pen, { x, y })];
      pen = { x, y };
    },
    roundRect: (left: number, top: number, width: number, height: number) => {
      if (left >= 0) boxes.push({ left, top, width, height });
      line = before;
    },
  };
  const context = new Proxy({} as CanvasRenderingContext2D, {
    get: (_, name) => calls[String(name)] ?? (() => undefined),
    set: () => true,
  });
  return { context, boxes, line: () => line };
}

function pointsTo(from: Point | undefined, to: Point): readonly Point[] {
  if (from === undefined) return [to];
  const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y));
  return Array.from({ length: steps }, (_, index) => {
    const share = (index + 1) / steps;
    return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
  });
}

/** As the page lays a caption out: at most 256 pixels wide. */
function captionSize(words: string): ScreenSize {
  const width = (words.length + 4) * 6.3;
  return { width: Math.min(width + 28, 256), height: 12 + 20 * Math.ceil(width / 220) };
}

export type Width = keyof typeof SCREENS;

/** What hides names and addresses, or another of what is said, at each beat of a walk: "beat 3: the caption over words". */
export function hiddenBySaid(
  stage: Stage,
  playback: PlaybackState,
  { width, caption }: { readonly width: Width; readonly caption: (beat: PlacedBeat) => string },
): readonly string[] {
  const { timeline } = playback;
  const [screen, controls] = [SCREENS[width], CONTROLS[width]];
  if (timeline === undefined) return [];
  const moves = movesOf(stage, timeline);
  const view = createPacketView(stage);
  return timeline.beats.flatMap((beat) => {
    const { last, index } = beat;
    const size = captionSize(caption(beat));
    const end = moves[last]?.way.at(-1);
    if (end === undefined) return [];
    const { bounds } = stage.board;
    const camera: Camera = isTooSmall(bounds, screen) ? readingCamera(end, screen) : firstCamera(bounds, screen);
    const at = { x: end.x * camera.zoom + camera.x, y: end.y * camera.zoom + camera.y };
    const words = wordsOn(stage.board, camera, screen);
    const { context, boxes, line } = createContext();
    const seen = [...words, controls];
    for (const elapsed of [0, 9000]) {
      boxes.length = 0;
      view.draw(context, {
        playback: { ...playback, cue: last },
        camera,
        screen,
        palette,
        seen,
        elapsed,
        still: true,
        caption: size,
      });
    }
    const said = { at, size, screen, words, controls, line: line(), atRest: true };
    const found = hiding(view.caption(), boxes, said);
    return found.map((each) => `beat ${index + 1}: ${each}`);
  });
}

interface Said {
  /** Where the packet is. */
  readonly at: Point;
  /** Of the caption. */
  readonly size: ScreenSize;
  readonly screen: ScreenSize;
  readonly words: readonly Obstacle[];
  readonly controls: Obstacle;
  /** Points of the line from the packet to what it carries. */
  readonly line: readonly Point[];
  /** On its way a packet passes by its caption. */
  readonly atRest: boolean;
}

let lines = 0;

/** How many moments had a line to what the packet carries until now. */
export const drawnLines = (): number => lines;

/** What a moment's caption and label hide; behind words stand `boxes`, the label's last. */
function hiding(
  corner: Point | undefined,
  boxes: readonly Rect[],
  { at, size, screen, words, controls, line, atRest }: Said,
): readonly string[] {
  const [label, ...shares] = boxes.toReversed();
  if (label === undefined || corner === undefined) return [];
  const told = { left: corner.x, top: corner.y, ...size };
  const found: string[] = [];
  const whole = { left: 0, top: 0, ...screen };
  for (const [name, box] of [
    ['the label', label],
    ['the caption', told],
  ] as const) {
    if (words.some((text) => !text.minor && shared(text, box) > TOUCHING)) found.push(`${name} over words`);
    if (shares.some((share) => shared(share, box) > TOUCHING)) found.push(`${name} over shares`);
    if (shared(box, controls) > TOUCHING) found.push(`${name} under controls`);
    if (shared(box, whole) < box.width * box.height - TOUCHING) found.push(`${name} off the screen`);
    if ((name === 'the label' || atRest) && distanceTo(box, at) < PACKET) found.push(`${name} over the packet`);
  }
  if (shared(label, told) > TOUCHING) found.push('the label over the caption');
  const leads = distanceTo(label, at) > ADJACENT;
  if (leads) lines += 1;
  // What the packet and its label cover of it, and what is not on the screen, is not seen.
  const shown = line.filter(
    (point) =>
      leads &&
      distanceTo(whole, point) === 0 &&
      distanceTo(label, point) >= 1 &&
      Math.hypot(point.x - at.x, point.y - at.y) >= PACKET,
  );
  const under = [...words, controls, told, ...shares];
  if (shown.some((point) => under.some((each) => distanceTo(each, point) === 0))) found.push('the line crosses words');
  return found;
}

/** Pixels between two places that are tried. */
const STEP = 3;

/** Whether anywhere on the screen a caption, or a label, would hide no name, where the other of both stands where it does. */
function hasRoom(
  told: string,
  { at, size, screen, words, controls }: Said,
  [corner, label]: readonly [Point | undefined, Rect | undefined],
): boolean {
  if (corner === undefined || label === undefined) return true;
  const caption = { left: corner.x, top: corner.y, ...size };
  const [own, other] = told.startsWith('the label') ? [label, caption] : [caption, label];
  const kept = [...words.filter(({ minor }) => !minor), controls, other];
  for (let left = 0; left + own.width <= screen.width; left += STEP) {
    for (let top = 0; top + own.height <= screen.height; top += STEP) {
      const box = { ...own, left, top };
      if (kept.every((each) => shared(each, box) <= TOUCHING) && distanceTo(box, at) >= PACKET) return true;
    }
  }
  return false;
}

/** Milliseconds between two moments of a walk that are looked at. */
const FRAME = 40;

/**
 * The same while the packet is on its way, from the first beat to the last: each kind of thing once for a beat. On a phone, where the
 * view follows the packet, only what there is room for elsewhere.
 */
export function hiddenInMotion(
  stage: Stage,
  playback: PlaybackState,
  { width, caption }: { readonly width: Width; readonly caption: (beat: PlacedBeat) => string },
): readonly string[] {
  const { timeline } = playback;
  const [screen, controls] = [SCREENS[width], CONTROLS[width]];
  if (timeline === undefined) return [];
  const moves = movesOf(stage, timeline);
  const view = createPacketView(stage);
  const follow = createFollow(stage.board, screen);
  let words: readonly Obstacle[] = [];
  let seen: readonly Obstacle[] = [];
  let looked: Looked = {};
  const found = new Set<string>();
  for (let time = 0; time < timeline.duration; time += FRAME) {
    const { context, boxes, line } = createContext();
    const index = cueAt(timeline, time);
    const [cue, beat, move] = [timeline.cues[index], beatAt(timeline, index), moves[index]];
    const end = move?.way.at(-1);
    if (cue === undefined || beat === undefined || move === undefined || end === undefined) continue;
    const { camera, rests } = follow(end, time);
    // As the page does: at each beat, and when the view has come to rest.
    if (looked.beat !== beat.index || (rests && looked.camera !== camera)) {
      looked = { beat: beat.index, camera };
      words = wordsOn(stage.board, camera, screen);
      seen = [...words, controls];
    }
    const size = captionSize(caption(beat));
    view.draw(context, {
      playback: { ...playback, cue: index, playing: true, time: () => time },
      camera,
      screen,
      palette,
      seen,
      elapsed: FRAME,
      still: false,
      caption: size,
    });
    // What the board passes under while it moves is not read.
    if (!rests) continue;
    const at = toScreen(pointAlong(move.way, move.length * progress(cue, move, time)), camera);
    const said = { at, size, screen, words, controls, line: line(), atRest: false };
    for (const each of hiding(view.caption(), boxes, said)) {
      const isCrowded =
        width < 1024 && each.endsWith('over words') && !hasRoom(each, said, [view.caption(), boxes.at(-1)]);
      if (!isCrowded) found.add(`beat ${beat.index + 1}: ${each}`);
    }
  }
  return [...found];
}

interface Looked {
  readonly beat?: number;
  readonly camera?: Camera;
}

/** How long the view takes to go elsewhere, and has to stand until its words are looked for. */
const VIEW_TIME = 200;
const REST = 120;
/** So far from the edges a phone's packet stays, as a share of the screen, above them what the controls leave. */
const EDGE = 0.22;
const TOP = 60;

/** How the board is seen at a time while the packet is on its way to a point: where it cannot be seen whole, the view follows. */
function createFollow(
  board: Board,
  screen: ScreenSize,
): (to: Point, time: number) => { readonly camera: Camera; readonly rests: boolean } {
  const isSmall = isTooSmall(board.bounds, screen);
  let from: Camera | undefined;
  let to = firstCamera(board.bounds, screen);
  let since = -Infinity;
  const at = (time: number): Camera => {
    const share = Math.min((time - since) / VIEW_TIME, 1);
    if (share >= 1 || from === undefined) return to;
    return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share, zoom: to.zoom };
  };
  let last: Point | undefined;
  return (point, time) => {
    if (isSmall && point !== last) {
      last = point;
      const now = at(time);
      const { x, y } = toScreen(point, now);
      const [left, top] = [screen.width * EDGE, (screen.height - TOP) * EDGE];
      const isCentral =
        x > left && x < screen.width - left && y > TOP + top && y < screen.height - screen.height * EDGE;
      // It opens where the walk begins.
      if (!isCentral) [from, to, since] = [now, followCamera(board, point, screen), time === 0 ? -Infinity : time];
    }
    return { camera: at(time), rests: time - since >= VIEW_TIME + REST };
  };
}

/** Square pixels, and pixels: what rounding makes of two that touch; how large a packet is. */
const TOUCHING = 6;
const PACKET = 8;

/** Names and addresses stand in the first lines of a box, in board pixels, and what else it says below them. */
const FIRST = 46;

function wordsOn(board: Board, camera: Camera, screen: ScreenSize): readonly Obstacle[] {
  const whole = { left: 0, top: 0, ...screen };
  const size = boardTextSize(camera.zoom);
  const seen = board.within(visibleRect(camera, screen));
  const texts = seen.flatMap((element) => wordsIn(board, element, size).flatMap((each) => partsOf(element, each)));
  return texts.map((each) => inView(each, camera)).filter((each) => shared(each, whole) > 0);
}

function partsOf(element: BoardElement, words: Rect): readonly Obstacle[] {
  const first = Math.min(Math.max(element.top + FIRST - words.top, 0), words.height);
  const rest = words.height - first;
  return [
    ...(first > 0 ? [{ ...words, height: first }] : []),
    ...(rest > 0 ? [{ ...words, top: words.top + first, height: rest, minor: true as const }] : []),
  ];
}
