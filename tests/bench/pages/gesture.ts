import { type FrameTimes, recordFrames } from './frames.ts';

const PAN_FRAMES = 12;
const ZOOM_FRAMES = 12;
/** One turn of the gesture; it ends where it began. */
const TURN = PAN_FRAMES + ZOOM_FRAMES;
/** The mouse is pressed in the first frame of the pan and let go in its last, where it was pressed. */
const LAST_MOVE = PAN_FRAMES - 2;
/** Pixels of a wheel step: half a turn of them zooms by a third. */
const WHEEL = 35;

export interface Gesture {
  /** Pixels the board is pushed at most from where it was. */
  readonly reach: number;
  /** Ends with the turn in which this many milliseconds have passed … */
  readonly time: number;
}

/** Pans and zooms the board in turns. Every event is dispatched inside an animation frame. */
export async function playGesture({ reach, time }: Gesture): Promise<FrameTimes> {
  const pane = findPane();
  const middle = middleOf(pane);
  const mouse = (type: string, target: EventTarget, { x, y }: { readonly x: number; readonly y: number }): void => {
    target.dispatchEvent(
      new MouseEvent(type, {
        bubbles: true,
        cancelable: true,
        view: window,
        clientX: x,
        clientY: y,
        buttons: type === 'mouseup' ? 0 : 1,
      }),
    );
  };
  const end = performance.now() + time;
  return recordFrames((frame) => {
    if (frame > 0 && frame % TURN === 0 && performance.now() >= end) return false;
    const at = frame % TURN;
    const way = (Math.min(at, LAST_MOVE) / LAST_MOVE) * 2 * Math.PI;
    const point = { x: middle.x + reach * Math.sin(way), y: middle.y + (reach / 2) * (1 - Math.cos(way)) };
    if (at === 0) mouse('mousedown', pane, point);
    else if (at <= LAST_MOVE) mouse('mousemove', window, point);
    else if (at < PAN_FRAMES) mouse('mouseup', window, point);
    else wheel(pane, middle, at - PAN_FRAMES < ZOOM_FRAMES / 2 ? -WHEEL : WHEEL);
    return true;
  });
}

/** Zooms to 1: text has its designed size. */
export async function zoomToReading(): Promise<void> {
  wheel(findPane(), middleOf(findPane()), Math.log2(currentZoom()) / ZOOM_PER_PIXEL);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  if (Math.abs(currentZoom() - 1) > 0.01) throw new Error(`The zoom is ${currentZoom()} where it should be 1`);
}

/** React Flow doubles the zoom with every 500 pixels of the wheel. */
const ZOOM_PER_PIXEL = 0.002;

function currentZoom(): number {
  const viewport = document.querySelector('.react-flow__viewport');
  return viewport === null ? Number.NaN : new DOMMatrix(getComputedStyle(viewport).transform).a;
}

function findPane(): Element {
  const pane = document.querySelector('.react-flow__pane');
  if (pane === null) throw new Error('There is no board to move');
  return pane;
}

function middleOf(pane: Element): { readonly x: number; readonly y: number } {
  const { left, top, width, height } = pane.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

function wheel(pane: Element, { x, y }: { readonly x: number; readonly y: number }, deltaY: number): void {
  pane.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: x, clientY: y, deltaY }));
}
