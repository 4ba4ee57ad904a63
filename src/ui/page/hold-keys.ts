import { passOnKeys } from './pass-on-keys.ts';
import { TYPING } from './typing.ts';

/** Keys that wait at most: with one more, all of them go on. */
const MOST = 64;
/** How long they wait at most, in milliseconds. */
const PATIENCE = 5000;

/**
 * Keys wait until the returned function is called, the one of `first` too; then they go on, in their order. What is typed in a field,
 * what moves the focus and what belongs to the browser does not wait.
 */
export function holdKeys(first?: KeyboardEvent): () => void {
  const keys: KeyboardEvent[] = [];
  const done = new AbortController();
  const release = (): void => {
    done.abort();
    clearTimeout(timer);
    passOnKeys(keys.splice(0));
  };
  const timer = setTimeout(release, PATIENCE);
  const hold = (event: KeyboardEvent): void => {
    if (!waits(event)) return;
    if (keys.length === MOST) return release();
    event.preventDefault();
    event.stopImmediatePropagation();
    keys.push(event);
  };
  window.addEventListener('keydown', hold, { capture: true, signal: done.signal });
  if (first !== undefined) hold(first);
  return release;
}

function waits({ key, ctrlKey, metaKey, altKey, isComposing, target }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || isComposing || /^(Tab|F\d+)$/.test(key)) return false;
  return !(target instanceof Element && target.closest(TYPING));
}
