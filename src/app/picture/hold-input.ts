import { passOnKeys } from '../../ui/page/pass-on-keys.ts';

/** Pixels that a press may move and still be a click. */
const SLACK = 8;
const MOST_KEYS = 64;

/**
 * Holds what is pressed while the picture of a page is shown: nothing in it can be used. As soon as the page stands in its place,
 * keys go on in their order, and the last click where it was made; a press that has begun becomes one where it ends, and the menu that
 * was asked for last opens there.
 */
export function holdInput(picture: HTMLElement): void {
  const keys: KeyboardEvent[] = [];
  let click: MouseEvent | undefined;
  let press: PointerEvent | undefined;
  let menu: MouseEvent | undefined;
  const holdClick = (event: MouseEvent): void => {
    click = event;
    press = undefined;
  };
  const holdPress = (event: PointerEvent): void => {
    if (event.button === 0) press = event;
  };
  // Of what stands around the board the browser has its own menu.
  const holdMenu = (event: MouseEvent): void => {
    const board = picture.querySelector('[data-region=canvas]');
    if (board === null || !isOver(board, event)) return;
    event.preventDefault();
    menu = event;
  };
  // The browser does what it does with its own.
  const holdKey = (event: KeyboardEvent): void => {
    event.stopImmediatePropagation();
    if (keys.length < MOST_KEYS) keys.push(event);
  };
  addEventListener('keydown', holdKey, true);
  addEventListener('click', holdClick, true);
  addEventListener('pointerdown', holdPress, true);
  addEventListener('contextmenu', holdMenu, true);
  const letGo = (): void => {
    if (picture.isConnected) return;
    gone.disconnect();
    removeEventListener('keydown', holdKey, true);
    removeEventListener('click', holdClick, true);
    removeEventListener('pointerdown', holdPress, true);
    removeEventListener('contextmenu', holdMenu, true);
    // What it began on is gone: a browser makes no click of it.
    if (press !== undefined) endPress(press);
    if (click !== undefined) clickAt(click);
    if (menu !== undefined) askAt(menu);
    passOnKeys(keys);
  };
  const gone = new MutationObserver(letGo);
  gone.observe(document, { childList: true, subtree: true });
}

function endPress({ clientX, clientY, pointerId }: PointerEvent): void {
  const end = (event: PointerEvent): void => {
    if (event.pointerId !== pointerId) return;
    removeEventListener('pointerup', end, true);
    removeEventListener('pointercancel', end, true);
    const isStill = Math.hypot(event.clientX - clientX, event.clientY - clientY) < SLACK;
    if (event.type === 'pointerup' && isStill) clickAt(event);
  };
  addEventListener('pointerup', end, true);
  addEventListener('pointercancel', end, true);
}

function clickAt({ clientX, clientY }: MouseEvent): void {
  const pressed = document.elementFromPoint(clientX, clientY);
  pressed?.closest('input')?.focus();
  pressed?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }));
}

/** Nothing in the picture is a target of its own. */
function isOver(element: Element, { clientX, clientY }: MouseEvent): boolean {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return clientX >= left && clientX < right && clientY >= top && clientY < bottom;
}

function askAt({ clientX, clientY }: MouseEvent): void {
  const asked = new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY });
  document.elementFromPoint(clientX, clientY)?.dispatchEvent(asked);
}
