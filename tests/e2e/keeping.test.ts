import { expect, test } from './page-test.ts';
import { dropFile, openAndPause, SHOP, shownStep } from './screen.ts';

test('work is kept in the browser and comes back after a reload, step and all', async ({ page }) => {
  await openAndPause(page);
  await dropFile(page, 'shop.yaml', SHOP);
  await page.getByRole('button', { name: 'Replace the board' }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'Next hop' }).click();
  const step = await shownStep(page);
  await page.waitForTimeout(1000);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('shop');
  expect(await shownStep(page)).toBe(step);
});

test('a store that can’t be read is told, put aside, and the page starts afresh', async ({ page }) => {
  await openAndPause(page);
  await page.waitForTimeout(1000);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('packetwalk');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const change = opening.result.transaction('autosave', 'readwrite');
          change.objectStore('autosave').put('garbage', 'document');
          change.oncomplete = () => resolve();
        };
      }),
  );
  await page.reload();
  await expect(page.getByText(/could not be read\. It was put aside/)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Walk', exact: true })).toBeVisible();
});

test('the theme a person chose is still there after a reload', async ({ page }) => {
  await openAndPause(page);
  await page.getByRole('button', { name: 'Theme: system' }).click();
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
