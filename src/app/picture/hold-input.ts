/**
 * Holds what is pressed while the picture of a page is shown: nothing in it can be used. As soon as the page stands in its place,
 * keys go on in their order, and the last click where it was made.
 */
export function holdInput(picture: HTMLElement): void {
  const keys: KeyboardEvent[] = [];
  let click: MouseEvent | undefined;
  const holdKey = (event: KeyboardEvent): void => {
    event.stopImmediatePropagation();
    keys.push(event);
  };
  const holdClick = (event: MouseEvent): void => {
    click = event;
  };
  addEventListener('keydown', holdKey, true);
  addEventListener('click', holdClick, true);
  const letGo = (): void => {
    if (picture.isConnected) return;
    gone.disconnect();
    removeEventListener('keydown', holdKey, true);
    removeEventListener('click', holdClick, true);
    const pressed = click && document.elementFromPoint(click.clientX, click.clientY);
    pressed?.closest('input')?.focus();
    pressed?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }));
    const target = document.activeElement ?? document.body;
    for (const { key, code, ctrlKey, metaKey, shiftKey, altKey } of keys)
      target.dispatchEvent(
        new KeyboardEvent('keydown', {
          key,
          code,
          ctrlKey,
          metaKey,
          shiftKey,
          altKey,
          bubbles: true,
          cancelable: true,
        }),
      );
  };
  const gone = new MutationObserver(letGo);
  gone.observe(document, { childList: true, subtree: true });
}
