import type { Board } from '../../../src/features/canvas/board/placed-board.ts';
import { boardTextSize } from '../../../src/features/canvas/board/board-text.ts';
import { type Camera, type ScreenSize, visibleRect } from '../../../src/features/canvas/board/camera.ts';
import type { Rect } from '../../../src/features/canvas/board/element.ts';
import { wordsIn } from '../../../src/features/canvas/words/words-in.ts';

/** Where words of the board stand on the screen, as routes know it. */
export function textRects(board: Board, camera: Camera, screen: ScreenSize): readonly Rect[] {
  const { zoom } = camera;
  const seen = board.within(visibleRect(camera, screen));
  const size = boardTextSize(zoom);
  const words = seen.flatMap((element) => wordsIn(board, element, size));
  return words.map(({ left, top, width, height }) => ({
    left: left * zoom + camera.x,
    top: top * zoom + camera.y,
    width: width * zoom,
    height: height * zoom,
  }));
}
