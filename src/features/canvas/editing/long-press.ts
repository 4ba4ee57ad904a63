/** Milliseconds that a finger rests, and pixels that it may stray meanwhile. */
const LONG = 500;
const STRAY = 10;

/**
 * A finger that rests on a box, or on the board, asks for its menu, as the right button of a mouse does: some browsers send no event of that, and on
 * others one may drag the box first. What lifting the finger would do then is left out. Gives back what ends it.
 */
export function watchLongPress(board: HTMLElement): () => void {
  const stop = new AbortController();
  let press: { readonly x: number; readonly y: number; readonly timer: number } | undefined;
  let asked = false;
  const end = (): void => {
    clearTimeout(press?.timer);
    press = undefined;
  };
  const on = <K extends keyof HTMLElementEventMap>(type: K, take: (event: HTMLElementEventMap[K]) => void): void =>
    board.addEventListener(type, take, { capture: true, signal: stop.signal });
  on('pointerdown', ({ pointerType, isPrimary, target, clientX, clientY }) => {
    end();
    asked = false;
    if (pointerType === 'mouse' || !isPrimary || !(target instanceof Element)) return;
    const box = target.closest('.react-flow__node, .react-flow__pane');
    if (box === null) return;
    const ask = (): void => {
      asked = true;
      box.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY }));
    };
    press = { x: clientX, y: clientY, timer: window.setTimeout(ask, LONG) };
  });
  on('pointermove', ({ clientX, clientY }) => {
    if (press !== undefined && Math.hypot(clientX - press.x, clientY - press.y) > STRAY) end();
  });
  on('pointerup', end);
  on('pointercancel', end);
  on('contextmenu', (event) => {
    if (!event.isTrusted) return;
    if (asked) {
      event.preventDefault();
      event.stopPropagation();
    }
    asked ||= press !== undefined;
    end();
  });
  on('click', (event) => {
    if (!asked) return;
    asked = false;
    event.preventDefault();
    event.stopPropagation();
  });
  return () => {
    end();
    stop.abort();
  };
}
