import { useState } from 'react';

/** What became of copying; `not yet`: nobody has asked for it. */
export type Copied = 'not yet' | 'copied' | 'refused';

/** Copies to the clipboard, and tells whether the browser let it. `what` is what is copied: another value has not been copied yet. */
export function useCopy(what: unknown) {
  const [done, setDone] = useState<{ readonly what: unknown; readonly copied: Copied }>();
  const copied: Copied = done?.what === what ? (done?.copied ?? 'not yet') : 'not yet';
  const note = (state: Copied): void => setDone({ what, copied: state });
  const copy = (text: string): Promise<void> =>
    navigator.clipboard.writeText(text).then(
      () => note('copied'),
      () => note('refused'),
    );
  return { copied, copy, note };
}
