import type { ElementId } from '../../../scenario/document/document.ts';
import { foldFrame } from '../../../simulation/workspace/frames.ts';
import type { Simulation } from '../../../simulation/workspace/simulation.ts';
import type { BoardElement } from '../board/element.ts';

interface Sign {
  readonly target: EventTarget;
  readonly key?: string;
}

/** Folds a frame to a card, or opens it, when the control for it was clicked or Space pressed on the frame, after `begin`; false: something else is meant. */
export function foldElement(
  { view }: Simulation,
  { id, folded }: BoardElement,
  sign: Sign,
  begin?: (id: ElementId) => void,
): boolean {
  const { target, key } = sign;
  const meant =
    key === ' ' || (key === undefined && target instanceof Element && target.closest('[data-fold]') !== null);
  if (folded === undefined || !meant) return false;
  begin?.(id);
  foldFrame(view, id, folded === false);
  return true;
}
