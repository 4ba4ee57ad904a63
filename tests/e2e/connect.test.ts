import type { Locator, Page } from '@playwright/test';
import { seriousProblems } from './axe.ts';
import { expect, test } from './page-test.ts';
import { openAndPause } from './screen.ts';

async function middleOf(box: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const found = await box.boundingBox();
  if (found === null) throw new Error('not on the screen');
  return { x: found.x + found.width / 2, y: found.y + found.height / 2 };
}

/** Where something is once the view has made room for the inspector. */
async function restOf(page: Page, box: Locator): Promise<{ readonly x: number; readonly y: number }> {
  await expect(page.getByRole('region', { name: 'Inspector' })).toBeVisible();
  let before = await middleOf(box);
  await expect
    .poll(
      async () => {
        const now = await middleOf(box);
        const moved = Math.hypot(now.x - before.x, now.y - before.y);
        before = now;
        return moved;
      },
      { intervals: [400] },
    )
    .toBe(0);
  return before;
}

/** Moves there until something is told of it: a view that makes room for the inspector is still on its way. */
async function pointAt(page: Page, to: Locator, told: Locator): Promise<void> {
  await expect(async () => {
    const { x, y } = await middleOf(to);
    await page.mouse.move(x, y - 20, { steps: 3 });
    await page.mouse.move(x, y, { steps: 3 });
    await expect(told).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 10_000 });
}

/** Draws from what is selected to a point, and lets go there. */
async function drawTo(page: Page, to: Locator, told: string | RegExp): Promise<void> {
  const begin = await restOf(page, page.locator('[data-line-handle]').first());
  await page.mouse.move(begin.x, begin.y);
  await page.mouse.down();
  // What draws the line is fetched with the first of it.
  await expect(page.locator('.line-open').first()).toBeAttached();
  await pointAt(page, to, page.locator('p', { hasText: told }).last());
  await page.mouse.up();
}

const DRAWN = 'Service shop/cart → Pod shop/frontend: selects its pods';

test('by mouse a line from a Service makes a pod its endpoint, and one step takes it back', async ({ page }) => {
  await openAndPause(page);
  const frontend = page.getByRole('button', { name: /^Pod frontend/ });
  await page.getByRole('button', { name: /^Service cart / }).click();
  await drawTo(page, frontend, 'selects its pods');
  await expect(page.getByText(DRAWN)).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Undone: Connect Service shop/cart to Pod shop/frontend')).toBeVisible();
});

test('where a line cannot lead is dimmed and says why; a pod asks what it is drawn to', async ({ page }) => {
  await openAndPause(page);
  await page.getByRole('button', { name: /^Service cart / }).click();
  const node = page.getByRole('button', { name: /^Node node-1/ });
  const begin = await restOf(page, page.locator('[data-line-handle]').first());
  await page.mouse.move(begin.x, begin.y);
  await page.mouse.down();
  await expect(page.locator('.line-shut[data-id="Node/node-1"]')).toBeAttached();
  await expect(page.locator('.line-open[data-id="Pod/shop/frontend"]')).toBeAttached();
  await expect(page.locator('.line-shut[data-id="Service/shop/cart"]')).toHaveCount(0);
  const title = node.getByText('node-1', { exact: true });
  await pointAt(page, title, page.getByText('Nothing leads from Service shop/cart to Node node-1.').first());
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(page.locator('.line-shut')).toHaveCount(0);
  // It ends the line alone.
  await expect(page.getByRole('region', { name: 'Inspector' })).toBeVisible();
  await page.getByRole('button', { name: /^Pod frontend/ }).click();
  await drawTo(page, page.getByRole('button', { name: /^Service cart / }), 'asks for http://cart.shop');
  await expect(page.getByRole('combobox', { name: 'URL' })).toHaveValue('http://cart.shop');
});

test('by keyboard a line is drawn by a key and a part of a name, or from the board', async ({ page }) => {
  await openAndPause(page);
  const service = page.getByRole('button', { name: /^Service cart / });
  await service.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('d');
  const panel = page.getByRole('region', { name: 'Connect Service shop/cart to' });
  await expect(panel.getByRole('searchbox', { name: 'Find by name' })).toBeFocused();
  expect(await seriousProblems(page), 'while a line is drawn').toEqual([]);
  await page.keyboard.type('front');
  await page.keyboard.press('Enter');
  await expect(page.getByText(DRAWN)).toBeVisible();
  await expect(panel).toBeHidden();
  await page.keyboard.press('Control+z');
  await service.focus();
  await page.keyboard.press('d');
  await expect(panel).toBeVisible();
  await page.getByRole('button', { name: /^Pod frontend/ }).focus();
  await expect(panel.getByRole('status')).toHaveText('Pod shop/frontend: selects its pods');
  await expect(panel.getByText('Pod shop/frontend: selects its pods')).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByText(DRAWN)).toBeVisible();
});

test('on a phone the inspector makes room for what a line may lead to', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openAndPause(page);
  // The view went after the packet until that was stopped, anywhere.
  await page.keyboard.press('f');
  await page.getByRole('button', { name: /^Service cart / }).click();
  await page.keyboard.press('d');
  const panel = page.getByRole('region', { name: 'Connect Service shop/cart to' });
  await panel.getByRole('button', { name: /Pod shop\/frontend/ }).click();
  await expect(page.getByText(DRAWN)).toBeVisible();
});
