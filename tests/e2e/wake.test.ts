import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { linkOf } from './requests.ts';
import { openAndPause, SHOP } from './screen.ts';

/** Opens a board; what moves it comes once the returned function is called. */
async function openHeld(page: Page): Promise<() => void> {
  let release = (): void => undefined;
  const asked = new Promise<void>((resolve) => (release = resolve));
  await page.route(/BoardView-.*\.js/, async (route) => {
    await asked;
    await route.continue();
  });
  await page.goto(`./#${linkOf(SHOP)}`);
  return release;
}

test('while the board one works with takes the place of the first look no key is lost', async ({ page }) => {
  const release = await openHeld(page);
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const service = canvas.getByRole('button', { name: /^Service web[ ,]/ });
  await service.focus();
  // What is pressed in the very moment in which the one has gone and the other cannot have the focus yet.
  await page.evaluate(() => {
    const replaced = new MutationObserver(() => {
      if (document.querySelector('[data-first-look]') !== null) return;
      replaced.disconnect();
      const press = { key: 'Enter', bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', press));
    });
    replaced.observe(document.body, { childList: true, subtree: true });
  });
  release();
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('web');
  await expect(service).toHaveAttribute('aria-pressed', 'true');
});

test('a view that is asked for before the board one works with has come stays', async ({ page }) => {
  const release = await openHeld(page);
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const service = canvas.getByRole('button', { name: /^Service web[ ,]/ });
  const width = async (): Promise<number> => (await service.boundingBox())?.width ?? 0;
  const before = await width();
  await canvas.getByRole('button', { name: 'Zoom in' }).click();
  const nearer = await width();
  expect(nearer).toBeGreaterThan(before * 1.1);
  release();
  await expect(canvas.locator('.react-flow__node').first()).toBeVisible();
  expect(await width()).toBeCloseTo(nearer, 0);
});

test('a pointer that rests where the board one works with appears is over what it is over', async ({ page }) => {
  const release = await openHeld(page);
  await page
    .getByRole('region', { name: 'Canvas' })
    .getByRole('button', { name: /^Service web[ ,]/ })
    .hover();
  release();
  await expect(page.locator('.react-flow__node[data-aside]')).not.toHaveCount(0);
});

test('a page at rest asks for no frame, with a timeline for those of its requests alone; what shows the moment goes where a key puts it', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const frame = window.requestAnimationFrame.bind(window);
    Object.assign(window, { frame, asked: 0 });
    window.requestAnimationFrame = (run) => {
      Object.assign(window, { asked: Number(Reflect.get(window, 'asked')) + 1 });
      return frame(run);
    };
  });
  const askedInTen = (): Promise<number> =>
    page.evaluate(async () => {
      const frame = Reflect.get(window, 'frame') as typeof window.requestAnimationFrame;
      const before = Number(Reflect.get(window, 'asked'));
      for (let each = 0; each < 10; each += 1) await new Promise((next) => frame(next));
      return Number(Reflect.get(window, 'asked')) - before;
    });
  await openAndPause(page);
  await expect.poll(askedInTen, 'with a walk').toBe(0);
  const head = page.locator('[data-moment]');
  const left = async (): Promise<number> => (await head.boundingBox())?.x ?? Number.NaN;
  await page.keyboard.press('Home');
  await expect.poll(askedInTen).toBe(0);
  const start = await left();
  await page.keyboard.press('End');
  await expect.poll(left).toBeGreaterThan(start + 50);
  await page.keyboard.press('t');
  await page.getByRole('dialog').getByRole('button', { name: 'Roll out: cart' }).click();
  await page.getByRole('slider', { name: 'Position in the timeline' }).press('End');
  await expect.poll(askedInTen, 'with a timeline').toBeLessThanOrEqual(12);
});
