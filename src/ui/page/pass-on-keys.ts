type Pressed = Pick<KeyboardEvent, 'key'> & KeyboardEventInit;

/**
 * Keys that were held back go on, in their order, at what has the focus now. What a browser does by itself with a key it does not do,
 * but for a button that is pressed and a field that is typed in.
 */
export function passOnKeys(keys: readonly Pressed[]): void {
  for (const {
    key,
    code = '',
    ctrlKey = false,
    metaKey = false,
    shiftKey = false,
    altKey = false,
    repeat = false,
  } of keys) {
    const target = document.activeElement ?? document.body;
    const init = { key, code, ctrlKey, metaKey, shiftKey, altKey, repeat, bubbles: true, cancelable: true };
    if (!target.dispatchEvent(new KeyboardEvent('keydown', init))) continue;
    if ((key === 'Enter' || key === ' ') && target instanceof HTMLButtonElement) target.click();
    // What takes the focus with a key is typed in with the next one: nothing else does that as somebody would.
    else if (key.length === 1 && target === document.activeElement) document.execCommand('insertText', false, key);
  }
}
