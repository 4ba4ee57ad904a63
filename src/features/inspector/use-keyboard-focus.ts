import { type RefObject, useLayoutEffect, useRef } from 'react';
import { useSimulation } from '../../simulation/workspace/context.ts';

const CANVAS = '[data-region="canvas"]';

/**
 * What was selected by keyboard is inspected by keyboard: the focus goes from the element on the canvas to the inspector, and
 * back when the inspector closes, whatever it has shown meanwhile. A click leaves no focus on the canvas, and nothing happens.
 */
export function useKeyboardFocus(inspector: RefObject<HTMLElement | null>, selected: string | undefined): void {
  const { view } = useSimulation();
  const opener = useRef<HTMLElement>(undefined);
  useLayoutEffect(() => {
    const from = document.activeElement;
    if (selected === undefined || !(from instanceof HTMLElement) || from.closest(CANVAS) === null) return;
    opener.current = from;
    // What somebody looked for on the board keeps the focus there.
    if (view.getState().arrival === undefined) inspector.current?.focus();
  }, [inspector, selected, view]);
  useLayoutEffect(() => {
    const element = inspector.current;
    return () => {
      if (element?.contains(document.activeElement) === true) elementNow(opener.current)?.focus();
    };
  }, [inspector]);
}

/** The board that can be dragged may have taken the place of the first look since. */
function elementNow(element: HTMLElement | undefined): HTMLElement | null | undefined {
  const id = element?.dataset['id'];
  if (element?.isConnected === true || id === undefined) return element;
  return document.querySelector<HTMLElement>(`${CANVAS} [data-id="${CSS.escape(id)}"]`);
}
