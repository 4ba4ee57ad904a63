import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { openAndPause } from './screen.ts';

const cart = (page: Page) => page.getByRole('region', { name: 'Canvas' }).locator('[data-id="Pod/shop/cart"]');
const node = (page: Page) => page.getByRole('region', { name: 'Inspector' }).getByRole('combobox', { name: 'Node' });

async function selectCart(page: Page): Promise<void> {
  await openAndPause(page, './?lesson=pod-to-pod');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').fill('cart Pod');
  await page.keyboard.press('Enter');
  await expect(node(page)).toBeVisible();
}

test('the Undo of a message takes back what the message tells, and is gone with the next change', async ({ page }) => {
  await selectCart(page);
  await node(page).selectOption('node-3');
  const told = page.getByRole('status');
  const undo = told.getByRole('button', { name: 'Undo' });
  await expect(told).toContainText('node-3');
  await expect(undo).toHaveCount(1);
  await node(page).selectOption('node-2');
  await expect(told).toContainText('node-2');
  await expect(undo).toHaveCount(1);
  await undo.click();
  await expect(cart(page)).toContainText(/10\.244\.3\.\d+/);
  await expect(undo).toHaveCount(0);
});

test('Ctrl+Z and Ctrl+Shift+Z undo and redo while a list to choose from has the focus, letters stay with it', async ({
  page,
}) => {
  await selectCart(page);
  const before = await node(page).inputValue();
  await node(page).focus();
  await node(page).selectOption('node-3');
  await expect(node(page)).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(node(page)).toHaveValue(before);
  await expect(page.getByRole('status').getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(node(page)).toHaveValue('node-3');
  await page.keyboard.press('g');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
