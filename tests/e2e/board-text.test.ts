import { expect, test } from './page-test.ts';
import { openManifests } from './requests.ts';
import { openAndPause, SHOP } from './screen.ts';

test('the whole board is edited as YAML: what is wrong is told, all of it is one edit, and comments stay', async ({
  page,
}) => {
  await openAndPause(page);
  await openManifests(page, 'shop.yaml', `# of the shop\n${SHOP}`);
  const canvas = page.getByRole('region', { name: 'Canvas' });
  await canvas.getByRole('button', { name: /^Service web[ ,]/ }).focus();
  await page.keyboard.press('y');
  const dialog = page.getByRole('dialog', { name: 'The board as YAML' });
  const text = dialog.getByRole('textbox', { name: 'YAML of the board' });
  await expect(text).toBeFocused();
  await expect(text).toContainText('kind: Deployment');
  await expect(text).toContainText('# of the shop');

  await text.press('Control+End');
  await page.keyboard.insertText('---\n# by hand\napiVersion: v1\nkind: Pod\nmetadata: {namespace: shop}');
  const problems = dialog.getByRole('list', { name: 'What is wrong in this text' });
  await expect(problems).toContainText('✕ error');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  // The cursor goes to what is wrong, which is said; nothing is applied.
  await expect(text).toBeFocused();
  await expect(dialog.getByRole('status')).toHaveText(/^Nothing is applied: line \d+ has an error\.$/);
  // All is written over, which the browser would do with styles that the page's policy forbids.
  await text.press('Control+a');
  await page.keyboard.type('kind: Pod');
  await expect(text).toHaveText('kind: Pod');
  await dialog.getByRole('button', { name: 'Revert' }).click();
  await expect(problems.getByText('✕ error')).toHaveCount(0);
  await text.press('Control+End');
  await page.keyboard.insertText('---\n# by hand\nkind: Namespace\napiVersion: v1\nmetadata: {name: by-hand}');
  await expect(problems.getByText('✕ error')).toHaveCount(0);

  // Escape asks, and the way out by Tab is open.
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('status')).toContainText('not applied yet');
  await text.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByText('The board is as written: 1 added, 0 changed, 0 removed.')).toBeVisible();

  await page.keyboard.press('y');
  await expect(text).toContainText('kind: Node');
  // Of a long text the page has the lines that are seen.
  await text.press('Control+End');
  await expect(text).toContainText('# by hand');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await page.keyboard.press('y');
  await expect(text).toContainText('kind: Node');
  await text.press('Control+End');
  await expect(text).toContainText('image: busybox');
  await expect(text).not.toContainText('by-hand');
});

test('what is written of the whole board stays where it changes in another tab', async ({ page, context }) => {
  await openAndPause(page);
  await openManifests(page, 'shop.yaml', SHOP);
  const other = await context.newPage();
  await other.goto('./');
  await other
    .getByRole('region', { name: 'Canvas' })
    .getByRole('button', { name: /^Service web[ ,]/ })
    .focus();
  await other.keyboard.press('y');
  const text = other.getByRole('textbox', { name: 'YAML of the board' });
  await text.press('Control+End');
  await other.keyboard.insertText('---\n# by hand\nkind: Namespace\napiVersion: v1\nmetadata: { name: by-hand }');
  await page
    .getByRole('region', { name: 'Canvas' })
    .getByRole('button', { name: /^Service web[ ,]/ })
    .focus();
  await page.keyboard.press('Control+d');
  await expect(other.getByText(/Changed in another tab/)).toBeVisible();
  await expect(text).toContainText('# by hand');
  await expect(text).toContainText('name: web-2');
  await text.press('Control+Enter');
  await expect(other.getByText('The board is as written: 1 added, 0 changed, 0 removed.')).toBeVisible();
  await other.close();
});

test('what is written and not applied is there again after a reload, of the board and of an object that was left', async ({
  page,
}) => {
  await page.goto('./?lesson=service-types');
  const canvas = page.getByRole('region', { name: 'Canvas' });
  await canvas.getByRole('button', { name: /^Service web[ ,]/ }).press('Enter');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByRole('tab', { name: 'YAML' }).click();
  const own = inspector.getByRole('textbox', { name: 'YAML of Service shop/web' });
  await expect(own).toContainText('kind: Service');
  await own.press('Control+End');
  await page.keyboard.type('\nspec: [');
  await expect(inspector.getByRole('tab', { name: 'YAML, not applied' })).toBeVisible();
  await page.evaluate(() =>
    document.querySelector<HTMLElement>('[data-id="Deployment/shop/web"], [data-id^="Pod/shop/web-"]')?.click(),
  );
  await page.getByText('What you wrote in the YAML of Service shop/web is not applied yet.').waitFor();
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(own).toContainText('spec: [');

  const found = page.getByText('What you wrote and did not apply is here again.');
  // It is of this board, and told with no other one that is opened in its place.
  await page.goto('./?lesson=dual-stack');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Two families');
  await expect(canvas.locator('[data-id]').first()).toBeVisible();
  await expect(found).toBeHidden();
  await page.goto('./?lesson=service-types');
  await expect(found).toBeVisible();
  await page.reload();
  await expect(found).toBeVisible();
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(own).toContainText('spec: [');
  await expect(inspector.getByText('What you wrote is here again, and not applied yet.')).toBeVisible();
  await inspector.getByRole('button', { name: 'Revert' }).click();
  await expect(own).not.toContainText('spec: [');
});
