import type { Point } from '../board/element.ts';
import { number } from './svg-text.ts';
import { escapeMarkup } from '../../../ui/copying/escape-markup.ts';

/** What is known while elements are gone through. */
export interface Tracing {
  /** The corner that everything is measured from, in pixels of the window. */
  readonly origin: Point;
  readonly ruler: CanvasRenderingContext2D;
}

interface Line {
  text: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The words of a text as they stand, line by line; what is cut off ends in an ellipsis. */
export function traceTexts(node: Text, { origin, ruler }: Tracing): string {
  const parent = node.parentElement;
  if (parent === null || node.data.trim() === '') return '';
  const style = getComputedStyle(parent);
  const font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  ruler.font = font;
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = ruler.measureText('x');
  const clip = clipOf(parent);
  return linesOf(node)
    .flatMap((line) => {
      if (clip !== undefined && (line.top >= clip.bottom - 2 || line.left >= clip.right)) return [];
      const cut =
        clip === undefined || line.right <= clip.right + 1
          ? line.text
          : cutToFit(line.text, clip.right - line.left, ruler);
      if (cut.trim() === '') return [];
      const base = line.top - origin.y + ((line.bottom - line.top) * up) / (up + down);
      const length = cut === line.text ? ` textLength="${number(line.right - line.left)}"` : '';
      return `<text xml:space="preserve" fill="${style.color}" ${fontAttributes(style)}${length} x="${number(line.left - origin.x)}" y="${number(base)}">${escapeMarkup(cut)}</text>`;
    })
    .join('');
}

/** The typeface of an element's words. */
export function fontAttributes({ fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): string {
  return `font-weight="${fontWeight}" font-size="${fontSize}" font-family="${escapeMarkup(fontFamily)}"`;
}

/** What lies on one line, with the room that it takes. */
function linesOf(node: Text): readonly Line[] {
  const range = document.createRange();
  range.selectNodeContents(node);
  const whole = [...range.getClientRects()].filter(({ width }) => width > 0);
  const [only] = whole;
  if (only === undefined) return [];
  const { data } = node;
  if (whole.length === 1) {
    const { left, top, right, bottom } = only;
    const kept = getComputedStyle(node.parentElement ?? document.body).whiteSpace.startsWith('pre');
    return [{ text: kept ? data : data.replace(/\s+/g, ' '), left, top, right, bottom }];
  }
  const lines: Line[] = [];
  for (let at = 0; at < data.length; at += 1) {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const { left, top, right, bottom, width } = range.getBoundingClientRect();
    if (width === 0) continue;
    const line = lines.at(-1);
    if (line === undefined || top > line.top + 2) lines.push({ text: data[at] ?? '', left, top, right, bottom });
    else {
      line.text += data[at] ?? '';
      line.right = right;
    }
  }
  return lines;
}

/** The box beyond which words are not seen; undefined: there is none. */
function clipOf(element: Element): DOMRect | undefined {
  for (let at: Element | null = element; at !== null && !at.hasAttribute('data-traced'); at = at.parentElement) {
    if (getComputedStyle(at).overflowX !== 'visible') return at.getBoundingClientRect();
  }
  return undefined;
}

/** A text, or as much of it as has room before an ellipsis. */
export function cutToFit(text: string, room: number, ruler: CanvasRenderingContext2D): string {
  if (ruler.measureText(text).width <= room + 0.5) return text;
  let end = text.length;
  while (end > 0 && ruler.measureText(`${text.slice(0, end)}…`).width > room + 0.5) end -= 1;
  return end === 0 ? '' : `${text.slice(0, end)}…`;
}
