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
    if (selected === undefined || !(from instanceof HTMLElement) || from.closest(CANVAS) === null) return undefined;
    opener.current = from;
    // What somebody looked for on the board keeps the focus there.
    if (view.getState().arrival !== undefined) return undefined;
    const goIn = (): void => {
      if (document.activeElement === from) inspector.current?.focus();
    };
    if (isMeant(from, selected)) return goIn();
    // Drawn as selected a moment later; or somebody has gone on while this was fetched, and stays there.
    const request = requestAnimationFrame(() => {
      if (isMeant(from, selected)) goIn();
    });
    return () => cancelAnimationFrame(request);
  }, [inspector, selected, view]);
  useLayoutEffect(() => {
    const element = inspector.current;
    return () => {
      if (element?.contains(document.activeElement) === true) elementNow(opener.current)?.focus();
    };
  }, [inspector]);
}

/** By this element on the canvas the thing was selected. */
function isMeant(element: HTMLElement, selected: string): boolean {
  return element.dataset['id'] === selected || element.ariaPressed === 'true';
}

/** The board that can be dragged may have taken the place of the first look since. */
function elementNow(element: HTMLElement | undefined): HTMLElement | null | undefined {
  const id = element?.dataset['id'];
  if (element?.isConnected === true || id === undefined) return element;
  return document.querySelector<HTMLElement>(`${CANVAS} [data-id="${CSS.escape(id)}"]`);
}
