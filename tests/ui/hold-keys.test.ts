import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { holdKeys } from '../../src/ui/page/hold-keys.ts';

/** As much of a page as keys need. */
class Place extends EventTarget {
  value = '';
  readonly #isField: boolean;
  constructor(isField = false) {
    super();
    this.#isField = isField;
  }
  closest(): Place | null {
    return this.#isField ? this : null;
  }
}
class Key extends Event {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly at: EventTarget | undefined;
  readonly isComposing = false;
  constructor(type: string, { key, ctrlKey = false, at }: { key: string; ctrlKey?: boolean; at?: EventTarget }) {
    super(type, { bubbles: true, cancelable: true });
    [this.key, this.ctrlKey, this.at] = [key, ctrlKey, at];
  }
  override get target(): EventTarget | null {
    return this.at ?? super.target;
  }
}

const body = new Place();
const field = new Place(true);
/** Types into what has the focus, as a browser does. */
const execCommand = (_: string, __: boolean, text: string): void => {
  if (document.activeElement === (field as unknown)) field.value += text;
};
let page = new EventTarget();
let arrived: string[] = [];
/** Whether the page, or the browser, gets the key at once. */
function press(key: string, { at = body, ctrlKey = false } = {}): boolean {
  const before = arrived.length;
  const event = new Key('keydown', { key, ctrlKey, at });
  send(event);
  return arrived.length > before && !event.defaultPrevented;
}

/** The page hears of it after what holds keys. */
function send(event: Event): void {
  page.addEventListener('keydown', note);
  page.dispatchEvent(event);
  page.removeEventListener('keydown', note);
}

const note = (event: Event): void => void (event instanceof Key && arrived.push(event.key));
body.addEventListener('keydown', note);
field.addEventListener('keydown', note);

beforeEach(() => {
  vi.useFakeTimers();
  page = new EventTarget();
  arrived = [];
  field.value = '';
  vi.stubGlobal('window', page);
  vi.stubGlobal('Element', Place);
  vi.stubGlobal('KeyboardEvent', Key);
  vi.stubGlobal('HTMLButtonElement', class {});
  vi.stubGlobal('document', { activeElement: body, body, execCommand });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('keys wait, and go on in their order', () => {
  const release = holdKeys();
  expect([press('ArrowRight'), press('d')]).toEqual([false, false]);
  expect(arrived).toEqual([]);
  release();
  expect(arrived).toEqual(['ArrowRight', 'd']);
  expect(press('x')).toBe(true);
});

test('what is typed in a field, what moves the focus and what belongs to the browser does not wait', () => {
  const release = holdKeys();
  expect(press('w', { at: field })).toBe(true);
  for (const key of ['Tab', 'F5', 'F6']) expect(press(key)).toBe(true);
  for (const key of ['r', 'l']) expect(press(key, { ctrlKey: true })).toBe(true);
  release();
});

test('no more than some wait, and not longer than some seconds', () => {
  holdKeys();
  for (let count = 0; count < 64; count += 1) press('d');
  expect(arrived).toEqual([]);
  expect(press('e')).toBe(true);
  expect(arrived).toHaveLength(65);
  holdKeys();
  press('d');
  vi.advanceTimersByTime(5000);
  expect(arrived).toHaveLength(66);
});

test('what goes on to a field is typed in it, but for the key that brought the focus', () => {
  const release = holdKeys();
  body.addEventListener('keydown', () => vi.stubGlobal('document', { activeElement: field, body, execCommand }), {
    once: true,
  });
  for (const key of ['/', 'w', 'e', 'b']) press(key);
  release();
  expect(field.value).toBe('web');
});
