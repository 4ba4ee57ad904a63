export interface Framing {
  /** Whether a frame begins where the pointer goes down; else it does what it does elsewhere. */
  readonly wants: (event: PointerEvent) => boolean;
  /** Corners in the window. */
  readonly onDraw: (frame: DOMRect) => void;
  /** With the frame that was drawn; undefined: it was given up. */
  readonly onEnd: (frame: DOMRect | undefined) => void;
}

/** Screen pixels a pointer moves before it draws. */
const THRESHOLD = 4;
/** What stands over the board has a meaning of its own. */
const OVER = '[data-over-board], [data-line-handle], .react-flow__attribution';

/**
 * Draws frames on a board, wherever they begin: neither the view nor a box is moved by a pointer that draws one, and what its click would
 * do is left out. One that does not move is a click as any other. Gives back what ends it.
 */
export function watchFrame(board: HTMLElement, { wants, onDraw, onEnd }: Framing): () => void {
  const stop = new AbortController();
  let begin: { readonly x: number; readonly y: number } | undefined;
  let isDrawn = false;
  const listen = { capture: true, signal: stop.signal };
  const frameTo = ({ clientX, clientY }: PointerEvent): DOMRect => {
    const { x, y } = begin ?? { x: clientX, y: clientY };
    return new DOMRect(Math.min(x, clientX), Math.min(y, clientY), Math.abs(clientX - x), Math.abs(clientY - y));
  };
  const end = (frame?: DOMRect): void => {
    const wasDrawn = begin !== undefined && isDrawn;
    begin = undefined;
    if (wasDrawn) onEnd(frame);
  };
  board.addEventListener(
    'pointerdown',
    (event) => {
      end();
      isDrawn = false;
      const isOver = event.target instanceof Element && event.target.closest(OVER) !== null;
      if (event.isPrimary && event.button === 0 && !isOver && wants(event))
        begin = { x: event.clientX, y: event.clientY };
    },
    listen,
  );
  // By these what moves the view and boxes begins; a browser would begin to mark text.
  for (const type of ['mousedown', 'touchstart'] as const) {
    board.addEventListener(
      type,
      (event) => {
        if (begin === undefined) return;
        event.stopPropagation();
        if (type === 'mousedown') event.preventDefault();
      },
      listen,
    );
  }
  window.addEventListener(
    'pointermove',
    (event) => {
      if (begin === undefined || !event.isPrimary) return;
      const frame = frameTo(event);
      isDrawn ||= Math.hypot(frame.width, frame.height) >= THRESHOLD;
      if (isDrawn) onDraw(frame);
    },
    listen,
  );
  window.addEventListener('pointerup', (event) => end(frameTo(event)), listen);
  window.addEventListener('pointercancel', () => end(), listen);
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || begin === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      end();
    },
    listen,
  );
  board.addEventListener(
    'click',
    (event) => {
      if (!isDrawn) return;
      isDrawn = false;
      event.stopPropagation();
      event.preventDefault();
    },
    listen,
  );
  return () => {
    end();
    stop.abort();
  };
}
