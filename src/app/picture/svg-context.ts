import type { Point } from '../../features/canvas/board/element.ts';

/** What the painter of the board's ground asks of a canvas. */
type Asked =
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
  | 'roundRect'
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
export class SvgContext implements Pick<CanvasRenderingContext2D, Asked> {
  fillStyle = '';
  strokeStyle = '';
  lineWidth = 1;
  globalAlpha = 1;
  font = '';
  lineJoin = '';
  textAlign = '';
  textBaseline = '';
  #path = '';
  #dash = '';
  #at: Point = { x: 0, y: 0 };
  readonly #shapes: string[] = [];

  /** The shapes so far, in the order in which they were painted. */
  get svg(): string {
    return this.#shapes.join('');
  }

  save(): void {}
  restore(): void {}
  translate(): void {}
  scale(): void {}

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
    this.#go('L', { x, y });
  }

  /** A whole circle; no other is asked for. */
  arc(...[x, y, radius]: Parameters<CanvasRenderingContext2D['arc']>): void {
    const half = `a${round(radius)} ${round(radius)} 0 1 1 `;
    this.#path += `M${round(x - radius)} ${round(y)}${half}${round(2 * radius)} 0${half}${round(-2 * radius)} 0Z`;
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
    const sweep = across < 0 ? 1 : 0;
    this.#go(`A${round(radius)} ${round(radius)} 0 0 ${sweep} `, { x: x1 + on.x * reach, y: y1 + on.y * reach });
  }

  roundRect(...[x, y, width, height, radius]: Parameters<CanvasRenderingContext2D['roundRect']>): void {
    const r = Number(radius);
    const corner = `a${r} ${r} 0 0 1 `;
    this.#path += `M${round(x + r)} ${round(y)}h${round(width - 2 * r)}${corner}${r} ${r}v${round(height - 2 * r)}${corner}${-r} ${r}h${round(2 * r - width)}${corner}${-r} ${-r}v${round(2 * r - height)}${corner}${r} ${-r}Z`;
  }

  fill(): void {
    this.#add(`<path fill="${this.fillStyle}"${this.#faint()} d="${this.#path}"/>`);
  }

  stroke(): void {
    const dash = this.#dash === '' ? '' : ` stroke-dasharray="${this.#dash}"`;
    this.#add(
      `<path fill="none" stroke="${this.strokeStyle}" stroke-width="${round(this.lineWidth)}" stroke-linejoin="${this.lineJoin}"${dash}${this.#faint()} d="${this.#path}"/>`,
    );
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#add(
      `<rect fill="${this.fillStyle}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"/>`,
    );
  }

  fillText(text: string, x: number, y: number): void {
    this.#add(
      `<text class="font-mono" fill="${this.fillStyle}" font-size="${this.#size()}" x="${round(x)}" y="${round(y)}">${text}</text>`,
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

  #go(how: string, to: Point): void {
    this.#at = to;
    this.#path += `${how}${round(to.x)} ${round(to.y)}`;
  }

  #add(shape: string): void {
    if (!shape.endsWith(' d=""/>')) this.#shapes.push(shape);
  }
}

function direction(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
