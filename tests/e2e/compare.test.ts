import { readFile } from 'node:fs/promises';
import { expect, test } from './page-test.ts';
import { openAndPause } from './screen.ts';

test('one request under two modes: both verdicts, and what each costs', async ({ page }) => {
  await openAndPause(page);
  await page.getByRole('region', { name: 'Walk' }).getByRole('button', { name: 'Compare modes' }).click();
  const dialog = page.getByRole('dialog', { name: 'Compare modes' });
  await dialog.getByRole('combobox', { name: 'First mode' }).selectOption('iptables');
  await dialog.getByRole('combobox', { name: 'Second mode' }).selectOption('nftables');
  await expect(dialog.getByText('Reachable', { exact: true })).toHaveCount(2);

  const row = (name: RegExp) => dialog.getByRole('row', { name }).getByRole('cell');
  const answers = await row(/^Who answers/).allInnerTexts();
  expect(answers).toHaveLength(2);
  expect(answers[0]).toMatch(/^Pod shop\/cart-/);
  expect(answers[1]).toBe(answers[0]);
  await expect(row(/^Service found in/).first()).toContainText('KUBE-SERVICES');
  await expect(row(/^Service found in/).last()).toContainText('service-ips');
  const counts = (await row(/^Rules evaluated/).allInnerTexts()).map((text) => Number.parseInt(text, 10));
  expect(counts.every((count) => count > 0)).toBe(true);
  expect(counts[0]).not.toBe(counts[1]);
  await expect(dialog.getByRole('rowheader', { name: /^Rules evaluated ≠? ?differs/ })).toBeVisible();
  await expect(dialog.getByRole('rowheader', { name: 'Who answers', exact: true })).toBeVisible();

  await dialog.getByRole('combobox', { name: 'Second mode' }).selectOption('ebpf');
  await expect(row(/^Service found in/).last()).toContainText('cgroup/connect4');
  await expect(row(/^Who answers/).last()).toHaveText(answers[0] ?? '');
});

test('one request under two versions of kube-proxy', async ({ page }) => {
  await openAndPause(page);
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Compare modes' });
  for (const which of ['First', 'Second'])
    await dialog.getByRole('combobox', { name: `${which} mode` }).selectOption('nftables');
  await dialog.getByRole('combobox', { name: 'First version' }).selectOption('1.35');
  await dialog.getByRole('combobox', { name: 'Second version' }).selectOption('1.36');
  await expect(dialog.getByText('Reachable', { exact: true })).toHaveCount(2);
  await expect(dialog.getByRole('rowheader', { name: /^Rules evaluated ≠? ?differs/ })).toBeVisible();
  await dialog.getByRole('button', { name: 'Use this mode' }).last().click();
  await expect(page.getByText('The cluster uses nftables of Kubernetes 1.36 now.')).toBeVisible();
});

test('a mode that was compared becomes the cluster’s, and back again', async ({ page }) => {
  await openAndPause(page);
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Compare modes' });
  await dialog.getByRole('button', { name: 'Use this mode' }).click();
  await expect(dialog.getByText('in use')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByText(/^The cluster uses nftables now/)).toBeVisible();
  await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/^Undone: Use kube-proxy mode nftables/)).toBeVisible();
});

test('a node offers the lab script', async ({ page }) => {
  await openAndPause(page);
  const canvas = page.getByRole('region', { name: 'Canvas' });
  await canvas.getByRole('button', { name: /^Node node-2/ }).press('Enter');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByRole('button', { name: 'Run it on a real kernel' }).click();
  await expect(page.getByRole('dialog', { name: 'Export' }).getByText('needs Linux and root')).toBeVisible();
});

test('the palette opens the lab script, which is a bash script of this scenario', async ({ page }) => {
  await openAndPause(page);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: /command/ }).fill('real kernel');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByRole('list', { name: 'How to use it' })).toContainText('sudo bash packetwalk-lab.sh up');
  await expect(dialog.getByRole('region', { name: 'Preview' })).toContainText('#!');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('packetwalk-lab.sh');
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toMatch(/^#!.*\bbash\n/);
  for (const node of ['node-1', 'node-2', 'node-3']) expect(text).toContain(`node/${node}`);
});
