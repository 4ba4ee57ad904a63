import { useState } from 'react';
import { writeToClipboard } from './clipboard.ts';

/** What became of copying; `not yet`: nobody has asked for it. */
export type Copied = 'not yet' | 'copied' | 'refused';

/** Copies to the clipboard, and tells whether the browser let it. `what` is what is copied: another value has not been copied yet. */
export function useCopy(what: unknown) {
  const [done, setDone] = useState<{ readonly what: unknown; readonly copied: Copied }>();
  const copied: Copied = done?.what === what ? (done?.copied ?? 'not yet') : 'not yet';
  const note = (state: Copied): void => setDone({ what, copied: state });
  const copy = async (text: string): Promise<void> => note((await writeToClipboard(text)) ? 'copied' : 'refused');
  return { copied, copy, note };
}
