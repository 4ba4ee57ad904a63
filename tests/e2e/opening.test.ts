import { expect, test } from './page-test.ts';

const TITLE = 'One address, many routes';

test('a lesson that needs more of the engine is what opens, also by its link in a fresh profile', async ({
  page,
  browser,
}) => {
  await page.goto('./?lesson=one-address-many-routes');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE);
  await expect(page.getByRole('button', { name: /^Gateway / })).toBeVisible();
  await page.getByRole('button', { name: 'Share' }).click();
  const link = page.getByRole('dialog', { name: 'Share' }).getByRole('textbox', { name: 'Link' });
  await expect(link).toHaveValue(/#[a-z0-9]+:/);

  const other = await browser.newContext();
  const fresh = await other.newPage();
  await fresh.goto(await link.inputValue());
  await expect(fresh.getByRole('heading', { level: 1 })).toHaveText(TITLE);
  await fresh.waitForLoadState('networkidle');
  await expect(fresh.getByRole('heading', { level: 1 })).toHaveText(TITLE);
  await other.close();
});
