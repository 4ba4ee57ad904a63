import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { manifest } from '../applications.ts';
import { openManifests } from './requests.ts';
import { dropFile, openAndPause, SHOP } from './screen.ts';

const HELM = `apiVersion: v1
kind: Service
metadata:
  name: {{ include "shop.fullname" . }}
spec:
  ports:
    - port: {{ .Values.service.port }}
`;

test('what can’t be put on the board is told, and of a file in part what can', async ({ page }) => {
  await openAndPause(page);
  await test.step('a Helm template is recognised, and how to render it is said', async () => {
    await dropFile(page, 'service.yaml', HELM);
    const dialog = page.getByRole('dialog', { name: 'Import service.yaml' });
    await expect(dialog.getByRole('list', { name: 'Diagnostics' })).toContainText('helm template');
    await expect(dialog.getByText(/service\.yaml:4/)).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Replace the board' })).toBeDisabled();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('files without an object are told as such and change nothing', async () => {
    const heading = page.getByRole('heading', { level: 1 });
    const title = await heading.innerText();
    for (const [name, content, told] of [
      ['empty.yaml', '', true],
      ['comments.yaml', '# nothing\n---\n# here\n', false],
      ['letter.txt', 'Dear colleague,\n\nhave a look at the cluster: it is broken.\n', true],
      ['picture.yaml', '\u0000\u0001PNG\r\n\u001a\u0000\uFFFD\u0007binary\u0000', true],
      ['broken.json', '{"kind": "Service", "metadata": {"name": "web"', true],
    ] as const) {
      await dropFile(page, name, content);
      const dialog = page.getByRole('dialog', { name: `Import ${name}` });
      await expect(dialog.getByText('No objects to put on the board.')).toBeVisible();
      if (told) await expect(dialog.getByRole('list', { name: 'Diagnostics' })).toContainText(`${name}:1:`);
      await expect(dialog.getByRole('button', { name: 'Replace the board' })).toBeDisabled();
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await expect(heading).toHaveText(title);
    }
  });

  await test.step('a file of 60 MB is refused before it is read', async () => {
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(60_000_000)], 'huge.yaml'));
      return data;
    });
    await page.getByRole('region', { name: 'Canvas' }).dispatchEvent('drop', { dataTransfer: transfer });
    await expect(page.getByText('huge.yaml is larger than 50 MB.')).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('one broken document among many: its line and column, and the rest is put on the board', async () => {
    const lines = SHOP.split('\n').length;
    await dropFile(page, 'mixed.yaml', `${SHOP}---\napiVersion: v1\nkind: Service\nmetadata:\n  name: [oops\n`);
    const dialog = page.getByRole('dialog', { name: 'Import mixed.yaml' });
    const diagnostics = dialog.getByRole('list', { name: 'Diagnostics' });
    await expect(diagnostics).toContainText('mixed.yaml');
    const [, line] = /mixed\.yaml:(\d+):\d+/.exec(await diagnostics.innerText()) ?? [];
    expect(Number(line)).toBeGreaterThan(lines);
    await expect(dialog.getByText('5 objects read.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Replace the board' }).click();
    const service = page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: /^Service web[ ,]/ });
    await expect(service).toContainText('2 of 2 ready');
  });
});

test('links that can’t be read say why and leave what was open alone', async ({ page }) => {
  await openAndPause(page);
  await dropFile(page, 'notes.yaml', manifest('notes.yaml'));
  await page.getByRole('button', { name: 'Replace the board' }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  for (const hash of [
    'p1:',
    'p1:AAAA',
    'zz9:AAAA',
    'nonsense',
    '%E0%A4%A',
    'p1:ünïcode',
    `p1:${'A'.repeat(3_000_000)}`,
  ]) {
    await followLink(page, hash);
    const message = page.getByText(/^The link can’t be read\. ./);
    await expect(message, hash.slice(0, 20)).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('notes');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(message).toBeHidden();
  }
  await expect(page.getByRole('list', { name: 'Walk', exact: true })).toBeVisible();
});

async function followLink(page: Page, hash: string): Promise<void> {
  await page.evaluate((wanted) => {
    window.location.hash = wanted;
  }, hash);
}

test('what is wrong with a request is not hidden below the message that tells of an import', async ({ page }) => {
  await openAndPause(page);
  await openManifests(page, 'notes.yaml', manifest('notes.yaml'));
  const message = page.getByRole('status').filter({ hasText: 'notes.yaml' });
  await expect(message).toBeVisible();
  await page.getByRole('combobox', { name: 'URL' }).fill('ftp://page');
  await page.keyboard.press('Escape');
  const alert = page.getByRole('region', { name: 'Request' }).getByRole('alert');
  await page.getByRole('button', { name: 'Send', exact: true }).last().click();
  await expect(alert).toBeVisible();
  const hit = await alert.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return document.elementFromPoint(left + width / 4, top + height / 2) === element;
  });
  expect(hit).toBe(true);
});
