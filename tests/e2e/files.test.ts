import { expect, test } from './page-test.ts';
import { dropFile, openAndPause, SHOP, shownStep } from './screen.ts';

test('a dropped file is read, put on the board and walked; undo brings the board back', async ({ page }) => {
  await openAndPause(page);
  const before = await page.getByRole('heading', { level: 1 }).textContent();
  await dropFile(page, 'shop.yaml', SHOP);
  const dialog = page.getByRole('dialog', { name: 'Import shop.yaml' });
  await expect(dialog.getByText('5 objects read.')).toBeVisible();
  await expect(dialog.getByText('1 Unheard')).toBeVisible();
  await dialog.getByRole('button', { name: 'Replace the board' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('shop');
  await expect(page.getByRole('list', { name: 'Walk', exact: true })).toBeVisible();
  expect(await shownStep(page)).toMatch(/^Step \d+ of \d+/);
  await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(before ?? '');
});

test('a kind that is nearly one that is read is told from one without a bearing', async ({ page }) => {
  await openAndPause(page);
  const more = ['Servic', 'ConfigMap'].map((kind) => `---\napiVersion: v1\nkind: ${kind}\nmetadata: { name: a }\n`);
  await dropFile(page, 'slip.yaml', `${SHOP}${more.join('')}`);
  const dialog = page.getByRole('dialog', { name: 'Import slip.yaml' });
  await expect(dialog.getByText('There is no kind Servic here: if Service is meant')).toBeVisible();
  await expect(dialog.getByText(/There is no kind ConfigMap/)).toHaveCount(0);
});

test('pasted manifests open the import; pasted prose does not', async ({ page }) => {
  await openAndPause(page);
  const paste = (text: string) =>
    page.evaluate((pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    }, text);
  await paste('Dear colleague, have a look.');
  await expect(page.getByRole('dialog')).toBeHidden();
  await paste(SHOP);
  await expect(page.getByRole('dialog', { name: 'Import pasted.yaml' }).getByText('5 objects read.')).toBeVisible();
});

test('what is exported as YAML can be imported again', async ({ page }) => {
  await openAndPause(page);
  await page.getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByRole('region', { name: 'Preview' })).toContainText('apiVersion:');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const file = await (await download).path();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Import' }).click();
  await page.getByLabel('Files').setInputFiles({
    name: 'exported.yaml',
    mimeType: 'text/plain',
    buffer: await (await import('node:fs/promises')).readFile(file),
  });
  const imported = page.getByRole('dialog', { name: 'Import exported.yaml' });
  await expect(imported.getByText(/\d+ objects? read\./)).toBeVisible();
  await expect(imported.getByText('Error', { exact: true })).toHaveCount(0);
});

test('a board that is being built can be cancelled: what was there stays, and the import is offered again', async ({
  page,
}) => {
  await openAndPause(page);
  const before = await page.getByRole('heading', { level: 1 }).textContent();
  const pod = (n: number) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `p${n}` },
    spec: { nodeName: `n${n % 400}`, containers: [{ name: 'web', image: 'web' }] },
  });
  // Of a board that takes a machine less than a tenth of a second no building is seen.
  const items = Array.from({ length: 25_000 }, (_, n) => pod(n));
  await dropFile(page, 'many.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  const dialog = page.getByRole('dialog', { name: 'Import many.json' });
  await expect(dialog.getByText('25000 objects read.')).toBeVisible();
  // As soon as the button is there: the board may be before a hand is.
  await page.evaluate(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelector('dialog progress') === null) return;
      observer.disconnect();
      const cancel = [...document.querySelectorAll('dialog button')].find((each) => each.textContent === 'Cancel');
      (cancel as HTMLButtonElement | undefined)?.click();
      Object.assign(window, { isCancelled: cancel !== undefined });
    }).observe(document.body, { subtree: true, childList: true });
  });
  await dialog.getByRole('button', { name: 'Replace the board' }).click();
  await page.waitForFunction(() => Reflect.get(window, 'isCancelled') === true);
  await expect(dialog.getByRole('button', { name: 'Back' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(before ?? '');
  await dialog.getByRole('button', { name: 'Replace the board' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('many');
});
