import { type RefObject, useEffect, useRef } from 'react';

/** Frames that the board has to arrive in. */
const PATIENCE = 300;

/** When the board that can be dragged takes the place of the first look, the element that had the focus has it again. */
export function useKeptFocus(frame: RefObject<HTMLElement | null>, awake: boolean): void {
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
    if (!awake) return undefined;
    let request = 0;
    const look = (left: number): void => {
      const id = focused.current;
      const lost = id !== undefined && document.activeElement === document.body;
      const box = lost
        ? frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
        : null;
      box?.focus();
      if (!box && left > 0) request = requestAnimationFrame(() => look(left - 1));
    };
    look(PATIENCE);
    return () => cancelAnimationFrame(request);
  }, [frame, awake]);
}
