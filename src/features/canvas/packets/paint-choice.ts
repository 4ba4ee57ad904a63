import type { Camera } from '../board/camera.ts';
import type { Point, Rect } from '../board/element.ts';
import type { Palette } from '../drawing/palette.ts';
import type { Candidate, Choice } from './places/candidates.ts';
import { lengthOf, partOfWay } from './places/place.ts';

export interface ChoiceFrame {
  readonly camera: Camera;
  readonly palette: Palette;
  readonly color: string;
  /** From the packet to the Service whose rule decides, in board pixels; empty: it is not on the board. */
  readonly tie: readonly Point[];
  /** 0 to 1: first all candidates are fanned out, then the chosen one stays. */
  readonly act: number;
}

/** Milestones of the act: every line is there; the others begin to go. */
const OUT = 0.4;
const CHOSEN = 0.6;
const [STRONG, FAINT] = [0.95, 0.25];

/** The Service whose rule decides, tied to the packet; from it a line to every endpoint that could have been picked, with its share. */
export function paintChoice(context: CanvasRenderingContext2D, choice: Choice, frame: ChoiceFrame): void {
  const { camera, color, tie, act } = frame;
  context.save();
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = color;
  paintTie(
    context,
    tie.map((point) => onScreen(point, camera)),
  );
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
function paintTie(context: CanvasRenderingContext2D, way: readonly Point[]): void {
  context.globalAlpha = 0.75;
  context.lineWidth = 1.75;
  context.setLineDash([2, 5]);
  context.beginPath();
  for (const { x, y } of way) context.lineTo(x, y);
  context.stroke();
  context.setLineDash([]);
}

function paintShare(
  context: CanvasRenderingContext2D,
  { share, chosen }: Candidate,
  end: Point,
  { palette, color }: ChoiceFrame,
): void {
  if (share === undefined) return;
  const text = shareText(share);
  const { left, top, width, height } = shareBox(context, text, end, palette);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = palette.raised;
  context.strokeStyle = chosen ? color : palette['line-strong'];
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(left, top, width, height, 4);
  context.fill();
  context.stroke();
  context.strokeStyle = color;
  context.fillStyle = chosen ? palette.ink : palette.muted;
  context.fillText(text, left + width / 2, top + height / 2 + 0.5);
}

function shareText(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Where a share stands beside the end of its line, in screen pixels; sets the font it is written in. */
function shareBox(context: CanvasRenderingContext2D, text: string, { x, y }: Point, { words, sans }: Palette): Rect {
  context.font = `600 ${words}px ${sans}`;
  const height = words + 5;
  return { left: x + 8, top: y - height - 4, width: context.measureText(text).width + 10, height };
}

/** Where the shares of candidates stand once all lines are there: what the packet carries keeps off them. */
export function choiceWords(
  context: CanvasRenderingContext2D,
  { candidates }: Choice,
  { camera, palette }: Pick<ChoiceFrame, 'camera' | 'palette'>,
): readonly Rect[] {
  if (candidates.length < 2) return [];
  return candidates.flatMap(({ share, way }) => {
    const end = way.at(-1);
    return share === undefined || end === undefined
      ? []
      : [shareBox(context, shareText(share), onScreen(end, camera), palette)];
  });
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
