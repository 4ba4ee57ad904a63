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
    // What takes the focus with a key is typed in with the next one.
    else if (key.length === 1 && target === document.activeElement) typeInto(target, key);
  }
}

function typeInto(field: Element, text: string): void {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || field.readOnly) return;
  const { selectionStart, selectionEnd } = field;
  // Only fields of text have a place in it.
  if (selectionStart === null || selectionEnd === null) return;
  field.setRangeText(text, selectionStart, selectionEnd, 'end');
  field.dispatchEvent(new InputEvent('input', { data: text, inputType: 'insertText', bubbles: true }));
}
