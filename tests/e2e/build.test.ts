import type { Page } from '@playwright/test';
import { seriousProblems } from './axe.ts';
import { expect, test } from './page-test.ts';
import { openAndPause } from './screen.ts';

/** Begins an empty board by keyboard. */
async function beginEmpty(page: Page): Promise<void> {
  await openAndPause(page);
  await page.keyboard.press('n');
  await expect(page.getByRole('button', { name: 'Empty' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Nothing on the board yet' })).toBeVisible();
}

test('an empty board is there after a reload, and the one before it an undo away', async ({ page }) => {
  await beginEmpty(page);
  expect(await seriousProblems(page), 'an empty board').toEqual([]);
  await expect(page.getByRole('combobox', { name: 'From' })).toHaveValue('');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Nothing on the board yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: /^Pod / }).first()).toBeAttached();
});

test('a board begins with the nodes of a template', async ({ page }) => {
  await openAndPause(page);
  await page.getByRole('button', { name: 'New', exact: true }).click();
  expect(await seriousProblems(page), 'the templates').toEqual([]);
  await page.getByRole('button', { name: 'kind', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Node kind-worker2/ })).toBeAttached();
});
