import { innerPacket } from '../../../simulation/playback/inner-packet.ts';
import type { PlaybackState } from '../../../simulation/playback/playback-store.ts';
import { type Cue, cueStep } from '../../../simulation/playback/timeline.ts';
import { type Camera, sameCamera, type ScreenSize } from '../board/camera.ts';
import type { Point, Rect } from '../board/element.ts';
import { createLabel, type Label, labelLength, placeLabel, textRects } from './packet-label.ts';
import { paintPacket, paintTrail } from './paint-packet.ts';
import type { Palette } from '../drawing/palette.ts';
import { type Move, movesOf, pointAlong, progress, type Stage } from './place.ts';

/** Milliseconds a packet takes to its next place when one steps by hand. */
const GLIDE = 280;
const LABEL_EASE = 90;
const LINE_HEIGHT = 17;
const PADDING = 7;
const FONT_SIZE = 13;

export interface PacketView {
  /** Draws the moment; true while something still moves by itself. */
  readonly draw: (context: CanvasRenderingContext2D, frame: PacketFrame) => boolean;
}

export interface PacketFrame {
  readonly playback: PlaybackState;
  readonly camera: Camera;
  readonly screen: ScreenSize;
  readonly palette: Palette;
  /** Milliseconds since the frame before. */
  readonly elapsed: number;
  readonly still: boolean;
}

/** Draws the walked packet with its trail and label, over one board. */
export function createPacketView(stage: Stage): PacketView {
  let shownCue: Cue | undefined;
  let shownProgress = 1;
  let offset: Point | undefined;

  let texts: { readonly camera: Camera; readonly screen: ScreenSize; readonly rects: readonly Rect[] } | undefined;
  const textsIn = (camera: Camera, screen: ScreenSize): readonly Rect[] => {
    if (texts === undefined || texts.screen !== screen || !sameCamera(texts.camera, camera)) {
      texts = { camera, screen, rects: textRects(stage.board, camera, screen) };
    }
    return texts.rects;
  };

  const advance = (cue: Cue, move: Move, { playback, elapsed, still }: PacketFrame): number => {
    if (cue !== shownCue) {
      const forward = shownCue !== undefined && cue.index === shownCue.index + 1;
      shownProgress = playback.playing || forward ? 0 : 1;
      shownCue = cue;
    }
    if (still) shownProgress = 1;
    else if (playback.playing) shownProgress = Math.max(shownProgress, progress(cue, move, playback.time()));
    else shownProgress = move.length === 0 ? 1 : Math.min(1, shownProgress + elapsed / GLIDE);
    return shownProgress;
  };

  const drawWalk = (context: CanvasRenderingContext2D, frame: PacketFrame): boolean => {
    const { timeline, cue: index } = frame.playback;
    const cue = timeline?.cues[index];
    if (timeline === undefined || cue === undefined) return false;
    const moves = movesOf(stage, timeline);
    const move = moves[index];
    if (move === undefined) return false;
    const share = advance(cue, move, frame);
    const at = pointAlong(move.way, move.length * share);
    drawTrail(context, { cues: timeline.cues, moves, index, share }, frame);
    const point = { x: at.x * frame.camera.zoom + frame.camera.x, y: at.y * frame.camera.zoom + frame.camera.y };
    const label = createLabel(cue.packet, share >= 1 ? cueStep(timeline, cue) : undefined, innerPacket(timeline, cue));
    const settled = drawLabel(context, { label, point, color: frame.palette[cue.state] }, frame);
    paintPacket(context, point, cue.state, frame.palette);
    return share < 1 || !settled;
  };

  const drawLabel = (
    context: CanvasRenderingContext2D,
    { label, point, color }: { readonly label: Label; readonly point: Point; readonly color: string },
    frame: PacketFrame,
  ): boolean => {
    const { palette, camera, screen } = frame;
    context.font = `500 ${FONT_SIZE}px ${palette.mono}`;
    const char = context.measureText('0').width;
    const size = { width: labelLength(label) * char + 2 * PADDING, height: label.length * LINE_HEIGHT + PADDING };
    const wanted = placeLabel(point, size, textsIn(camera, screen), screen);
    const ease = frame.still || offset === undefined ? 1 : 1 - Math.exp(-frame.elapsed / LABEL_EASE);
    const from = offset ?? wanted;
    offset = { x: from.x + (wanted.x - from.x) * ease, y: from.y + (wanted.y - from.y) * ease };
    const settled = Math.hypot(offset.x - wanted.x, offset.y - wanted.y) < 0.5;
    if (settled) offset = wanted;
    const at = { left: Math.round(point.x + offset.x), top: Math.round(point.y + offset.y), ...size };
    paintLabel(context, { label, at, color, char }, palette);
    return settled;
  };

  return { draw: drawWalk };
}

interface LabelBox {
  readonly label: Label;
  readonly at: Rect;
  readonly color: string;
  /** Width of a character. */
  readonly char: number;
}

/** The words beside the packet, what the last step changed marked. */
function paintLabel(
  context: CanvasRenderingContext2D,
  { label, at: { left, top, width: boxWidth, height }, color, char }: LabelBox,
  palette: Palette,
): void {
  context.fillStyle = palette.raised;
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(left, top, boxWidth, height, 4);
  context.fill();
  context.stroke();
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const [row, line] of label.entries()) {
    let x = left + PADDING;
    const y = top + PADDING / 2 + (row + 0.5) * LINE_HEIGHT;
    for (const { text, changed } of line) {
      const width = text.length * char;
      if (changed) {
        context.fillStyle = palette['changed-soft'];
        context.fillRect(x - 1, y - LINE_HEIGHT / 2 + 1, width + 2, LINE_HEIGHT - 2);
        context.fillStyle = palette.changed;
        context.fillRect(x - 1, y + LINE_HEIGHT / 2 - 2.5, width + 2, 1.5);
      }
      context.fillStyle = changed ? palette.changed : palette.ink;
      context.fillText(text, x, y);
      x += width;
    }
  }
}

interface Trail {
  readonly cues: readonly Cue[];
  readonly moves: readonly Move[];
  readonly index: number;
  readonly share: number;
}

/** The way so far: this direction strong, the request's way pale while its reply goes back. */
function drawTrail(
  context: CanvasRenderingContext2D,
  { cues, moves, index, share }: Trail,
  { camera, palette }: PacketFrame,
): void {
  const cue = cues[index];
  if (cue === undefined) return;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const first = cues.findIndex(({ leg }) => leg === cue.leg);
  for (const direction of ['request', 'reply'] as const) {
    const way: Point[] = [];
    for (let at = first; at <= index; at += 1) {
      const move = moves[at];
      const other = cues[at];
      if (other?.leg !== cue.leg || other.direction !== direction || move === undefined) continue;
      if (at < index) way.push(...move.way);
      else way.push(...wayUntil(move, share));
    }
    if (way.length === 0) continue;
    const current = direction === cue.direction;
    context.strokeStyle = palette[direction === 'request' ? 'request' : cue.state];
    context.globalAlpha = current ? 0.75 : 0.25;
    context.lineWidth = current ? 2.5 : 2;
    paintTrail(context, way, camera);
  }
  context.globalAlpha = 1;
}

function wayUntil(move: Move, share: number): readonly Point[] {
  if (share >= 1) return move.way;
  let left = move.length * share;
  const way: Point[] = [];
  for (const [at, point] of move.way.entries()) {
    const before = move.way[at - 1];
    const step = before === undefined ? 0 : Math.hypot(point.x - before.x, point.y - before.y);
    if (step > left) break;
    left -= step;
    way.push(point);
  }
  return [...way, pointAlong(move.way, move.length * share)];
}
