import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { dropFile, openAndPause, SHOP, shownStep } from './screen.ts';

async function linkOf(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share' }).click();
  const field = page.getByRole('dialog', { name: 'Share' }).getByRole('textbox', { name: 'Link' });
  await expect(field).toHaveValue(/#[a-z0-9]+:|\?lesson=/);
  const link = await field.inputValue();
  await page.keyboard.press('Escape');
  return link;
}

/** A link that holds a board: an untouched lesson has an address instead. */
async function hashOf(page: Page): Promise<string> {
  await dropFile(page, 'pay.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: { name: pay }\n');
  await page.getByRole('dialog').getByRole('button', { name: 'Add to the board' }).click();
  const { hash } = new URL(await linkOf(page));
  expect(hash).not.toBe('');
  return hash;
}

test('links made of one page open as what it shows, and are copied', async ({ page, browser, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openAndPause(page);
  await test.step('a link opened in a fresh profile shows the same board, walk, step and lens', async () => {
    await page.getByText('Wires', { exact: true }).click();
    await page.getByRole('button', { name: 'System objects' }).click();
    await page.keyboard.press('Home');
    for (let hop = 0; hop < 2; hop += 1) await page.getByRole('button', { name: 'Next hop' }).click();
    const step = await shownStep(page);
    const title = await page.getByRole('heading', { level: 1 }).textContent();
    const link = await linkOf(page);

    const other = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const fresh = await other.newPage();
    await fresh.goto(link);
    await expect(fresh.getByRole('heading', { level: 1 })).toHaveText(title ?? '');
    await expect.poll(() => shownStep(fresh)).toBe(step);
    await expect(fresh.getByRole('radio', { name: 'Wires' })).toBeChecked();
    await expect(fresh.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    await fresh.mouse.move(4, 4);
    await expect(fresh.getByRole('button', { name: 'System objects' })).toHaveAttribute('aria-pressed', 'true');
    await other.close();
  });

  await test.step('a link to a step far down the walk opens with that step in sight in its list', async () => {
    await page.getByText('Hops', { exact: true }).click();
    await page.keyboard.press('End');
    for (let hop = 0; hop < 2; hop += 1) await page.getByRole('button', { name: 'Previous hop' }).click();
    const link = await linkOf(page);

    const other = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const fresh = await other.newPage();
    await fresh.goto(link);
    await expect(fresh.getByRole('region', { name: 'Walk' }).locator('[aria-current="step"]')).toBeInViewport();
    await other.close();
  });

  await test.step('Share copies the link', async () => {
    const link = await linkOf(page);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  });
});

test('a link never replaces changes without asking, and undo brings them back', async ({ page }) => {
  await openAndPause(page);
  const hash = await hashOf(page);
  await dropFile(page, 'shop.yaml', SHOP);
  await page.getByRole('button', { name: 'Replace the board' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('shop');

  const follow = () =>
    page.evaluate((wanted) => {
      window.location.hash = '';
      window.location.hash = wanted;
    }, hash);
  await follow();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep mine' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('shop');

  await follow();
  await page.getByRole('dialog').getByRole('button', { name: 'Open the link' }).click();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('shop');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('shop');
});

test('a read-only page plays but offers nothing that changes the board', async ({ page, baseURL }) => {
  await openAndPause(page);
  const hash = await hashOf(page);
  await page.goto(`${baseURL}?view${hash}`);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
  for (const name of ['Gallery', 'Import', 'Undo', 'Redo']) {
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
  }
  await page.goto(`${baseURL}?embed${hash}`);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
  await expect(page.getByRole('banner')).toHaveCount(0);
});
