import type { Locator, Page } from '@playwright/test';
import { seriousProblems } from './axe.ts';
import { expect, test } from './page-test.ts';
import { openBoard } from './requests.ts';
import { SHOP } from './screen.ts';

/** The text of Service web of the shop, in the editor. */
async function openText(page: Page): Promise<{ readonly inspector: Locator; readonly text: Locator }> {
  await openBoard(page, SHOP);
  await page
    .getByRole('region', { name: 'Canvas' })
    .getByRole('button', { name: /^Service web[ ,]/ })
    .press('Enter');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByRole('tab', { name: 'YAML' }).click();
  const text = inspector.getByRole('textbox', { name: 'YAML of Service shop/web' });
  await expect(text).toContainText('kind: Service');
  return { inspector, text };
}

test('a field that the API does not have is named at its line, with the one that is meant; what one means is told', async ({
  page,
}) => {
  const { inspector, text } = await openText(page);
  await text.getByText('selector', { exact: true }).dblclick();
  await page.keyboard.type('selectr');
  const problems = inspector.getByRole('list', { name: 'What is wrong in this text' });
  await expect(problems).toContainText(/line \d+, column 3: .*unknown field "spec\.selectr".*did you mean selector/);
  // The cursor goes to what is wrong, and what is meant is one press away.
  await problems.getByRole('button', { name: /selectr/ }).click();
  await expect(text).toBeFocused();
  await inspector.getByRole('button', { name: 'Use selector' }).click();
  await expect(problems).toBeHidden();
  await expect(text).toContainText('selector:');

  await test.step('what a field means is told where the pointer rests', async () => {
    await text.getByText('targetPort').hover();
    await expect(inspector.getByText(/The port of the pods: a number, or the name/)).toBeVisible();
    await expect(inspector.getByText('kubernetes.io: Service')).toBeVisible();
  });
});

test('completion and Apply by the keyboard alone, as one edit that is undone', async ({ page }) => {
  const { inspector, text } = await openText(page);
  await text.press('Control+Home');
  await page.keyboard.type('# of the shop\n');
  await text.press('Control+End');
  await page.keyboard.type('  internalTra');
  const choices = page.getByRole('listbox', { name: 'Completions' });
  await expect(choices.getByRole('option', { name: /internalTrafficPolicy/ })).toBeVisible();
  // What has only just appeared is not taken by a key that was meant for the text.
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
  await page.keyboard.type('Lo');
  await expect(choices.getByRole('option', { name: 'Local' })).toBeVisible();
  await page.waitForTimeout(150);
  await page.keyboard.press('Tab');
  await expect(text).toContainText('internalTrafficPolicy: Local');
  await text.press('Control+Enter');
  await expect(inspector.getByRole('button', { name: 'Apply' })).toBeDisabled();
  // Comments stay where they were written.
  await expect(text).toContainText('# of the shop');
  await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await expect(text).not.toContainText('# of the shop');
  await page.getByRole('banner').getByRole('button', { name: 'Redo' }).click();
  await expect(text).toContainText('# of the shop');
  // And are there when the page is opened again.
  await expect(page.getByRole('banner').getByRole('button', { name: 'Undo' })).toBeEnabled();
  await page.waitForTimeout(600);
  await page.reload();
  await expect(text).toContainText('# of the shop');
});

test('Tab does not trap, and Escape asks before what is written is thrown away', async ({ page }) => {
  const { inspector, text } = await openText(page);
  await text.press('Control+End');
  await page.keyboard.type('# more');
  // What is typed is text, and not a key of the page.
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(inspector.getByRole('status').filter({ hasText: 'not applied yet' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(inspector.getByRole('button', { name: 'Apply' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(inspector.getByRole('button', { name: 'Discard' })).toBeFocused();
  // It is still there after a look at the form.
  await inspector.getByRole('tab', { name: 'Fields' }).click();
  await inspector.getByRole('tab', { name: 'YAML' }).click();
  await expect(text).toContainText('# more');
  await inspector.getByRole('button', { name: 'Revert' }).click();
  await expect(text).not.toContainText('# more');
});

test('a change in the form is in the text, beside the comments and beside what is not applied yet', async ({
  page,
}) => {
  const { inspector, text } = await openText(page);
  await text.press('Control+Home');
  await page.keyboard.type('# of the shop\n');
  await text.press('Control+Enter');
  await expect(inspector.getByRole('button', { name: 'Apply' })).toBeDisabled();
  await text.press('Control+Home');
  await page.keyboard.type('# not yet\n');
  await inspector.getByRole('tab', { name: 'Fields' }).click();
  const type = inspector.getByRole('combobox', { name: 'type', exact: true });
  const status = inspector.getByRole('status');
  await expect(status).toContainText('is not applied yet. This form shows it');
  await type.selectOption('NodePort');
  await inspector.getByRole('tab', { name: 'YAML, not applied' }).click();
  await expect(text).toContainText('type: NodePort');
  await expect(text).toContainText('# not yet');
  await inspector.getByRole('tab', { name: 'Fields' }).click();
  await expect(type).toHaveValue('NodePort');
  await inspector.getByRole('button', { name: 'Discard' }).click();
  await expect(status).toHaveCount(0);
  await expect(type).toHaveValue('ClusterIP');
  await type.selectOption('NodePort');
  await inspector.getByRole('tab', { name: 'YAML' }).click();
  await expect(text).toContainText('type: NodePort');
  await expect(text).toContainText('# of the shop');
  await expect(text).not.toContainText('# not yet');
});

test('the editor has nothing that axe calls serious, also where it is so low that its text scrolls', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await openText(page);
  expect(await seriousProblems(page)).toEqual([]);
});
