import { withWords } from '../../../ui/words.ts';
import { type PointerEvent, useRef } from 'react';
import type { Position } from '../../../scenario/document/document.ts';
import { useSimulation, useView } from '../../../simulation/workspace/context.ts';
import { withPart } from '../../../ui/fetch-part.ts';
import type { Board } from '../board/placed-board.ts';
import type { BoardElement } from '../board/element.ts';
import type { Drag } from './use-board.ts';
import type * as EditBoard from '../editing/edit-board.ts';

/** Screen pixels a pointer moves before it drags. */
const THRESHOLD = 4;

interface Hold {
  readonly element: BoardElement;
  readonly x: number;
  readonly y: number;
  /** Where the element is now; absent until it has been moved. */
  readonly position?: Position;
}

export interface StillDragOptions {
  readonly board: Board;
  readonly zoom: number;
  readonly setDrag: (drag: Drag | undefined) => void;
  /** Something is held: the board must not be replaced under the pointer. */
  readonly onHold: (held: boolean) => void;
}

/** Dragging on a board whose view does not move. The handlers go on each element. */
export function useStillDrag({ board, zoom, setDrag, onHold }: StillDragOptions) {
  const simulation = useSimulation();
  const readOnly = useView((state) => state.readOnly);
  const hold = useRef<Hold>(undefined);
  const dragged = useRef(false);

  const release = (event: PointerEvent, dropped: boolean): void => {
    const held = hold.current;
    if (held === undefined) return;
    hold.current = undefined;
    event.currentTarget.releasePointerCapture(event.pointerId);
    const { element, position } = held;
    const end = (): void => {
      setDrag(undefined);
      onHold(false);
    };
    if (!dropped || position === undefined) end();
    else {
      const drop = ({ dropElement }: typeof EditBoard): void => {
        dropElement(simulation, board, element.id, position);
        end();
      };
      withPart(
        'mover',
        withWords(simulation.words, () => import('../editing/edit-board.ts'), ['later', 'narrator']),
        drop,
        end,
      );
    }
  };
  return {
    /** True once for the click that ends a drag. */
    endedDrag: (): boolean => {
      const was = dragged.current;
      dragged.current = false;
      return was;
    },
    handlers: (element: BoardElement) => ({
      onPointerDown: (event: PointerEvent): void => {
        dragged.current = false;
        if (readOnly || event.button !== 0 || element.content.kind === 'pending') return;
        event.currentTarget.setPointerCapture(event.pointerId);
        hold.current = { element, x: event.clientX, y: event.clientY };
        onHold(true);
      },
      onPointerMove: (event: PointerEvent): void => {
        const held = hold.current;
        if (held === undefined) return;
        const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
        if (held.position === undefined && Math.hypot(dx, dy) < THRESHOLD) return;
        dragged.current = true;
        const position = { x: held.element.x + dx / zoom, y: held.element.y + dy / zoom };
        hold.current = { ...held, position };
        setDrag({ id: held.element.id, position });
      },
      onPointerUp: (event: PointerEvent): void => release(event, true),
      onPointerCancel: (event: PointerEvent): void => release(event, false),
    }),
  };
}
