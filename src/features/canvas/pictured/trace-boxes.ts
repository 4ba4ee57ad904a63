import type { Point } from '../board/element.ts';
import { number } from './svg-text.ts';
import { escapeMarkup } from '../../../ui/copying/escape-markup.ts';
import { cutToFit, fontAttributes, traceTexts, type Tracing } from './trace-text.ts';

/** What a browser shows of an element, as SVG: grounds, borders, outlines, rings, icons and words, each where it stands. */
export function traceElement(element: Element, tracing: Tracing): string {
  const style = getComputedStyle(element);
  if (style.display === 'none') return '';
  const box = element.getBoundingClientRect();
  // What only a screen reader is told.
  if (style.overflow === 'hidden' && box.width <= 1) return '';
  if (element instanceof SVGSVGElement) return traceIcon(element, tracing);
  const inside = [...element.childNodes].map((child) =>
    child instanceof Element ? traceElement(child, tracing) : child instanceof Text ? traceTexts(child, tracing) : '',
  );
  const drawn = traceBox(style, box, tracing.origin) + tracePseudo(element, tracing) + inside.join('');
  return style.opacity === '1' || drawn === '' ? drawn : `<g opacity="${style.opacity}">${drawn}</g>`;
}

const SIDES = ['Top', 'Right', 'Bottom', 'Left'] as const;

function traceBox(style: CSSStyleDeclaration, box: DOMRect, origin: Point): string {
  const radius = Number.parseFloat(style.borderTopLeftRadius) || 0;
  const at = { left: box.left - origin.x, top: box.top - origin.y, width: box.width, height: box.height };
  const ground = isClear(style.backgroundColor)
    ? ''
    : `<rect fill="${style.backgroundColor}" ${sized(at, 0, radius)}/>`;
  return ground + traceRings(style, at, radius) + traceBorder(style, at, radius) + traceOutline(style, at, radius);
}

interface Sized {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Geometry of a box that is larger by so much on each side. */
function sized({ left, top, width, height }: Sized, by: number, radius: number): string {
  const round = radius === 0 ? '' : ` rx="${number(Math.max(radius + by, 0))}"`;
  return `x="${number(left - by)}" y="${number(top - by)}" width="${number(Math.max(width + 2 * by, 0))}" height="${number(Math.max(height + 2 * by, 0))}"${round}`;
}

function traceBorder(style: CSSStyleDeclaration, at: Sized, radius: number): string {
  const sides = SIDES.map((side) => ({
    width: style[`border${side}Style`] === 'none' ? 0 : Number.parseFloat(style[`border${side}Width`]),
    color: style[`border${side}Color`],
    dashed: style[`border${side}Style`] === 'dashed',
  }));
  const [first] = sides;
  if (first === undefined) return '';
  if (sides.every(({ width, color }) => width === first.width && color === first.color)) {
    if (first.width === 0 || isClear(first.color)) return '';
    const dash = first.dashed ? ` stroke-dasharray="${3 * first.width} ${2 * first.width}"` : '';
    return `<rect fill="none" stroke="${first.color}" stroke-width="${first.width}"${dash} ${sized(at, -first.width / 2, radius)}/>`;
  }
  const bars: readonly Sized[] = sides.map(({ width }, side) => ({
    left: at.left + (side === 1 ? at.width - width : 0),
    top: at.top + (side === 2 ? at.height - width : 0),
    width: side % 2 === 0 ? at.width : width,
    height: side % 2 === 0 ? width : at.height,
  }));
  return bars
    .map((bar, side) => {
      const { width = 0, color = '' } = sides[side] ?? {};
      return width === 0 || isClear(color) ? '' : `<rect fill="${color}" ${sized(bar, 0, 0)}/>`;
    })
    .join('');
}

function traceOutline(style: CSSStyleDeclaration, at: Sized, radius: number): string {
  const width = Number.parseFloat(style.outlineWidth);
  if (style.outlineStyle === 'none' || !(width > 0)) return '';
  const by = Number.parseFloat(style.outlineOffset) + width / 2;
  return `<rect fill="none" stroke="${style.outlineColor}" stroke-width="${width}" ${sized(at, by, radius)}/>`;
}

/** A shadow that is neither moved nor blurred is a ring; of one that is, an edge is drawn. */
const RING = /((?:rgba?|oklch|oklab|color|lab)\([^)]*\))\s+0px\s+0px\s+0px\s+([\d.]+)px/g;

function traceRings({ boxShadow }: CSSStyleDeclaration, at: Sized, radius: number): string {
  const casts = /\)\s+-?[\d.]+px\s+-?[1-9.]+px\s+[1-9]/.test(boxShadow);
  const edge = casts ? `<rect fill="none" stroke="#000" stroke-opacity="0.3" ${sized(at, 0.5, radius)}/>` : '';
  const rings = [...boxShadow.matchAll(RING)]
    .map(([, color = '', spread = '0']) => {
      const width = Number(spread);
      if (width === 0 || isClear(color)) return '';
      return `<rect fill="none" stroke="${color}" stroke-width="${width}" ${sized(at, width / 2, radius)}/>`;
    })
    .join('');
  return edge + rings;
}

/** Drawn as it is, with the colours that it takes from around it. */
function traceIcon(icon: SVGSVGElement, { origin }: Tracing): string {
  const { left, top, width, height } = icon.getBoundingClientRect();
  const viewBox = icon.getAttribute('viewBox') ?? `0 0 ${width} ${height}`;
  return `<svg x="${number(left - origin.x)}" y="${number(top - origin.y)}" width="${number(width)}" height="${number(height)}" viewBox="${viewBox}">${[...icon.children].map(traceShape).join('')}</svg>`;
}

const GEOMETRY = ['d', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'width', 'height', 'points'];
const PAINT = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-dasharray',
  'opacity',
] as const;

function traceShape(shape: Element): string {
  const name = shape.tagName.toLowerCase();
  if (name === 'title') return '';
  const style = getComputedStyle(shape);
  const given = ['transform', ...GEOMETRY].flatMap((key) => {
    const value = shape.getAttribute(key);
    return value === null ? [] : [`${key}="${escapeMarkup(value)}"`];
  });
  if (name === 'g') return `<g ${given.join(' ')}>${[...shape.children].map(traceShape).join('')}</g>`;
  const paint = PAINT.map((key) => `${key}="${escapeMarkup(style.getPropertyValue(key)).replaceAll(/px\b/g, '')}"`);
  return `<${name} ${[...given, ...paint].join(' ')}/>`;
}

/** Words that a style puts before and after an element: of a name that is cut, its head and its end (CutName.tsx). */
function tracePseudo(element: Element, tracing: Tracing): string {
  if (!element.hasAttribute('data-head')) return '';
  const [head, tail] = (['::before', '::after'] as const).map((which) => {
    const { content, display } = getComputedStyle(element, which);
    return display === 'none' ? '' : (/^"([\s\S]*)"$/.exec(content)?.[1] ?? '').replace(/\\(["\\])/g, '$1');
  });
  return traceCutName(element, { head: head ?? '', tail: tail ?? '' }, tracing);
}

interface CutWords {
  readonly head: string;
  readonly tail: string;
}

/** On one line, the head cut where it has no room; or, where lines are below each other, a line for each. */
function traceCutName(element: Element, { head, tail }: CutWords, { origin, ruler }: Tracing): string {
  const style = getComputedStyle(element);
  const { left, top, width, height } = element.getBoundingClientRect();
  ruler.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = ruler.measureText(head);
  const stacked = style.flexDirection === 'column' && tail !== '';
  const line = stacked ? height / 2 : height;
  const drawn = (text: string, x: number, row: number): string =>
    text === ''
      ? ''
      : `<text xml:space="preserve" fill="${style.color}" ${fontAttributes(style)} x="${number(x - origin.x)}" y="${number(top - origin.y + row * line + (line + up - down) / 2)}">${escapeMarkup(text)}</text>`;
  const end = stacked ? 0 : ruler.measureText(tail).width;
  const cut = cutToFit(head, width - end, ruler);
  return drawn(cut, left, 0) + drawn(tail, stacked ? left : left + ruler.measureText(cut).width, stacked ? 1 : 0);
}

function isClear(color: string): boolean {
  return color === 'transparent' || /[,/]\s*0\)$/.test(color);
}
