/** Puts a text on the clipboard; false: the browser lets the page do that in no way. To be called where somebody pressed something. */
export async function writeToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without the permission, or by HTTP, where there is no such interface.
    return copyAsSelected(text);
  }
}

/** As the browser's own command copies what is selected. What is selected, and what has the focus, stays as it is. */
function copyAsSelected(text: string): boolean {
  const { activeElement } = document;
  const selection = document.getSelection();
  const before = selection === null || selection.rangeCount === 0 ? undefined : selection.getRangeAt(0);
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  // Within a dialog, outside of which nothing can have the focus.
  (activeElement?.closest('dialog') ?? document.body).append(field);
  field.select();
  // There is nothing in its place where a page may not use the clipboard by itself.
  const isCopied = document.execCommand('copy');
  field.remove();
  if (before !== undefined) {
    selection?.removeAllRanges();
    selection?.addRange(before);
  }
  if (activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true });
  return isCopied;
}
