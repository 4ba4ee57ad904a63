import { expect, test } from './page-test.ts';
import { GUARDED_SHOP } from './policies.ts';
import { dropFile, openAndPause } from './screen.ts';

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
  await expect(link).toHaveValue(/\?lesson=one-address-many-routes&part=1/);

  const other = await browser.newContext();
  const fresh = await other.newPage();
  await fresh.goto(await link.inputValue());
  await expect(fresh.getByRole('heading', { level: 1 })).toHaveText(TITLE);
  await fresh.waitForLoadState('networkidle');
  await expect(fresh.getByRole('heading', { level: 1 })).toHaveText(TITLE);
  await other.close();
});

test('a kept board that needs more of the engine is there before an address that names a lesson is asked about', async ({
  page,
}) => {
  await openAndPause(page);
  await dropFile(page, 'guarded.yaml', GUARDED_SHOP);
  await page.getByRole('button', { name: 'Replace the board' }).click();
  await expect(page.getByRole('button', { name: /^Gateway / })).toBeVisible();
  await page.waitForTimeout(2000);
  // Comes later than the rest of the page.
  await page.route(/rare-programs|all-words/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await page.goto('./?lesson=pod-to-pod');
  const question = page.getByRole('dialog', { name: 'Open the lesson?' });
  await expect(question).toBeVisible({ timeout: 15_000 });
  await question.getByRole('button', { name: 'Keep mine' }).click();
  await expect(page.getByRole('button', { name: /^Gateway / })).toBeVisible();
});
