import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { holdKeys } from '../../../ui/page/hold-keys.ts';

/** Frames that React Flow takes until its boxes can have the focus, and some more. */
const PATIENCE = 60;

interface Stage {
  /** The board that moves stands in the place of the first look. */
  readonly replaced: boolean;
  /** It could not be fetched. */
  readonly missing: boolean;
}

/**
 * When the board that moves has replaced the first look, the element or control that had the focus has it again. Keys that are pressed
 * before that wait for it, and those that only the board that moves knows, with all that follow them.
 */
export function useKeptFocus(frame: RefObject<HTMLElement | null>, { replaced, missing }: Stage): void {
  const focused = useRef<string>(undefined);
  const release = useRef<() => void>(undefined);
  useEffect(() => {
    const element = frame.current;
    const note = ({ target }: FocusEvent): void => {
      focused.current = target instanceof HTMLElement && element?.contains(target) ? selectorOf(target) : undefined;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [frame]);
  useEffect(() => {
    if (replaced || missing) return undefined;
    const element = frame.current;
    const wait = (event: KeyboardEvent): void => {
      const isBox = event.target instanceof HTMLElement && event.target.dataset['id'] !== undefined;
      if (isBox && event.key.startsWith('Arrow')) release.current ??= holdKeys(event);
    };
    element?.addEventListener('keydown', wait);
    return () => element?.removeEventListener('keydown', wait);
  }, [frame, replaced, missing]);
  // Where no board takes its place, as another one is opened that is empty, they go on too.
  useEffect(() => () => release.current?.(), []);
  // Before the next key can come.
  useLayoutEffect(() => {
    const selector = focused.current;
    let request = 0;
    const end = (): void => {
      cancelAnimationFrame(request);
      release.current?.();
      release.current = undefined;
    };
    const look = (left: number): void => {
      // Somebody has gone elsewhere meanwhile: the keys are for that.
      if (selector === undefined || document.activeElement !== document.body) return end();
      const same = frame.current?.querySelector<HTMLElement>(selector);
      same?.focus();
      if (document.activeElement === same || left === 0) end();
      else request = requestAnimationFrame(() => look(left - 1));
    };
    if (missing) end();
    if (!replaced) return undefined;
    if (selector !== undefined && document.activeElement === document.body) release.current ??= holdKeys();
    look(PATIENCE);
    return end;
  }, [frame, replaced, missing]);
}

/** Finds the same on the other board: a box by its element, a control by what it is called. */
function selectorOf(target: HTMLElement): string | undefined {
  const { id } = target.dataset;
  if (id !== undefined) return `.react-flow__node[data-id="${CSS.escape(id)}"]`;
  const name = target.getAttribute('aria-label');
  return name === null ? undefined : `button[aria-label="${CSS.escape(name)}"]`;
}
