import { type RefObject, useEffect } from 'react';

/** Frames that React Flow takes until its boxes are where they stand, and some more. */
const PATIENCE = 60;

/** Where the pointer was over the board last; undefined: it is not. */
export type LastPointer = RefObject<MouseEvent | undefined>;

/**
 * A pointer that rests over a box when the board that moves replaces the first look is over that box: browsers tell of it with the
 * pointer's next move only.
 */
export function useRestingPointer(last: LastPointer): void {
  useEffect(() => {
    const at = last.current;
    if (at === undefined) return undefined;
    const { clientX, clientY } = at;
    let request = 0;
    const look = (left: number): void => {
      // It has moved since.
      if (last.current !== at) return;
      const box = document.elementFromPoint(clientX, clientY)?.closest('.react-flow__node');
      if (box != null) box.dispatchEvent(new MouseEvent('mousemove', { clientX, clientY, bubbles: true }));
      else if (left > 0) request = requestAnimationFrame(() => look(left - 1));
    };
    request = requestAnimationFrame(() => look(PATIENCE));
    return () => cancelAnimationFrame(request);
  }, [last]);
}
