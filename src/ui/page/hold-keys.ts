import { passOnKeys } from './pass-on-keys.ts';
import { TYPING } from './typing.ts';

/** Keys that wait at most: with one more, all of them go on. */
const MOST = 64;
/** How long they wait at most, in milliseconds. */
const PATIENCE = 5000;

interface Holding {
  /** It waits already. */
  readonly first?: KeyboardEvent;
  /** There is no page yet that knows any key: those with Ctrl wait too, with the browser doing what it does with them, and as long as it takes. */
  readonly isPicture?: boolean;
}

/**
 * Keys wait until the returned function is called; then they go on, in their order. What is typed in a field, what moves the focus
 * and what belongs to the browser does not wait.
 */
export function holdKeys({ first, isPicture = false }: Holding = {}): () => void {
  const keys: KeyboardEvent[] = [];
  const done = new AbortController();
  const release = (): void => {
    done.abort();
    clearTimeout(timer);
    passOnKeys(keys.splice(0));
  };
  const timer = isPicture ? undefined : setTimeout(release, PATIENCE);
  const hold = (event: KeyboardEvent): void => {
    const isBrowsers = belongsToBrowser(event);
    if (!waits(event) || (isBrowsers && !isPicture)) return;
    if (keys.length === MOST) return release();
    if (!isBrowsers) event.preventDefault();
    event.stopImmediatePropagation();
    keys.push(event);
  };
  window.addEventListener('keydown', hold, { capture: true, signal: done.signal });
  if (first !== undefined) hold(first);
  return release;
}

function waits({ key, isComposing, target }: KeyboardEvent): boolean {
  return key !== 'Tab' && !isComposing && !(target instanceof Element && target.closest(TYPING) !== null);
}

function belongsToBrowser({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey || /^F\d/.test(key);
}
