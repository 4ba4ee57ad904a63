import type { Board } from '../board/placed-board.ts';
import type { Camera } from '../board/camera.ts';
import type { Point, Rect } from '../board/element.ts';
import type { Palette } from '../drawing/palette.ts';
import type { Candidate, Choice } from './candidates.ts';
import { lengthOf, partOfWay } from './place.ts';

export interface ChoiceFrame {
  readonly board: Board;
  readonly camera: Camera;
  readonly palette: Palette;
  readonly color: string;
  /** Where the packet stands, in screen pixels. */
  readonly from: Point;
  /** 0 to 1: first all candidates are fanned out, then the chosen one stays. */
  readonly act: number;
}

/** Milestones of the act: every line is there; the others begin to go. */
const OUT = 0.4;
const CHOSEN = 0.6;
const [STRONG, FAINT] = [0.95, 0.25];

/** The Service whose rule decides, tied to the packet; from it a line to every endpoint that could have been picked, with its share. */
export function paintChoice(context: CanvasRenderingContext2D, choice: Choice, frame: ChoiceFrame): void {
  const { board, camera, color, from, act } = frame;
  const box = choice.service === undefined ? undefined : board.element(choice.service);
  context.save();
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = color;
  if (box !== undefined) {
    paintTie(
      context,
      tieWay(board, box).map((point) => onScreen(point, camera)),
      from,
    );
  }
  const several = choice.candidates.length > 1;
  for (const candidate of choice.candidates.toSorted((a, b) => Number(a.chosen) - Number(b.chosen))) {
    const leaving = candidate.chosen ? 0 : Math.min(Math.max((act - CHOSEN) / (1 - CHOSEN), 0), 1);
    const grown = Math.min(act / OUT, 1);
    const way = partOfWay(candidate.way, lengthOf(candidate.way) * grown).map((point) => onScreen(point, camera));
    context.globalAlpha = STRONG - leaving * (STRONG - FAINT);
    context.lineWidth = candidate.chosen && act > CHOSEN ? 3.5 : 2.25;
    context.beginPath();
    for (const { x, y } of way) context.lineTo(x, y);
    context.stroke();
    const end = way.at(-1);
    if (end === undefined || grown < 1) continue;
    tip(context, end, color);
    context.globalAlpha = Math.max(context.globalAlpha, 0.6);
    if (several) paintShare(context, candidate, end, frame);
  }
  context.restore();
}

/** Whose rule it is: no packet goes this way. */
function paintTie(context: CanvasRenderingContext2D, way: readonly Point[], packet: Point): void {
  const y = way.at(-1)?.y ?? packet.y;
  context.globalAlpha = 0.75;
  context.lineWidth = 1.75;
  context.setLineDash([2, 5]);
  context.beginPath();
  context.moveTo(packet.x, packet.y);
  context.lineTo(packet.x, y);
  for (const point of way.toReversed()) context.lineTo(point.x, point.y);
  context.stroke();
  context.setLineDash([]);
}

/** From a Service's side down to where no other stands. */
export function tieWay(board: Board, { left, top, height }: Rect): readonly Point[] {
  const [x, bottom] = [left - TIE_SIDE, top + height];
  return [
    { x: left, y: bottom - TIE_DROP },
    { x, y: bottom - TIE_DROP },
    { x, y: Math.max(bottom, board.channels.lower.top) + TIE_DROP },
  ];
}

const TIE_DROP = 8;
const TIE_SIDE = 4;

function paintShare(
  context: CanvasRenderingContext2D,
  { share, chosen }: Candidate,
  end: Point,
  { palette, color }: ChoiceFrame,
): void {
  if (share === undefined) return;
  const text = `${Math.round(share * 100)} %`;
  context.font = `600 12px ${palette.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const width = context.measureText(text).width + 10;
  context.fillStyle = palette.raised;
  context.strokeStyle = chosen ? color : palette['line-strong'];
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(end.x + 8, end.y - 22, width, 18, 4);
  context.fill();
  context.stroke();
  context.strokeStyle = color;
  context.fillStyle = chosen ? palette.ink : palette.muted;
  context.fillText(text, end.x + 8 + width / 2, end.y - 12.5);
}

function tip(context: CanvasRenderingContext2D, { x, y }: Point, color: string): void {
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - 5, y - 8);
  context.lineTo(x + 5, y - 8);
  context.fill();
}

const onScreen = ({ x, y }: Point, camera: Camera): Point => ({
  x: x * camera.zoom + camera.x,
  y: y * camera.zoom + camera.y,
});
