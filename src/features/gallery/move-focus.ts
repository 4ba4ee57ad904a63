import type { KeyboardEvent } from 'react';

/** Arrow keys go from one item of a grid to the next in their direction; Home and End to the first and last. */
export function moveFocus(event: KeyboardEvent<HTMLButtonElement>): void {
  const list = event.currentTarget.closest('ol, ul');
  if (list === null) return;
  // What resets an item stands beside what opens it.
  const buttons = [...list.querySelectorAll<HTMLButtonElement>('button[aria-describedby]')];
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
