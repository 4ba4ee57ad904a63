import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** Frames that React Flow takes until its boxes can have the focus, and some more. */
const PATIENCE = 60;

/** When the board that moves has `replaced` the first look, the element or control that had the focus has it again. */
export function useKeptFocus(frame: RefObject<HTMLElement | null>, replaced: boolean): void {
  const focused = useRef<string>(undefined);
  useEffect(() => {
    const element = frame.current;
    const note = ({ target }: FocusEvent): void => {
      focused.current = target instanceof HTMLElement && element?.contains(target) ? selectorOf(target) : undefined;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [frame]);
  // Before the next key can come.
  useLayoutEffect(() => {
    const selector = focused.current;
    if (!replaced || selector === undefined) return undefined;
    let request = 0;
    const look = (left: number): void => {
      if (document.activeElement !== document.body) return;
      const same = frame.current?.querySelector<HTMLElement>(selector);
      same?.focus();
      if (document.activeElement !== same && left > 0) request = requestAnimationFrame(() => look(left - 1));
    };
    look(PATIENCE);
    return () => cancelAnimationFrame(request);
  }, [frame, replaced]);
}

/** Finds the same on the other board: a box by its element, a control by what it is called. */
function selectorOf(target: HTMLElement): string | undefined {
  const { id } = target.dataset;
  if (id !== undefined) return `.react-flow__node[data-id="${CSS.escape(id)}"]`;
  const name = target.getAttribute('aria-label');
  return name === null ? undefined : `button[aria-label="${CSS.escape(name)}"]`;
}
