import type { Page } from '@playwright/test';
import { seriousProblems } from './axe.ts';
import { expect, test } from './page-test.ts';
import { chooseDepth, openAndPause } from './screen.ts';

const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

async function openRuleset(page: Page): Promise<void> {
  // Until then the board is the first look.
  await expect(page.locator('[data-first-look]')).toHaveCount(0);
  await page
    .getByRole('region', { name: 'Canvas' })
    .getByRole('button', { name: /^Node node-2/ })
    .press('Enter');
  await page.getByRole('region', { name: 'Inspector' }).getByRole('tab', { name: 'iptables-save' }).click();
}

test('rules, what hosts print and commands are copied beside where they stand', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openAndPause(page);
  await chooseDepth(page, 'Rules');
  const copyRule = page.getByRole('region', { name: 'Walk' }).getByRole('button', { name: 'Copy the rule' });
  await page.getByRole('region', { name: 'Walk' }).getByText('To chain KUBE-SERVICES', { exact: true }).first().click();
  await copyRule.click();
  await expect(page.getByRole('status').filter({ hasText: /^Copied$/ })).toBeAttached();
  const rule = await clipboard(page);
  expect(rule).toMatch(/^-A [A-Z]/);
  expect((await copyRule.locator('xpath=../..').innerText()).replace(/\s+/g, ' ')).toContain(rule);
  expect(await seriousProblems(page), 'a rule').toEqual([]);

  await openRuleset(page);
  await page.getByRole('region', { name: 'Inspector' }).getByRole('button', { name: 'Copy iptables-save' }).click();
  await expect.poll(() => clipboard(page)).toMatch(/^\*[a-z]+\n[\s\S]*COMMIT\n$/);

  await page.getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('radio', { name: 'Lab script' }).check({ force: true });
  await dialog.getByRole('button', { name: 'Copy the command' }).click();
  await expect.poll(() => clipboard(page)).toBe('sudo bash packetwalk-lab.sh up');
});

test('without the permission the browser’s own command copies, and where nothing does, it is said', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await openAndPause(page);
  await chooseDepth(page, 'Rules');
  await openRuleset(page);
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const copied = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('copy', ({ target }) => resolve((target as HTMLTextAreaElement).value), {
          once: true,
        });
      }),
  );
  const copy = inspector.getByRole('button', { name: 'Copy iptables-save' });
  await copy.click();
  expect(await copied).toMatch(/^\*[a-z]+\n[\s\S]*COMMIT\n$/);
  await expect(inspector.getByText('Copied', { exact: true })).toBeAttached();
  await expect(copy).toBeFocused();

  await page.evaluate(() => {
    document.execCommand = () => false;
  });
  await copy.click();
  await expect(inspector.getByText(/^The browser did not allow copying/)).toBeVisible();
});
