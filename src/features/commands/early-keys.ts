/** What keys make of an empty field: its text, and the key that ended the typing, if one did; keys after that are left out. */
export function readEarly(keys: readonly string[]): { readonly text: string; readonly end?: 'Enter' | 'Escape' } {
  let text = '';
  for (const key of keys) {
    if (key === 'Enter' || key === 'Escape') return { text, end: key };
    if (key === 'Backspace') text = text.slice(0, -1);
    else if (key.length === 1) text += key;
  }
  return { text };
}
