import type { Obstacle } from './rects.ts';

/** Where words of boxes stand on the screen, and the controls and messages above them, in pixels from the corner of `host`. */
export function seenWords(host: Element): readonly Obstacle[] {
  const { left: x, top: y } = host.getBoundingClientRect();
  const rects: Obstacle[] = [];
  const add = (
    { left, top, right, bottom }: DOMRect,
    within?: DOMRect,
    more?: Pick<Obstacle, 'covers' | 'minor'>,
  ): void => {
    // What is cut off is not seen; of what only a screen reader is told a pixel is left.
    const [start, end] = [Math.max(left, within?.left ?? left), Math.min(right, within?.right ?? right)];
    if (end - start > 1)
      rects.push({ left: start - x, top: top - y, width: end - start, height: bottom - top, ...more });
  };
  for (const box of document.querySelectorAll('[data-over-board]'))
    add(box.getBoundingClientRect(), undefined, { covers: true });
  for (const box of host.querySelectorAll('[data-id] [data-head]')) add(box.getBoundingClientRect());
  const range = document.createRange();
  for (const box of host.querySelectorAll('[data-id]')) {
    const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      range.selectNode(texts.currentNode);
      const parent = texts.currentNode.parentElement;
      const minor = parent?.closest('[data-minor]') ? ({ minor: true } as const) : undefined;
      add(range.getBoundingClientRect(), parent?.getBoundingClientRect(), minor);
    }
  }
  return rects;
}
