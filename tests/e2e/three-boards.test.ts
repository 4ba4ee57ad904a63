import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { dropFile, openAndPause, SHOP } from './screen.ts';

const title = (page: Page) => page.getByRole('heading', { level: 1 });

async function openBoards(page: Page) {
  await page.getByRole('button', { name: 'Gallery' }).click();
  const dialog = page.getByRole('dialog', { name: 'Gallery' });
  await dialog.getByRole('radio', { name: 'Your boards' }).check();
  return dialog;
}

test('two tabs, three boards, and reloads in the middle of edits: each board is what was made of it, with its history', async ({
  page,
  context,
}) => {
  await openAndPause(page);
  await dropFile(page, 'shop.yaml', SHOP);
  await page.getByRole('button', { name: 'Replace the board' }).click();
  await expect(title(page)).toHaveText('shop');
  for (const [template, name] of [
    ['kind', 'second'],
    ['Three nodes', 'third'],
  ] as const) {
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('button', { name: template, exact: true }).click();
    await expect(title(page)).not.toHaveText(name === 'third' ? 'second' : 'shop');
    await page.getByRole('button', { name: 'Rename the board' }).click();
    await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await expect(title(page)).toHaveText(name);
  }
  const other = await context.newPage();
  await other.goto('./');
  await expect(title(other)).toHaveText('third');
  await (await openBoards(other)).getByRole('button', { name: 'shop', exact: true }).click();
  await expect(title(other)).toHaveText('shop');
  const added = page.getByRole('button', { name: /^Node node-4 / });
  const web = (tab: Page) => tab.getByRole('button', { name: /^Service web / });

  // What is done is there after a reload that follows at once; what somebody was still typing changes nothing.
  await page.getByRole('region', { name: 'Walk' }).focus();
  await page.keyboard.press('a');
  await expect(page.getByRole('region', { name: 'Add' }).getByRole('button', { name: /^Node/ })).toBeFocused();
  await page.keyboard.press('n');
  await expect(added).toBeAttached();
  await web(other).focus();
  await other.keyboard.press('Enter');
  await other.keyboard.press('Delete');
  await expect(web(other)).toHaveCount(0);
  await Promise.all([page.reload(), other.reload()]);
  await expect(added).toBeAttached();
  await expect(title(page)).toHaveText('third');
  await expect(title(other)).toHaveText('shop');
  await expect(web(other)).toHaveCount(0);
  await added.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('F2');
  await page.getByRole('dialog', { name: 'Rename Node node-4' }).getByRole('textbox').fill('half');
  await page.reload();
  await expect(added).toBeAttached();

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(added).toHaveCount(0);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(added).toBeAttached();
  await (await openBoards(page)).getByRole('button', { name: 'shop', exact: true }).click();
  await expect(title(page)).toHaveText('shop');
  await expect(web(page)).toHaveCount(0);
  await other.getByRole('button', { name: 'Undo' }).click();
  await expect(web(other)).toBeAttached();
  await expect(web(page)).toBeAttached();
  const boards = await openBoards(page);
  for (const name of ['second', 'third']) await expect(boards.getByRole('button', { name, exact: true })).toBeVisible();
});
