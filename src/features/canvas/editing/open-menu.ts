import type { MouseEvent } from 'react';
import type { Simulation } from '../../../simulation/workspace/simulation.ts';
import { type BoardElement, objectOf } from '../board/element.ts';

/** Pixels from the corner of an element whose menu was asked for by keyboard. */
const INSIDE = 16;

/** Offers what can be done to an element, where the pointer is. */
export function openMenu({ view }: Simulation, element: BoardElement, event: MouseEvent): void {
  const { readOnly, setBuild } = view.getState();
  if (readOnly) return;
  event.preventDefault();
  const { left, top } = event.currentTarget.getBoundingClientRect();
  const pointed = event.clientX > 0 || event.clientY > 0;
  const [x, y] = pointed ? [event.clientX, event.clientY] : [left + INSIDE, top + INSIDE];
  setBuild({ is: 'menu', element: objectOf(element), x, y });
}
