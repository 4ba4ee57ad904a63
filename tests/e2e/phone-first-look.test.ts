import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';

test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

/** What takes the place of the first look once somebody is there. */
const WORKED_WITH = /BoardView-.*\.js/;

/** Opens the page without touching it; what was fetched of the board one works with. */
async function openUntouched(page: Page): Promise<readonly string[]> {
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (WORKED_WITH.test(request.url())) fetched.push(request.url());
  });
  await page.goto('./');
  // The page has taken the place of its picture.
  await expect(page.locator('#picture')).toHaveCount(0);
  await expect(page.locator('[data-first-look]')).toBeVisible();
  return fetched;
}

/** Where the first Service stands on the screen. */
async function corner(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  const box = page.getByRole('region', { name: 'Canvas' }).locator('[data-id^="Service/"]:visible').first();
  const { x, y } = await box.evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect);
  return { x, y };
}

/** How the board is seen in the moment in which the one has gone and the other is there, and how it was seen in the frame before. */
async function takeOver(page: Page): Promise<{ readonly before: string; readonly after: string }> {
  const views = page.evaluate(
    () =>
      new Promise<{ before: string; after: string }>((resolve) => {
        const viewOf = (selector: string): string | undefined => {
          const style = document.querySelector<HTMLElement>(selector)?.style.transform;
          return style?.replace(/[\d.]+(?=px)/g, (pixels) => String(Math.round(Number(pixels))));
        };
        let before = '';
        new MutationObserver((_changes, observer) => {
          before = viewOf('[data-first-look] [role="application"]') ?? before;
          const after = viewOf('.react-flow__viewport');
          if (after === undefined) return;
          observer.disconnect();
          resolve({ before, after });
        }).observe(document.body, { childList: true, subtree: true, attributes: true });
      }),
  );
  await page.keyboard.press('Shift');
  return views;
}

test('on a phone that nobody touches the view follows the packet, without what only serves interaction', async ({
  page,
}) => {
  const fetched = await openUntouched(page);
  const first = await corner(page);
  await expect.poll(async () => (await corner(page)).x - first.x).not.toBe(0);
  // At its end the packet is where it began, and so is the view.
  const canvas = page.getByRole('region', { name: 'Canvas' });
  await expect(canvas.locator('[data-beat]')).toContainText('7/7', { timeout: 30_000 });
  await expect(canvas.locator('[data-beat]')).toBeInViewport({ ratio: 1 });
  await expect(canvas.locator('[data-id^="Pod/shop/frontend"]')).toBeInViewport({ ratio: 0.99 });
  expect(fetched).toEqual([]);

  const { before, after } = await takeOver(page);
  expect(before).toMatch(/translate/);
  expect(after, 'the view goes on from where it was').toBe(before);
  expect(fetched).toHaveLength(1);
});

test('on a phone the first swipe moves the board, and what takes its place is seen the same', async ({ page }) => {
  await openUntouched(page);
  await page.waitForLoadState('networkidle');
  const ground = await page.locator('[data-first-look]').evaluate((look) => {
    const { left, top, width, height } = look.getBoundingClientRect();
    for (let y = top + 70; y < top + height; y += 8)
      for (let x = left + 8; x < left + width - 60; x += 8)
        if (document.elementFromPoint(x, y) === look) return { x, y };
    return null;
  });
  if (ground === null) throw new Error('There is no ground to swipe on');
  const touch = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', ground);
  const before = await corner(page);
  for (const by of [10, 30, 50]) await send('touchMove', { x: ground.x + by, y: ground.y + by / 2 });
  const during = await corner(page);
  expect([during.x - before.x, during.y - before.y].map(Math.round)).toEqual([50, 25]);
  await send('touchEnd');
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  const after = await corner(page);
  expect(Math.hypot(after.x - during.x, after.y - during.y)).toBeLessThan(1.5);
});
