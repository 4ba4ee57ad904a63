import { type RefObject, useLayoutEffect } from 'react';

/**
 * What was selected by keyboard is inspected by keyboard: the focus goes from the element on the canvas to the inspector, and
 * back when the inspector closes. A click leaves no focus on the canvas, and nothing happens.
 */
export function useKeyboardFocus(inspector: RefObject<HTMLElement | null>, selected: string | undefined): void {
  useLayoutEffect(() => {
    const element = inspector.current;
    const from = document.activeElement;
    if (element === null || selected === undefined) return undefined;
    if (!(from instanceof HTMLElement) || from.closest('[aria-label="Canvas"]') === null) return undefined;
    element.focus();
    return () => {
      if (element.contains(document.activeElement)) from.focus();
    };
  }, [inspector, selected]);
}
