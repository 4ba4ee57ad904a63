import type { Camera } from '../board/camera.ts';
import type { Rect } from '../board/element.ts';

/** A box of the board as the screen, or a picture, has it. */
export function inView<R extends Rect>(rect: R, { x, y, zoom }: Camera): R {
  return {
    ...rect,
    left: rect.left * zoom + x,
    top: rect.top * zoom + y,
    width: rect.width * zoom,
    height: rect.height * zoom,
  };
}
