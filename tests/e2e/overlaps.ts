import type { Page } from '@playwright/test';

// What stands over what on the board, measured as a person sees it: words of boxes as the browser lays them out, words on canvases
// as they are painted, the packet's label, the caption, the controls.

/** Square pixels that two things may share: what rounding makes of two that touch. */
const TOUCHING = 6;

interface Box {
  readonly words: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Notes from now on what is written on canvases, and where. */
export async function watchPaintedWords(page: Page): Promise<void> {
  await page.addInitScript(() => {
    interface Painted {
      readonly words: string;
      readonly font: string;
      readonly left: number;
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
    }
    const painted = new WeakMap<HTMLCanvasElement, Painted[]>();
    Object.assign(globalThis, { paintedWords: (canvas: HTMLCanvasElement) => painted.get(canvas) ?? [] });
    const watch = (
      name: 'clearRect' | 'fillRect' | 'fillText',
      note: (context: CanvasRenderingContext2D, args: readonly unknown[]) => void,
    ): void => {
      const { prototype } = CanvasRenderingContext2D;
      const original = Reflect.get(prototype, name) as (...args: readonly unknown[]) => void;
      Reflect.set(prototype, name, function noted(this: CanvasRenderingContext2D, ...args: readonly unknown[]) {
        note(this, args);
        Reflect.apply(original, this, args);
      });
    };
    watch('clearRect', ({ canvas }) => painted.set(canvas, []));
    watch('fillRect', ({ canvas }, [x, y, width]) => {
      if (x === 0 && y === 0 && Number(width) >= canvas.clientWidth) painted.set(canvas, []);
    });
    watch('fillText', (context, [words, x, y, most = Number.POSITIVE_INFINITY]) => {
      const { canvas, font, textAlign } = context;
      const text = String(words);
      const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down, width: natural } = context.measureText(text);
      const width = Math.min(natural, Number(most));
      const { a, e, f } = context.getTransform();
      const ratio = canvas.width / Math.max(canvas.clientWidth, 1);
      const start = Number(x) - (textAlign === 'right' ? width : textAlign === 'center' ? width / 2 : 0);
      const box = {
        words: text,
        font,
        left: (start * a + e) / ratio,
        right: ((start + width) * a + e) / ratio,
        top: ((Number(y) - up) * a + f) / ratio,
        bottom: ((Number(y) + down) * a + f) / ratio,
      };
      painted.set(canvas, [...(painted.get(canvas) ?? []), box]);
    });
  });
}

interface Seen {
  readonly texts: readonly Box[];
  readonly controls: readonly Box[];
  /** What the walk says: its caption, and what the packet carries. */
  readonly told: readonly Box[];
}

/** Shows one beat of the story after the other, and says of each what hides words then: "beat 3: the label over …". */
export async function overlapsOfStory(page: Page): Promise<readonly string[]> {
  const beats = page.getByRole('list', { name: 'Walk', exact: true }).locator('> li[data-beat] > button');
  await beats.first().waitFor({ state: 'attached' });
  const found: string[] = [];
  // So does the board that can be moved, which comes in the place of the first look, with what is fetched for it.
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(2 * SETTLE);
  for (let beat = 0; beat < (await beats.count()); beat += 1) {
    await beats.nth(beat).evaluate((button: HTMLButtonElement) => button.click());
    await settled(page);
    found.push(...(await overlapsOn(page)).map((each) => `beat ${beat + 1}: ${each}`));
  }
  return found;
}

const SETTLE = 350;

/** Until nothing on the board has moved for some frames: views that follow the packet take a moment. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Canvas' }).evaluate(async (canvas) => {
    const FRAMES = 8;
    const MOST = 120;
    const places = (): string =>
      Array.from(canvas.querySelectorAll('[data-id], p[data-beat]'), (each) => {
        const { x, y, width } = each.getBoundingClientRect();
        return [x, y, width].map(Math.round).join();
      }).join(';');
    let [before, same] = [places(), 0];
    for (let frame = 0; frame < MOST && same < FRAMES; frame += 1) {
      await new Promise((next) => requestAnimationFrame(next));
      const now = places();
      same = now === before ? same + 1 : 0;
      before = now;
    }
  });
}

/** What hides words on the board at this moment: "the label over “node-1”"; and words of the walk under the controls. */
async function overlapsOn(page: Page): Promise<readonly string[]> {
  const { texts, controls, told } = await seenOn(page);
  return told.flatMap((each, index) => [
    ...[...texts, ...told.slice(index + 1)]
      .filter((text) => isHidden(text, each))
      .map(({ words }) => `${each.words} over “${words}”`),
    ...controls.filter((control) => isHidden(each, control)).map(({ words }) => `${each.words} under ${words}`),
  ]);
}

function isHidden(a: Box, b: Box): boolean {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 && width * height > TOUCHING;
}

async function seenOn(page: Page): Promise<Seen> {
  return page.getByRole('region', { name: 'Canvas' }).evaluate((canvas) => {
    const { paintedWords } = globalThis as unknown as {
      readonly paintedWords: (of: HTMLCanvasElement) => readonly (Box & { readonly font: string })[];
    };
    const boxOf = (words: string, { left, top, right, bottom }: DOMRect): Box => ({ words, left, top, right, bottom });
    const clipped = (rect: DOMRect, from: Element): DOMRect => {
      let { left, top, right, bottom } = rect;
      for (let at: Element | null = from; at !== null && at !== canvas; at = at.parentElement) {
        const { overflowX, clip, position } = getComputedStyle(at);
        if (overflowX === 'visible' && !(position === 'absolute' && clip !== 'auto')) continue;
        const edge = at.getBoundingClientRect();
        [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
        [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
      }
      return new DOMRect(left, top, Math.max(right - left, 0), Math.max(bottom - top, 0));
    };
    const texts: Box[] = [];
    const walker = document.createTreeWalker(canvas, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const parent = node.parentElement;
      const words = (node.textContent ?? '').trim();
      if (parent === null || words === '' || parent.closest('[data-id]') === null) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) texts.push(boxOf(words, clipped(rect, parent)));
    }
    for (const cut of canvas.querySelectorAll('[data-id] [data-head]')) {
      texts.push(boxOf(cut.getAttribute('data-head') ?? '', clipped(cut.getBoundingClientRect(), cut)));
    }
    const told = Array.from(canvas.querySelectorAll('p[data-beat]:not([hidden])'), (caption) =>
      boxOf('the caption', caption.getBoundingClientRect()),
    );
    const controls = Array.from(canvas.querySelectorAll('[data-over-board]'), (each) =>
      boxOf('the controls', each.getBoundingClientRect()),
    );
    for (const surface of canvas.querySelectorAll('canvas')) {
      const { left: x, top: y } = surface.getBoundingClientRect();
      const label: Box[] = [];
      for (const { words, font, left, top, right, bottom } of paintedWords(surface)) {
        const box = { words, left: left + x, top: top + y, right: right + x, bottom: bottom + y };
        if (font.startsWith('500 ')) label.push(box);
        else texts.push(box);
      }
      if (label.length === 0) continue;
      told.push({
        words: 'the label',
        left: Math.min(...label.map(({ left }) => left)) - 5,
        top: Math.min(...label.map(({ top }) => top)) - 5,
        right: Math.max(...label.map(({ right }) => right)) + 5,
        bottom: Math.max(...label.map(({ bottom }) => bottom)) + 5,
      });
    }
    return { texts: texts.filter(({ left, right, top, bottom }) => right > left && bottom > top), controls, told };
  });
}
