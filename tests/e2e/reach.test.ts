import type { Locator, Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { GUARDED_SHOP } from './policies.ts';
import { dropFile, openAndPause } from './screen.ts';

async function openBoard(page: Page): Promise<void> {
  await openAndPause(page);
  await dropFile(page, 'shop.yaml', GUARDED_SHOP);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Replace/ })
    .click();
  await expect(page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: /^Pod db-/ })).toBeVisible();
}

async function openMatrix(page: Page): Promise<Locator> {
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: 'Reachability' });
  await expect(dialog.getByRole('grid')).toBeVisible();
  return dialog;
}

const cell = (dialog: Locator, name: string): Locator => dialog.getByRole('gridcell', { name, exact: true });

test('the matrix: pairs by keys and by pointer, and what differs from another board', async ({ page }) => {
  test.slow();
  await openBoard(page);
  await test.step('arrow keys move from pair to pair, and Enter walks it', async () => {
    const dialog = await openMatrix(page);
    const grid = dialog.getByRole('grid');
    await expect(grid.locator('td[tabindex="0"]')).toBeFocused();
    await page.keyboard.press('Home');
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    const focused = grid.locator('td:focus');
    await expect(focused).toHaveAttribute('aria-label', /^shop\/db to shop\/web: All Connections$/);
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('region', { name: 'Request' }).getByLabel('URL')).toHaveValue(/:8080$/);
  });

  await test.step('the matrix says who can connect to whom, which policy decides, and walks what is clicked', async () => {
    const dialog = await openMatrix(page);
    await expect(cell(dialog, 'shop/web to shop/db: TCP 5432')).toBeVisible();
    await cell(dialog, 'shop/client to shop/db: No Connections').hover();
    const pair = dialog.getByRole('complementary', { name: 'Pair' });
    await expect(pair).toContainText('NetworkPolicy shop/only-web selects shop/db, and no ingress rule allows this.');
    await expect(pair.getByRole('button', { name: 'Walk it' })).toBeVisible();
    await cell(dialog, 'shop/client to shop/db: No Connections').click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('region', { name: 'Walk' })).toContainText(/only-web/);
    await expect(page.getByRole('region', { name: 'Request' }).getByLabel('URL')).toHaveValue(
      /^tcp:\/\/10\.244\..*:5432$/,
    );
  });

  await test.step('against the board before the last edit, and against a file, what differs is marked', async () => {
    await page.keyboard.press(',');
    const settings = page.getByRole('dialog', { name: 'Cluster settings' });
    await settings.getByRole('combobox', { name: 'Pod network' }).selectOption('flannel');
    await page.keyboard.press('Escape');
    const dialog = await openMatrix(page);
    await expect(dialog.getByText('does not enforce NetworkPolicies')).toBeVisible();
    await dialog.getByRole('radio', { name: 'Before the last edit' }).check();
    const differences = dialog.getByRole('region', { name: 'Differences' });
    await expect(differences.getByRole('status')).toHaveText('3 added, 0 removed, 1 changed');
    await expect(cell(dialog, 'shop/client to shop/db: All Connections, before No Connections')).toBeVisible();
    await dialog.getByRole('checkbox', { name: 'Only what differs' }).check();
    await expect(dialog.getByRole('columnheader')).toHaveText([/^db/]);

    const file = dialog.getByLabel('Files to compare with');
    await file.setInputFiles({ name: 'open.yaml', mimeType: 'text/yaml', buffer: Buffer.from(GUARDED_SHOP) });
    await expect(dialog.getByText('open.yaml')).toBeVisible();
    await expect(differences.getByRole('status')).toHaveText('Nothing differs');
    await file.setInputFiles({ name: 'no.yaml', mimeType: 'text/yaml', buffer: Buffer.from('nothing: here') });
    await expect(dialog.getByRole('alert')).toBeVisible();
  });
});
