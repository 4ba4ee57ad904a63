import type { Page } from '@playwright/test';

// What is measured of a page, by tests and by the benchmark.

/** The canvas's least part of a window of 1440 × 900 with one panel beside it. */
export const LEAST_CANVAS = 0.55;
/** With two. */
export const LEAST_CANVAS_OF_TWO = 0.4;
/** Cumulative layout shift. */
export const MOST_SHIFT = 0.02;
/** Pixels on the screen below which text is not read: eleven, less what scaling rounds off. */
export const READABLE = 10.9;

/** The canvas's part of the window. */
export async function canvasShare(page: Page): Promise<number> {
  return page.getByRole('region', { name: 'Canvas' }).evaluate((canvas) => {
    const { width, height } = canvas.getBoundingClientRect();
    return (width * height) / (innerWidth * innerHeight);
  });
}

export interface BoardText {
  readonly words: string;
  /** Pixels on the screen. */
  readonly size: number;
}

/** Runs in the page: all text of the board that is shown. */
function textsOn(canvas: Element): readonly BoardText[] {
  const found: BoardText[] = [];
  const texts = document.createTreeWalker(canvas, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    const words = (texts.currentNode.textContent ?? '').trim();
    const box = parent?.closest<HTMLElement>('[data-id]');
    if (parent === null || !box || words === '') continue;
    const { width, height } = parent.getBoundingClientRect();
    // What only a screen reader is told.
    if (width <= 1 || height <= 1) continue;
    const size = Number.parseFloat(getComputedStyle(parent).fontSize);
    found.push({ words, size: (size * box.getBoundingClientRect().width) / box.offsetWidth });
  }
  return found;
}

/** All text of the board that is shown. */
export async function boardTexts(page: Page): Promise<readonly BoardText[]> {
  return page.getByRole('region', { name: 'Canvas' }).evaluate(textsOn);
}

/** Notes of every frame from now on the smallest text of the board, as it is painted. */
export async function watchPaintedTexts(page: Page): Promise<void> {
  await page.addInitScript(`globalThis.textsOn = ${textsOn.toString()}`);
  await page.addInitScript(() => {
    const { textsOn: texts } = globalThis as unknown as { readonly textsOn: (canvas: Element) => readonly BoardText[] };
    const painted: BoardText[] = [];
    Object.assign(globalThis, { painted });
    const look = (): void => {
      const canvas = document.querySelector('#root [data-region="canvas"]');
      if (canvas === null) return;
      const [least] = texts(canvas).toSorted((a, b) => a.size - b.size);
      if (least !== undefined) painted.push(least);
    };
    // What observes sizes is told last before a frame is painted: of what changes its size in every frame.
    addEventListener('DOMContentLoaded', () => {
      const probe = document.createElement('div');
      probe.style.cssText = 'position: fixed; left: -9px; height: 1px';
      document.body.append(probe);
      new ResizeObserver(look).observe(probe);
      const turn = (): void => {
        probe.style.width = probe.style.width === '1px' ? '2px' : '1px';
        requestAnimationFrame(turn);
      };
      turn();
    });
  });
}

/** The smallest text of each frame that was painted since. */
export async function paintedTexts(page: Page): Promise<readonly BoardText[]> {
  return page.evaluate(() => (globalThis as unknown as { readonly painted: readonly BoardText[] }).painted);
}

/** Every layout shift from now on that no input explains, as browsers report them. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: { readonly at: number; readonly value: number }[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & {
          readonly value: number;
          readonly hadRecentInput: boolean;
        };
        if (!hadRecentInput) shifts.push({ at: entry.startTime, value });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Cumulative layout shift: the largest sum within five seconds without a gap of one. */
export async function worstShift(page: Page): Promise<number> {
  const shifts = await page.evaluate(
    () => (globalThis as unknown as { readonly shifts: readonly { at: number; value: number }[] }).shifts,
  );
  let worst = 0;
  let [sum, first, last] = [0, -Infinity, -Infinity];
  for (const { at, value } of shifts) {
    const isNew = at - last > 1000 || at - first > 5000;
    sum = isNew ? value : sum + value;
    if (isNew) first = at;
    last = at;
    worst = Math.max(worst, sum);
  }
  return worst;
}
