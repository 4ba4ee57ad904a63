import type { KeyboardEvent } from 'react';

/** Arrow keys go along what `selector` finds in a list, round its ends; Home and End go there. False: it is another key. */
export function moveAlong({ key, currentTarget }: KeyboardEvent<HTMLElement>, selector: string): boolean {
  const items = [...currentTarget.querySelectorAll<HTMLElement>(selector)];
  const at = items.findIndex((item) => item === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[key];
  if (to === undefined) return false;
  items.at(to % items.length)?.focus();
  return true;
}
