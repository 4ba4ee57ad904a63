import { type RefObject, useEffect, useRef } from 'react';

/** Frames that React Flow takes until its boxes can have the focus, and some more. */
const PATIENCE = 60;

/** When the board that moves has `replaced` the first look, the element that had the focus has it again. */
export function useKeptFocus(frame: RefObject<HTMLElement | null>, replaced: boolean): void {
  const focused = useRef<string>(undefined);
  useEffect(() => {
    const element = frame.current;
    const note = ({ target }: FocusEvent): void => {
      focused.current = target instanceof HTMLElement && element?.contains(target) ? target.dataset['id'] : undefined;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [frame]);
  useEffect(() => {
    const id = focused.current;
    if (!replaced || id === undefined) return undefined;
    let request = 0;
    const look = (left: number): void => {
      if (document.activeElement !== document.body) return;
      const box = frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
      box?.focus();
      if (document.activeElement !== box && left > 0) request = requestAnimationFrame(() => look(left - 1));
    };
    look(PATIENCE);
    return () => cancelAnimationFrame(request);
  }, [frame, replaced]);
}
