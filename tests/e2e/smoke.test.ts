import { expect, test } from './page-test.ts';

test('the built page opens from a sub-folder without an error', async ({ page }) => {
  await page.goto('./');
  await expect(page).toHaveTitle(/packetwalk/);
  await expect(page.locator('#root > *').first()).toBeVisible();
});
