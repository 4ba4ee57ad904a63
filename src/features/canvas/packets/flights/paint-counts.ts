import type { Fate } from '../../../../simulation/playback/fate.ts';
import type { Camera } from '../../board/camera.ts';
import type { Point } from '../../board/element.ts';
import type { Board } from '../../board/placed-board.ts';
import type { Palette, Token } from '../../drawing/palette.ts';
import { toScreen } from '../places/caption-view.ts';
import type { Counts } from './count-ends.ts';

export interface CountFrame {
  readonly board: Board;
  readonly camera: Camera;
  readonly palette: Palette;
}

/** A run of a pill: its mark, which also tells without colour, and its words. */
interface Run {
  readonly mark?: Fate;
  readonly text: string;
}

/** Pixels of a pill above the size of its words. */
const AROUND = 7;
const PADDING = 7;
const MARK = 13;
const GAP = 8;
const INSET = 8;
const COLORS: Readonly<Record<Fate, Token>> = {
  arrived: 'request',
  rejected: 'rejected',
  dropped: 'dropped',
  unknown: 'changed',
};
const FATES: readonly Fate[] = ['arrived', 'rejected', 'dropped', 'unknown'];

/** On the lower edge of each place how many came there; on that of each Service how many it sent on, and where its lines end which share. */
export function paintCounts(context: CanvasRenderingContext2D, { places, services }: Counts, frame: CountFrame): void {
  const { board, camera, palette } = frame;
  context.save();
  context.font = `600 ${palette.words}px ${palette.sans}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  for (const [service, { total, endpoints }] of services) {
    const runs = [{ text: total.toLocaleString('en') }];
    paintAtBox(context, board.element(service), runs, frame);
    for (const { count, way } of endpoints.values()) {
      const end = way.at(-1);
      if (end === undefined || endpoints.size < 2) continue;
      const at = toScreen(end, camera);
      paintPill(
        context,
        { x: at.x + INSET, y: at.y - palette.words - AROUND - 3 },
        [{ text: `${Math.round((count / total) * 100)} %` }],
        palette,
      );
    }
  }
  for (const [id, place] of places) {
    const runs = FATES.flatMap((fate): readonly Run[] => {
      const count = place[fate];
      return count === undefined ? [] : [{ mark: fate, text: count.toLocaleString('en') }];
    });
    paintAtBox(context, board.element(id), runs, frame);
  }
  context.restore();
}

/** Across the lower edge of a box, at its right end: no words stand there. Nothing on one that is too small for it. */
function paintAtBox(
  context: CanvasRenderingContext2D,
  box: ReturnType<Board['element']>,
  runs: readonly Run[],
  { camera, palette }: CountFrame,
): void {
  if (box === undefined) return;
  const { x, y } = toScreen({ x: box.left + box.width, y: box.top + box.height }, camera);
  const width = widthOf(context, runs);
  if (width + 2 * INSET > box.width * camera.zoom) return;
  paintPill(context, { x: x - INSET - width, y: y - (palette.words + AROUND) / 2 }, runs, palette);
}

function widthOf(context: CanvasRenderingContext2D, runs: readonly Run[]): number {
  const words = runs.map(({ mark, text }) => (mark === undefined ? 0 : MARK) + context.measureText(text).width);
  return words.reduce((sum, width) => sum + width, 2 * PADDING + (runs.length - 1) * GAP);
}

function paintPill(context: CanvasRenderingContext2D, { x, y }: Point, runs: readonly Run[], palette: Palette): void {
  const height = palette.words + AROUND;
  context.fillStyle = palette.raised;
  context.strokeStyle = palette['line-strong'];
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(Math.round(x) + 0.5, Math.round(y) + 0.5, Math.round(widthOf(context, runs)), height, height / 2);
  context.fill();
  context.stroke();
  let left = Math.round(x) + PADDING;
  const middle = Math.round(y) + height / 2 + 1;
  for (const { mark, text } of runs) {
    if (mark !== undefined) {
      paintMark(context, { x: left + 4, y: middle }, mark, palette);
      left += MARK;
    }
    context.fillStyle = palette.ink;
    context.fillText(text, left, middle);
    left += context.measureText(text).width + GAP;
  }
}

/** Of the shapes that packets have: a full dot, a square, a ring, a question mark. */
function paintMark(context: CanvasRenderingContext2D, { x, y }: Point, fate: Fate, palette: Palette): void {
  const color = palette[COLORS[fate]];
  if (fate === 'unknown') {
    context.fillStyle = color;
    context.fillText('?', x - 3, y);
    return;
  }
  context.beginPath();
  if (fate === 'rejected') context.rect(x - 4, y - 5, 8, 8);
  else context.arc(x, y - 1, fate === 'dropped' ? 3.5 : 4, 0, Math.PI * 2);
  if (fate === 'dropped') {
    context.strokeStyle = color;
    context.lineWidth = 2;
    context.stroke();
  } else {
    context.fillStyle = color;
    context.fill();
  }
}
