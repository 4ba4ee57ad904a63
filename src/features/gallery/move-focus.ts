import type { KeyboardEvent } from 'react';

/** What opens an item of a grid; what resets it stands beside. */
export const OPENER = 'button[aria-describedby]';

/** Arrow keys go from one item of a grid to the next in their direction; Home and End to the first and last. */
export function moveFocus(event: KeyboardEvent<HTMLButtonElement>): void {
  const list = event.currentTarget.closest('ol, ul');
  if (list === null) return;
  const buttons = [...list.querySelectorAll<HTMLButtonElement>(OPENER)];
  const at = buttons.findIndex((button) => button === document.activeElement);
  if (at < 0) return;
  const columns = getComputedStyle(list).gridTemplateColumns.split(' ').length;
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    Home: -at,
    End: buttons.length - 1 - at,
  };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  buttons[at + step]?.focus();
}
