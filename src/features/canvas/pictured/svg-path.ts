import type { Point } from '../board/element.ts';
import { number } from './svg-text.ts';

/** What of a canvas makes a path. */
type Asked = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'closePath' | 'moveTo' | 'lineTo' | 'arc' | 'arcTo' | 'rect' | 'roundRect'
>;

/** The path that is made on a canvas, as SVG writes it; coordinates to a hundredth. */
export class SvgPath implements Asked {
  #path = '';
  #at: Point = { x: 0, y: 0 };

  /** The `d` of a path element; empty: nothing has been begun. */
  get d(): string {
    return this.#path;
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

  #go(how: string, to: Point): void {
    this.#at = to;
    this.#path += `${how}${number(to.x)} ${number(to.y)}`;
  }
}

function direction(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}
