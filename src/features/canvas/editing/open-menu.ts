import type { MouseEvent as ReactMouseEvent } from 'react';
import type { Simulation } from '../../../simulation/workspace/simulation.ts';
import { type BoardElement, objectOf } from '../board/element.ts';

/** Pixels from the corner of an element whose menu was asked for by keyboard. */
const INSIDE = 16;

type MenuEvent = MouseEvent | ReactMouseEvent;

/** Offers what can be done to an element, or to the board, where the pointer is. */
export function openMenu({ view }: Simulation, element: BoardElement | undefined, event: MenuEvent): void {
  const { readOnly, setBuild } = view.getState();
  if (readOnly) return;
  event.preventDefault();
  const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  setBuild({ is: 'menu', ...(element && { element: objectOf(element) }), x: x || left + INSIDE, y: y || top + INSIDE });
}
