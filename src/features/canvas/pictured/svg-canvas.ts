import { SvgPath } from './svg-path.ts';
import { number } from './svg-text.ts';
import { escapeMarkup } from '../../../ui/copying/escape-markup.ts';

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

/** What of a canvas the board's painters use besides paths; whatever else is asked of it fails. */
type Asked = Pick<
  CanvasRenderingContext2D,
  | 'save'
  | 'restore'
  | 'translate'
  | 'scale'
  | 'fill'
  | 'stroke'
  | 'fillRect'
  | 'fillText'
  | 'measureText'
  | 'setLineDash'
>;

/** A canvas that writes down as SVG what the board's painters paint on it, transformations and all. */
export class SvgCanvas extends SvgPath implements Asked {
  #pen: Pen = { ...PEN };
  readonly #kept: { readonly pen: Pen; readonly groups: number }[] = [];
  /** Groups that are open since the last `save`. */
  #groups = 0;
  #written = '';
  /** Words are as wide as a browser draws them. */
  readonly #ruler: CanvasRenderingContext2D;

  constructor(ruler: CanvasRenderingContext2D) {
    super();
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

  fill(): void {
    if (this.d !== '') this.#written += `<path fill="${this.fillStyle}"${this.#faint()} d="${this.d}"/>`;
  }

  stroke(): void {
    if (this.d === '') return;
    const { strokeStyle, lineWidth, lineJoin, lineCap, dash } = this.#pen;
    const dashed = dash === '' ? '' : ` stroke-dasharray="${dash}"`;
    this.#written += `<path fill="none" stroke="${strokeStyle}" stroke-width="${number(lineWidth)}" stroke-linejoin="${lineJoin}" stroke-linecap="${lineCap}"${dashed}${this.#faint()} d="${this.d}"/>`;
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
    this.#written += `<text xml:space="preserve" fill="${fillStyle}" style="font:${escapeMarkup(this.font)}"${placed}${this.#faint()} x="${number(x)}" y="${number(base)}">${escapeMarkup(text)}</text>`;
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
}
