import type { Point } from '../board/element.ts';
import { attribute, number } from './svg-text.ts';

interface Pen {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  globalAlpha: number;
  font: string;
  lineJoin: string;
  lineCap: string;
  textAlign: string;
  textBaseline: string;
  dash: string;
}

const PEN: Pen = {
  fillStyle: '#000',
  strokeStyle: '#000',
  lineWidth: 1,
  globalAlpha: 1,
  font: '10px sans-serif',
  lineJoin: 'miter',
  lineCap: 'butt',
  textAlign: 'start',
  textBaseline: 'alphabetic',
  dash: '',
};

const ANCHORS: Readonly<Record<string, string>> = { center: 'middle', right: 'end', end: 'end' };

/** What of a canvas the board's painters use; whatever else is asked of it fails. */
type Asked = Pick<
  CanvasRenderingContext2D,
  | 'save'
  | 'restore'
  | 'translate'
  | 'scale'
  | 'beginPath'
  | 'closePath'
  | 'moveTo'
  | 'lineTo'
  | 'arc'
  | 'arcTo'
  | 'rect'
  | 'roundRect'
  | 'fill'
  | 'stroke'
  | 'fillRect'
  | 'fillText'
  | 'measureText'
  | 'setLineDash'
>;

/** A canvas that writes down as SVG what the board's painters paint on it, transformations and all. */
export class SvgCanvas implements Asked {
  #pen: Pen = { ...PEN };
  readonly #kept: { readonly pen: Pen; readonly groups: number }[] = [];
  /** Groups that are open since the last `save`. */
  #groups = 0;
  #path = '';
  #at: Point = { x: 0, y: 0 };
  #written = '';
  /** Words are as wide as a browser draws them. */
  readonly #ruler: CanvasRenderingContext2D;

  constructor(ruler: CanvasRenderingContext2D) {
    this.#ruler = ruler;
  }

  /** What was painted so far. */
  get svg(): string {
    return this.#written + '</g>'.repeat(this.#groups + this.#kept.reduce((sum, { groups }) => sum + groups, 0));
  }

  save(): void {
    this.#kept.push({ pen: { ...this.#pen }, groups: this.#groups });
    this.#groups = 0;
  }

  restore(): void {
    this.#written += '</g>'.repeat(this.#groups);
    const { pen, groups } = this.#kept.pop() ?? { pen: { ...PEN }, groups: 0 };
    this.#pen = pen;
    this.#groups = groups;
  }

  translate(x: number, y: number): void {
    this.#open(`translate(${number(x)} ${number(y)})`);
  }

  scale(x: number, y: number): void {
    this.#open(`scale(${x} ${y})`);
  }

  beginPath(): void {
    this.#path = '';
  }

  closePath(): void {
    this.#path += 'Z';
  }

  moveTo(x: number, y: number): void {
    this.#go('M', { x, y });
  }

  lineTo(x: number, y: number): void {
    this.#go(this.#path === '' ? 'M' : 'L', { x, y });
  }

  /** A whole circle; no other is asked for. */
  arc(...[x, y, radius]: Parameters<CanvasRenderingContext2D['arc']>): void {
    const r = number(radius);
    const half = `a${r} ${r} 0 1 1 `;
    this.#path += `M${number(x - radius)} ${number(y)}${half}${number(2 * radius)} 0${half}${number(-2 * radius)} 0Z`;
  }

  /** HTML, canvas: a straight line to where the arc touches the first leg, then the arc to where it touches the second. */
  arcTo(...[x1, y1, x2, y2, radius]: Parameters<CanvasRenderingContext2D['arcTo']>): void {
    const corner = { x: x1, y: y1 };
    const [back, on] = [direction(corner, this.#at), direction(corner, { x: x2, y: y2 })];
    const across = back.x * on.y - back.y * on.x;
    if (radius === 0 || Math.abs(across) < 1e-9) {
      this.lineTo(x1, y1);
      return;
    }
    const reach = radius / Math.tan(Math.acos(back.x * on.x + back.y * on.y) / 2);
    this.lineTo(x1 + back.x * reach, y1 + back.y * reach);
    const [r, sweep] = [number(radius), across < 0 ? 1 : 0];
    this.#go(`A${r} ${r} 0 0 ${sweep} `, { x: x1 + on.x * reach, y: y1 + on.y * reach });
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path += `M${number(x)} ${number(y)}h${number(width)}v${number(height)}h${number(-width)}Z`;
  }

  roundRect(...[x, y, width, height, radii]: Parameters<CanvasRenderingContext2D['roundRect']>): void {
    const radius = Math.min(Number(radii), width / 2, height / 2);
    const r = number(radius);
    const corner = `a${r} ${r} 0 0 1 `;
    this.#path += `M${number(x + radius)} ${number(y)}h${number(width - 2 * radius)}${corner}${r} ${r}v${number(height - 2 * radius)}${corner}${-r} ${r}h${number(2 * radius - width)}${corner}${-r} ${-r}v${number(2 * radius - height)}${corner}${r} ${-r}Z`;
  }

  fill(): void {
    if (this.#path !== '') this.#written += `<path fill="${this.fillStyle}"${this.#faint()} d="${this.#path}"/>`;
  }

  stroke(): void {
    if (this.#path === '') return;
    const { strokeStyle, lineWidth, lineJoin, lineCap, dash } = this.#pen;
    const dashed = dash === '' ? '' : ` stroke-dasharray="${dash}"`;
    this.#written += `<path fill="none" stroke="${strokeStyle}" stroke-width="${number(lineWidth)}" stroke-linejoin="${lineJoin}" stroke-linecap="${lineCap}"${dashed}${this.#faint()} d="${this.#path}"/>`;
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#written += `<rect fill="${this.fillStyle}"${this.#faint()} x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"/>`;
  }

  fillText(text: string, x: number, y: number): void {
    const { textAlign, textBaseline, fillStyle } = this.#pen;
    this.#use();
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = this.#ruler.measureText(text);
    const base = textBaseline === 'middle' ? y + (up - down) / 2 : textBaseline === 'top' ? y + up : y;
    const anchor = ANCHORS[textAlign];
    const placed = anchor === undefined ? '' : ` text-anchor="${anchor}"`;
    this.#written += `<text xml:space="preserve" fill="${fillStyle}" style="font:${attribute(this.font)}"${placed}${this.#faint()} x="${number(x)}" y="${number(base)}">${attribute(text)}</text>`;
  }

  measureText(text: string): TextMetrics {
    this.#use();
    return this.#ruler.measureText(text);
  }

  setLineDash(dash: readonly number[]): void {
    this.#pen.dash = dash.join(' ');
  }

  get fillStyle(): string {
    return this.#pen.fillStyle;
  }
  set fillStyle(value: string) {
    this.#pen.fillStyle = value;
  }
  get strokeStyle(): string {
    return this.#pen.strokeStyle;
  }
  set strokeStyle(value: string) {
    this.#pen.strokeStyle = value;
  }
  get lineWidth(): number {
    return this.#pen.lineWidth;
  }
  set lineWidth(value: number) {
    this.#pen.lineWidth = value;
  }
  get globalAlpha(): number {
    return this.#pen.globalAlpha;
  }
  set globalAlpha(value: number) {
    this.#pen.globalAlpha = value;
  }
  get font(): string {
    return this.#pen.font;
  }
  set font(value: string) {
    this.#pen.font = value;
  }
  set lineJoin(value: string) {
    this.#pen.lineJoin = value;
  }
  set lineCap(value: string) {
    this.#pen.lineCap = value;
  }
  set textAlign(value: string) {
    this.#pen.textAlign = value;
  }
  set textBaseline(value: string) {
    this.#pen.textBaseline = value;
  }

  #use(): void {
    this.#ruler.font = this.#pen.font;
    this.#ruler.textAlign = 'left';
    this.#ruler.textBaseline = 'alphabetic';
  }

  #open(transform: string): void {
    this.#written += `<g transform="${transform}">`;
    this.#groups += 1;
  }

  #faint(): string {
    const { globalAlpha } = this.#pen;
    return globalAlpha === 1 ? '' : ` opacity="${number(globalAlpha)}"`;
  }

  #go(how: string, to: Point): void {
    this.#at = to;
    this.#path += `${how}${number(to.x)} ${number(to.y)}`;
  }
}

function direction(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}
