import type { Camera } from '../board/camera.ts';
import type { MovableCamera } from '../board/camera-source.ts';

/** Comes with what moves the boxes: the view goes nowhere without them. */
export { followPacket } from './follow-packet.ts';

/** Screen pixels a pointer moves before the view goes with it. */
const THRESHOLD = 4;

export interface LiveView {
  readonly view: MovableCamera;
  /** What is there where nothing is that could be dragged; the boxes are in the first of it that is an application. */
  readonly ground: HTMLElement;
  /** Somebody has moved the view to this. */
  readonly onSeen: (camera: Camera) => void;
  /** The board must not be replaced under the pointer. */
  readonly onHold: (held: boolean) => void;
}

interface Held {
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  /** How the board was seen when it began to move; absent: it has not. */
  readonly from?: Camera;
}

/** The boxes of a first look go with its view, and its view with a finger that swipes over the board. Answers how to stop. */
export function liveView({ view, ground, onSeen, onHold }: LiveView): () => void {
  const world = ground.querySelector<HTMLElement>('[role="application"]');
  const moveWorld = (): void => {
    const { x, y, zoom } = view.get();
    if (world !== null) world.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
  };
  moveWorld();
  const stopMoving = view.subscribe(moveWorld);
  const all = new AbortController();
  let held: Held | undefined;
  const press = ({ target, button, pointerId: pointer, clientX: x, clientY: y }: PointerEvent): void => {
    if (target !== ground || button !== 0 || held !== undefined) return;
    ground.setPointerCapture(pointer);
    held = { pointer, x, y };
    onHold(true);
  };
  const move = ({ pointerId, clientX, clientY }: PointerEvent): void => {
    if (held?.pointer !== pointerId) return;
    const [dx, dy] = [clientX - held.x, clientY - held.y];
    if (held.from === undefined && Math.hypot(dx, dy) < THRESHOLD) return;
    if (held.from === undefined) onSeen(view.get());
    const { from = view.get() } = held;
    held = { ...held, from };
    view.set({ ...from, x: from.x + dx, y: from.y + dy });
  };
  const release = ({ pointerId }: PointerEvent): void => {
    if (held?.pointer !== pointerId) return;
    if (held.from !== undefined) onSeen(view.get());
    held = undefined;
    onHold(false);
  };
  const { signal } = all;
  ground.addEventListener('pointerdown', press, { signal });
  ground.addEventListener('pointermove', move, { signal });
  ground.addEventListener('pointerup', release, { signal });
  ground.addEventListener('pointercancel', release, { signal });
  return () => {
    all.abort();
    stopMoving();
  };
}
