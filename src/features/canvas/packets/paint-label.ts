import type { Rect } from '../board/element.ts';
import type { Palette } from '../drawing/palette.ts';
import { type Label, labelLength } from './places/packet-label.ts';

const LABEL_PADDING = 7;
/** Pixels of a line above the size of its words. */
const LEADING = 4;

export interface LabelBox {
  readonly label: Label;
  readonly at: Rect;
  readonly color: string;
  /** How far a change has been shown: first what was is struck through, then what is appears. */
  readonly act: number;
}

/** How large a label is; sets the font it is written in. */
export function measureLabel(context: CanvasRenderingContext2D, label: Label, palette: Palette) {
  context.font = `500 ${palette.words}px ${palette.mono}`;
  const char = context.measureText('0').width;
  return {
    width: labelLength(label) * char + 2 * LABEL_PADDING,
    height: label.length * (palette.words + LEADING) + LABEL_PADDING,
  };
}

/** The words beside the packet, what the last step changed marked. */
export function paintLabel(
  context: CanvasRenderingContext2D,
  { label, at: { left, top, width: boxWidth, height }, color, act }: LabelBox,
  palette: Palette,
): void {
  const char = context.measureText('0').width;
  const lineHeight = palette.words + LEADING;
  const [strike, write] = [Math.min(act / STRUCK, 1), Math.max((act - STRUCK) / (1 - STRUCK), 0)];
  context.fillStyle = palette.raised;
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(left, top, boxWidth, height, 4);
  context.fill();
  context.stroke();
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const hasOld = label.some((line) => line.some(({ struck }) => struck));
  for (const [row, line] of label.entries()) {
    let x = left + LABEL_PADDING;
    const y = top + LABEL_PADDING / 2 + (row + 0.5) * lineHeight;
    for (const { text, changed, struck } of line) {
      const width = text.length * char;
      const shown = changed && hasOld ? text.slice(0, Math.ceil(text.length * write)) : text;
      if (changed && shown !== '') paintChanged(context, { x, y, width: shown.length * char }, palette);
      context.fillStyle = changed ? palette.changed : struck ? palette.muted : palette.ink;
      context.fillText(shown, x, y);
      if (struck) {
        context.fillStyle = palette.changed;
        context.fillRect(x - 1, y - 1, (width + 2) * strike, 2);
      }
      x += width;
    }
  }
}

/** So much of the time what was there is being struck through. */
const STRUCK = 0.4;

function paintChanged(
  context: CanvasRenderingContext2D,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  palette: Palette,
): void {
  context.fillStyle = palette['changed-soft'];
  const half = (palette.words + LEADING) / 2;
  context.fillRect(x - 1, y - half + 1, width + 2, 2 * half - 2);
  context.fillStyle = palette.changed;
  context.fillRect(x - 1, y + half - 2.5, width + 2, 1.5);
}
