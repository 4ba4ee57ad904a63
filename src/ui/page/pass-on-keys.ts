/** Keys that were held back go on, in their order, at what has the focus now. What a browser does by itself with a key it does not do. */
export function passOnKeys(keys: readonly KeyboardEvent[]): void {
  for (const { key, code, ctrlKey, metaKey, shiftKey, altKey, repeat } of keys) {
    const target = document.activeElement ?? document.body;
    const init = { key, code, ctrlKey, metaKey, shiftKey, altKey, repeat, bubbles: true, cancelable: true };
    const isOpen = target.dispatchEvent(new KeyboardEvent('keydown', init));
    if (isOpen && (key === 'Enter' || key === ' ') && target instanceof HTMLButtonElement) target.click();
  }
}
