import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { openAndPause } from './screen.ts';

const totalOf = (page: Page) => page.getByRole('region', { name: 'Sent at once' });

async function sendHundred(page: Page): Promise<void> {
  await page.getByRole('button', { name: '100 at once' }).click();
  await expect(totalOf(page)).toContainText('100 requests sent, on their way');
}

/** What is written into the page or taken out of it within a while. */
async function writtenWithin(page: Page, milliseconds: number): Promise<readonly string[]> {
  return page.evaluate(async (wait) => {
    const written: string[] = [];
    const observer = new MutationObserver((changes) => {
      for (const { target } of changes) written.push(target.parentElement?.className ?? target.nodeName);
    });
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
    await new Promise((resolve) => setTimeout(resolve, wait));
    observer.disconnect();
    return written;
  }, milliseconds);
}

test('a hundred requests are counted: who answered how many, said once, until it is dismissed', async ({ page }) => {
  await openAndPause(page, './?lesson=pod-to-service');
  await page.getByRole('button', { name: /ways is walked$/ }).click();
  // As far as the walk goes: what moves from now on are the hundred.
  await page.keyboard.press('End');
  for (let press = 0; press < 2; press += 1) await page.keyboard.press('+');
  await sendHundred(page);
  const total = totalOf(page);
  await page.waitForTimeout(1000);
  expect(await writtenWithin(page, 1500), 'while packets move nothing is rendered').toEqual([]);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible({ timeout: 30_000 });
  const lines = await total.getByRole('listitem').allInnerTexts();
  const counts = lines.map((line) => Number(/^\d+/.exec(line)?.[0]));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100);
  expect(lines.filter((line) => line.includes('answered by cart-'))).toHaveLength(3);
  expect(lines.at(-1)).toMatch(/^0\s+failed$/);
  const said = total.locator('[aria-live="polite"]');
  await expect(said).toHaveText(/^100 requests sent: (\d+ answered by cart-\S+, ){3}0 failed\.$/);
  await total.getByRole('button', { name: 'Dismiss the count' }).click();
  await expect(total).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Walk' })).toBeFocused();

  await test.step('the count goes when the next request is sent', async () => {
    await sendHundred(page);
    await page.getByRole('button', { name: 'Send' }).first().click();
    await expect(total).toHaveCount(0);
  });
});
