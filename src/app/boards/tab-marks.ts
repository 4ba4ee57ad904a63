/** A mark that outlives the page. A browser that keeps none of them is as if they were never set. */
interface Mark {
  readonly get: () => string | undefined;
  /** Whether the browser took it. */
  readonly set: (value: string | undefined) => boolean;
}

/** `storage` is asked each time, as a browser may refuse. */
export function mark(storage: () => Storage, key: string): Mark {
  return {
    get: () => {
      try {
        return storage().getItem(key) ?? undefined;
      } catch {
        return undefined;
      }
    },
    set: (value) => {
      try {
        if (value === undefined) storage().removeItem(key);
        else storage().setItem(key, value);
        return true;
      } catch {
        // Told by what keeps the boards.
        return false;
      }
    },
  };
}

/** The board on the screen of this tab. */
export const ownBoard = mark(() => sessionStorage, 'packetwalk-board');

/** The board that is being put on the screen: still set at the next start, it stopped the page. */
export const startedBoard = mark(() => localStorage, 'packetwalk-opening');
