import { objectOfFrame } from '../../simulation/frame-ids.ts';
import { type MouseEvent, type PointerEvent, useRef, useState } from 'react';

/** Pixels a pointer moves before it drags. */
const THRESHOLD = 5;

/** Something on its way to the board. */
export interface Carried<Item> {
  readonly item: Item;
  readonly x: number;
  readonly y: number;
  /** The elements of the board below the pointer, the uppermost first; undefined: it is not over the board. */
  readonly below: readonly string[] | undefined;
}

/** Lets items be dragged onto the board with a mouse or a pen; a finger scrolls. `onDrop` is told what it was dropped on, and where in the window. */
export function useDrag<Item>(
  onDrop: (item: Item, below: readonly string[], at: { readonly x: number; readonly y: number }) => void,
) {
  const [pressed, setPressed] = useState<{ readonly x: number; readonly y: number }>();
  const [carried, setCarried] = useState<Carried<Item>>();
  const moved = useRef(false);
  const handlers = (item: Item) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType === 'touch' || event.button !== 0) return;
      moved.current = false;
      setPressed({ x: event.clientX, y: event.clientY });
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: ({ clientX: x, clientY: y }: PointerEvent) => {
      if (pressed === undefined) return;
      if (carried === undefined && Math.hypot(x - pressed.x, y - pressed.y) < THRESHOLD) return;
      moved.current = true;
      setCarried({ item, x, y, below: elementsBelow(x, y) });
    },
    onPointerUp: () => {
      setPressed(undefined);
      setCarried(undefined);
      if (carried?.below !== undefined) onDrop(item, carried.below, carried);
    },
    onPointerCancel: () => {
      setPressed(undefined);
      setCarried(undefined);
    },
    // A drag ends with a click where it began.
    onClickCapture: (event: MouseEvent) => {
      if (moved.current) event.stopPropagation();
      moved.current = false;
    },
  });
  return { handlers, carried };
}

/** What the elements of the board below a point of the window show, the uppermost first; undefined: no part of the board is there. */
export function elementsBelow(x: number, y: number): readonly string[] | undefined {
  const all = document.elementsFromPoint(x, y).filter((element) => element.closest('[data-part="build"]') === null);
  if (!all.some((element) => element.closest('[data-region="canvas"]') !== null)) return undefined;
  const ids = all.flatMap((element) => element.closest<HTMLElement>('.react-flow__node')?.dataset['id'] ?? []);
  return [...new Set(ids.map(objectOfFrame))];
}
