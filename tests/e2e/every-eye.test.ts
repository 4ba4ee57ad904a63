import type { Page } from '@playwright/test';
import { manifest } from '../applications.ts';
import { againWhere, expect, test } from './page-test.ts';
import { openManifests } from './requests.ts';
import { openAndPause } from './screen.ts';

const GROUNDS = ['paper', 'surface', 'raised'] as const;
/** What has to be seen, and what has to be read. */
const SEEN = ['line-strong', 'accent', 'request', 'reply', 'rejected', 'dropped', 'changed'] as const;
const READ = ['ink', 'muted', 'faint', 'accent', 'rejected', 'changed'] as const;

/** Contrast of each of these tokens with each ground, as WCAG counts it. */
async function contrasts(page: Page, tokens: readonly string[]): Promise<Readonly<Record<string, number>>> {
  return page.evaluate(
    ([names, grounds]) => {
      const probe = document.body.appendChild(document.createElement('span'));
      const light = (token: string): number => {
        probe.style.color = `var(--color-${token})`;
        const [r = 0, g = 0, b = 0] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map((value) => {
          const share = Number(value) / 255;
          return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const pairs = names.flatMap((token) => grounds.map((ground) => [token, ground] as const));
      return Object.fromEntries(
        pairs.map(([token, ground]) => {
          const [a, b] = [light(token), light(ground)];
          return [`${token} on ${ground}`, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
        }),
      );
    },
    [tokens, GROUNDS] as const,
  );
}

test('colours stand out, and the legend says what they mean', async ({ page }) => {
  await openAndPause(page);
  await test.step('what has to be seen stands out 3:1, what has to be read 4.5:1, in the light and in the dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const [pair, contrast] of Object.entries(await contrasts(page, SEEN)))
        expect(contrast, `${pair}, ${colorScheme}`).toBeGreaterThanOrEqual(3);
      for (const [pair, contrast] of Object.entries(await contrasts(page, READ)))
        expect(contrast, `${pair}, ${colorScheme}`).toBeGreaterThanOrEqual(4.5);
    }
    await page.emulateMedia({ colorScheme: null });
  });

  await test.step('the legend is one click away', async () => {
    await page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: 'Legend' }).click();
    const legend = page.getByRole('dialog', { name: 'Legend' });
    for (const words of ['A request on its way', 'Dropped', 'A NetworkPolicy selects the pod', 'it is assumed'])
      await expect(legend.getByText(words)).toBeVisible();
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(
    `boxes, lines and the packet are there in forced colours, ${colorScheme}`,
    againWhere(colorScheme === 'dark'),
    async ({ page }) => {
      await page.emulateMedia({ colorScheme, forcedColors: 'active' });
      await openAndPause(page);
      const box = page
        .getByRole('region', { name: 'Canvas' })
        .getByRole('button', { name: /^Service / })
        .first();
      const [border, ground] = await box.evaluate((button) => {
        const frame = button.querySelector('.border') ?? button;
        const { borderTopColor, borderTopWidth } = getComputedStyle(frame);
        return [`${borderTopWidth} ${borderTopColor}`, getComputedStyle(document.body).backgroundColor];
      });
      expect(border).not.toMatch(/^0px/);
      expect(border).not.toContain(ground);
      const painted = await page.getByRole('region', { name: 'Canvas' }).evaluate((canvas) =>
        [...canvas.querySelectorAll('canvas')].map((layer) => {
          const data = layer.getContext('2d')?.getImageData(0, 0, layer.width, layer.height).data.buffer;
          // A number for each pixel, its four channels.
          const pixels = new Uint32Array(data ?? new ArrayBuffer());
          const colors = new Map<number, number>();
          for (const color of pixels) colors.set(color, (colors.get(color) ?? 0) + 1);
          const [most = 0, second = 0] = [...colors.values()].toSorted((a, b) => b - a);
          return { share: most / pixels.length, second };
        }),
      );
      // The layer below the boxes has lines, one of those above them the packet.
      expect(painted[0]?.second).toBeGreaterThan(100);
      expect(painted[0]?.share).toBeLessThan(0.999);
      expect(painted.slice(1).some(({ second }) => second > 100)).toBe(true);

      await test.step('the caption and the current beat stand out in forced colours', async () => {
        const caption = page.getByRole('region', { name: 'Canvas' }).locator('p[data-beat]');
        for (const side of ['top', 'right', 'bottom']) await expect(caption).toHaveCSS(`border-${side}-width`, '1px');
        // What is painted last of an item has the outline: it would cover one of the item itself.
        const beats = page.getByRole('list', { name: 'Walk', exact: true }).locator('> li');
        const outlined = await beats.evaluateAll((items) =>
          items.map((item) => getComputedStyle(item.querySelector('button') ?? item).outlineStyle),
        );
        const current = await beats.evaluateAll((items) => items.map((item) => item.getAttribute('aria-current')));
        expect(outlined).toEqual(current.map((is) => (is === 'step' ? 'solid' : 'none')));
        expect(current).toContain('step');
      });
    },
  );
}

for (const [address, title] of [
  ['./', 'Pod to Service'],
  ['./?lesson=broken-shop&embed', 'The broken shop'],
] as const) {
  test(
    `${address} has one heading of the first level, however wide the window`,
    againWhere(address !== './'),
    async ({ page }) => {
      await page.goto(address);
      for (const width of [1440, 1024, 390]) {
        await page.setViewportSize({ width, height: 800 });
        await expect(page.getByRole('heading', { level: 1 }), `${width} pixels`).toHaveText(title);
      }
    },
  );
}

test('printed, the page is the whole board and the walk as a list, on light paper', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await openAndPause(page, './?lesson=broken-shop');
  const canvas = page.getByRole('region', { name: 'Canvas' });
  // The board that is printed comes with the one that can be moved, wherever that has been moved to.
  for (let press = 0; press < 4; press += 1) await canvas.getByRole('button', { name: 'Zoom in' }).click();
  const elements = await canvas.locator('.react-flow__node').count();
  await page.setViewportSize({ width: 718, height: 1000 });
  // Browsers say so while the page is still that of the screen.
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const printed = page.locator('[data-printed]');
  const paper = await printed
    .locator('canvas')
    .first()
    .evaluate((layer) => {
      const context = (layer as HTMLCanvasElement).getContext('2d');
      return [...(context?.getImageData(0, 0, 1, 1).data ?? [])];
    });
  for (const part of paper) expect(part, 'no ink where nothing is').toBeGreaterThan(230);
  await expect(printed.getByText('catalog', { exact: true }).first()).toBeVisible();
  const { boxes, inside, lines } = await printed.evaluate((board) => {
    const frame = board.getBoundingClientRect();
    const all = [...board.querySelectorAll<HTMLElement>('.absolute[style*="left"]')].map((box) =>
      box.getBoundingClientRect(),
    );
    const layer = board.querySelector('canvas');
    const pixels = layer?.getContext('2d')?.getImageData(0, 0, layer.width, layer.height).data ?? [];
    return {
      boxes: all.length,
      inside: all.every(
        ({ left, right, bottom }) => left >= frame.left && right <= innerWidth && bottom <= frame.bottom,
      ),
      lines: new Set(pixels).size > 10,
    };
  });
  expect(boxes).toBeGreaterThanOrEqual(elements);
  expect({ inside, lines }).toEqual({ inside: true, lines: true });
  await expect(page.getByRole('button', { name: 'Gallery' })).toBeHidden();
  await expect(canvas.locator('.react-flow')).toBeHidden();
  const last = page.getByRole('list', { name: 'Walk', exact: true }).locator('> li').last();
  const { cut, ground } = await last.evaluate((item) => ({
    cut: item.getBoundingClientRect().bottom - document.documentElement.scrollHeight,
    ground: getComputedStyle(document.body).backgroundColor,
  }));
  expect(cut).toBeLessThanOrEqual(0);
  expect(ground).toBe('rgb(255, 255, 255)');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(printed).toHaveCount(0);
});

test('printed, the packet stands over the board: browsers draw canvases again on paper, and what is cleared there is gone', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const { prototype } = CanvasRenderingContext2D;
    const clear = Reflect.get(prototype, 'clearRect') as (...args: readonly unknown[]) => void;
    Object.assign(window, { cleared: 0 });
    prototype.clearRect = function (...args) {
      if (this.canvas.closest('[data-printed]') !== null) Object.assign(window, { cleared: 1 });
      Reflect.apply(clear, this, args);
    };
  });
  await openAndPause(page);
  await page.mouse.move(4, 400);
  await expect(page.locator('.react-flow')).toBeAttached();
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await expect(page.locator('[data-printed] canvas')).toHaveCount(2);
  expect(await page.evaluate(() => Reflect.get(window, 'cleared') as unknown)).toBe(0);
});

test('a page that nobody has touched is printed with its board', async ({ page }) => {
  await page.goto('./');
  const canvas = page.getByRole('region', { name: 'Canvas' });
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 718, height: 1000 });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const boxes = canvas.locator('[data-id]');
  expect(await boxes.count()).toBeGreaterThan(5);
  const cut = await boxes.evaluateAll((all) => {
    const frame = all[0]?.closest('section')?.getBoundingClientRect();
    return all.flatMap((box) => {
      const { left, right, top, bottom, width } = box.getBoundingClientRect();
      const isInside =
        frame !== undefined &&
        left >= 0 &&
        right <= innerWidth &&
        top >= frame.top &&
        bottom <= frame.bottom &&
        width > 0;
      return isInside ? [] : [box.getAttribute('data-id')];
    });
  });
  expect(cut).toEqual([]);
});

test('printed, no line of the board leaves the paper at its sides, and the packet is on its way', async ({ page }) => {
  await openAndPause(page);
  await openManifests(page, 'bazaar.yaml', manifest('bazaar.yaml'));
  await page.keyboard.press('End');
  await expect(page.getByRole('region', { name: 'Canvas' }).locator('.react-flow')).toBeAttached();
  await page.setViewportSize({ width: 718, height: 1000 });
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const printed = page.locator('[data-printed]');
  await expect(printed.locator('canvas')).toHaveCount(2);
  // The colours in the outermost columns, and how many there are in the middle.
  const layers = await printed.locator('canvas').evaluateAll((canvases) =>
    canvases.map((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const context = (canvas as HTMLCanvasElement).getContext('2d');
      const colours = (x: number, columns: number): number => {
        const pixels = context?.getImageData(x, 0, columns, height).data.buffer;
        return new Set(new Uint32Array(pixels ?? new ArrayBuffer())).size;
      };
      return { left: colours(0, 1), right: colours(width - 1, 1), all: colours(0, width) };
    }),
  );
  for (const { left, right, all } of layers) {
    expect({ left, right }).toEqual({ left: 1, right: 1 });
    expect(all).toBeGreaterThan(4);
  }
});
