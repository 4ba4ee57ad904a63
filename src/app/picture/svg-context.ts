import { SvgPath } from '../../features/canvas/pictured/svg-path.ts';
import { number } from '../../features/canvas/pictured/svg-text.ts';

/** What the painter of the board's ground asks of a canvas besides paths. */
type Asked =
  | 'save'
  | 'restore'
  | 'translate'
  | 'scale'
  | 'fill'
  | 'stroke'
  | 'fillRect'
  | 'fillText'
  | 'measureText'
  | 'setLineDash';

/** A share of its size is how wide a character of the monospace is. */
const ADVANCE = 0.6;

/**
 * A canvas that writes down as SVG what is painted on it: for a picture made where there is none. It knows what painting the
 * board's ground takes and nothing else; whatever else is asked of it fails. Moving the origin is left to whoever shows the SVG.
 */
export class SvgContext extends SvgPath implements Pick<CanvasRenderingContext2D, Asked> {
  fillStyle = '';
  strokeStyle = '';
  lineWidth = 1;
  globalAlpha = 1;
  font = '';
  lineJoin = '';
  textAlign = '';
  textBaseline = '';
  #dash = '';
  readonly #shapes: string[] = [];

  /** The shapes so far, in the order in which they were painted. */
  get svg(): string {
    return this.#shapes.join('');
  }

  save(): void {}
  restore(): void {}
  translate(): void {}
  scale(): void {}

  fill(): void {
    this.#add(`<path fill="${this.fillStyle}"${this.#faint()} d="${this.d}"/>`);
  }

  stroke(): void {
    const dash = this.#dash === '' ? '' : ` stroke-dasharray="${this.#dash}"`;
    this.#add(
      `<path fill="none" stroke="${this.strokeStyle}" stroke-width="${number(this.lineWidth)}" stroke-linejoin="${this.lineJoin}"${dash}${this.#faint()} d="${this.d}"/>`,
    );
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#add(
      `<rect fill="${this.fillStyle}" x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"/>`,
    );
  }

  fillText(text: string, x: number, y: number): void {
    this.#add(
      `<text class="font-mono" fill="${this.fillStyle}" font-size="${this.#size()}" x="${number(x)}" y="${number(y)}">${text}</text>`,
    );
  }

  measureText(text: string): TextMetrics {
    return { width: text.length * this.#size() * ADVANCE } as TextMetrics;
  }

  setLineDash(dash: readonly number[]): void {
    this.#dash = dash.join(' ');
  }

  #faint(): string {
    return this.globalAlpha === 1 ? '' : ` opacity="${this.globalAlpha}"`;
  }

  #size(): number {
    return Number.parseFloat(this.font);
  }

  #add(shape: string): void {
    if (!shape.endsWith(' d=""/>')) this.#shapes.push(shape);
  }
}
