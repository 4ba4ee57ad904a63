import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { openAndPause } from './screen.ts';

/** Screen pixels of text that is read from the last row. */
const READABLE = 15.9;

/** What is shown smaller than that: of the boxes as they are scaled, of everything else as it is. */
async function small(page: Page): Promise<readonly string[]> {
  return page.evaluate((least) => {
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const parent = texts.currentNode.parentElement;
      const words = (texts.currentNode.textContent ?? '').trim();
      if (parent === null || words === '' || !parent.checkVisibility({ visibilityProperty: true })) continue;
      if (parent.closest('script, style, .sr-only, .react-flow__attribution, svg') !== null) continue;
      const { width, height } = parent.getBoundingClientRect();
      if (width <= 1 || height <= 1) continue;
      const box = parent.closest<HTMLElement>('[data-id]');
      const scale = box === null ? 1 : box.getBoundingClientRect().width / box.offsetWidth;
      const size = Number.parseFloat(getComputedStyle(parent).fontSize) * scale;
      if (size < least) found.push(`${words}: ${size.toFixed(1)} px`);
    }
    return found;
  }, READABLE);
}

/** The sizes of the words that are painted on canvases from now on. */
async function notePainted(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const painted = new Set<number>();
    Object.assign(globalThis, { painted });
    type Fill = (this: CanvasRenderingContext2D, ...given: Parameters<CanvasRenderingContext2D['fillText']>) => void;
    const fill = Reflect.get(CanvasRenderingContext2D.prototype, 'fillText') as Fill;
    CanvasRenderingContext2D.prototype.fillText = function (this: CanvasRenderingContext2D, ...given) {
      painted.add(Number.parseFloat(/([\d.]+)px/.exec(this.font)?.[1] ?? '0') * this.getTransform().a);
      fill.apply(this, given);
    };
  });
}

test('while presenting, what a packet carries is as large as all else', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await notePainted(page);
  await openAndPause(page);
  const sizes = () => page.evaluate(() => [...(Reflect.get(globalThis, 'painted') as Set<number>)]);
  const forget = () => page.evaluate(() => (Reflect.get(globalThis, 'painted') as Set<number>).clear());
  await page.keyboard.press('p');
  await expect(page.getByRole('region', { name: 'Presentation' })).toBeVisible();
  await page.waitForTimeout(500);
  await forget();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('PageDown');
  await expect.poll(async () => (await sizes()).length).toBeGreaterThan(0);
  expect(Math.min(...(await sizes()))).toBeGreaterThanOrEqual(16);
  await page.keyboard.press('p');
  await forget();
  await expect.poll(sizes).toContain(13);
});

test('one key gives the board the whole screen, with the story as captions and keys for a clicker', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openAndPause(page);
  await page.mouse.move(300, 300);
  await expect(page.getByRole('region', { name: 'Canvas' }).locator('.react-flow')).toBeAttached();
  await page.keyboard.press('p');
  const talk = page.getByRole('region', { name: 'Presentation' });
  await expect(talk).toBeVisible();
  for (const gone of ['Request', 'Walk', 'Story'])
    await expect(page.getByRole('region', { name: gone })).toHaveCount(0);
  const canvas = await page.getByRole('region', { name: 'Canvas' }).boundingBox();
  expect(canvas?.width).toBe(1280);
  expect((canvas?.height ?? 0) / 720).toBeGreaterThan(0.75);
  await page.waitForTimeout(500);
  expect(await small(page)).toEqual([]);

  await expect(talk.getByText('1 / 7')).toBeVisible();

  const ring = talk.locator('.rounded-full.border-4');
  await page.mouse.move(640, 200);
  await expect(ring).toBeVisible();
  const at = await ring.boundingBox();
  expect([(at?.x ?? 0) + 20, (at?.y ?? 0) + 20]).toEqual([640, 200]);

  await page.keyboard.press('p');
  await expect(talk).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Walk' })).toBeVisible();
});

test('a clicker brings a part that still plays to its end, then goes on; back, the part before is shown as it ended', async ({
  page,
}) => {
  await openAndPause(page);
  await page.keyboard.press('p');
  const talk = page.getByRole('region', { name: 'Presentation' });
  const caption = page.getByRole('region', { name: 'Canvas' }).locator('p[data-beat]');
  const clicker = talk.getByRole('group', { name: 'Clicker' });
  const part = (at: number) => expect(talk.getByText(`${at} / 7`)).toBeVisible();
  await part(1);
  const end = await endOfPart(page);
  await expect(caption).toHaveText(end);
  await page.keyboard.press('PageDown');
  await part(2);
  await expect(clicker.getByRole('button', { name: 'Pause' })).toBeVisible();
  const second = await endOfPart(page);
  await part(2);
  await expect(clicker.getByRole('button', { name: 'Play' })).toBeVisible();
  await page.keyboard.press('PageDown');
  await part(3);
  await page.keyboard.press('PageUp');
  await part(2);
  await expect(caption).toHaveText(second);
  await expect(clicker.getByRole('button', { name: 'Play' })).toBeVisible();
});

/** Presses on within a part, and tells the words at its end. */
async function endOfPart(page: Page): Promise<string> {
  await page.keyboard.press('PageDown');
  return page.getByRole('region', { name: 'Canvas' }).locator('p[data-beat]').innerText();
}

test('how a request ends is hidden until it is asked for, and hidden again for the next one', async ({ page }) => {
  await openAndPause(page, './?lesson=broken-shop');
  await page.keyboard.press('p');
  const talk = page.getByRole('region', { name: 'Presentation' });
  const verdict = talk.getByText(/matches no pod/);
  await expect(talk.getByRole('button', { name: 'Show how it ends' })).toBeVisible();
  await expect(verdict).toHaveCount(0);
  await talk.getByRole('button', { name: 'Show how it ends' }).click();
  await expect(verdict).toBeVisible();
  // Each part is brought to its end before the next one comes.
  for (const part of ['2 / 5', '3 / 5']) {
    while (!(await talk.getByText(part).isVisible())) await page.keyboard.press('PageDown');
  }
  await expect(talk.getByRole('button', { name: 'Show how it ends' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(talk).toHaveCount(0);
});
