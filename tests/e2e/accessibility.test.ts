import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, test } from './page-test.ts';
import { openManifests } from './requests.ts';
import { openAndPause, SHOP } from './screen.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe calls serious or critical, one line each. */
async function seriousProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

/** A board on which the walk meets something that is not read. */
async function openUnread(page: Page): Promise<void> {
  const policy = `---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: deny-all, namespace: shop }
spec: { endpointSelector: {}, ingressDeny: [{}] }
`;
  await openManifests(page, 'shop.yaml', SHOP + policy);
  await expect(page.getByRole('region', { name: 'Walk' }).getByText('Not known', { exact: true })).toBeVisible();
}

/** One after the other, each opened by the button of its name, or of another. */
async function checkDialogs(
  page: Page,
  names: readonly string[],
  buttons: Readonly<Record<string, string>> = {},
): Promise<void> {
  for (const name of names) {
    await page.getByRole('button', { name: buttons[name] ?? name, exact: true }).click();
    const dialog = page.getByRole('dialog', { name });
    await expect(dialog).toBeVisible();
    expect(await seriousProblems(page), name).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
}

/** Every dialog and the key that opens it. */
const DIALOGS = [
  ['g', 'Gallery'],
  ['b', 'Gallery'],
  ['s', 'Share'],
  ['i', 'Import'],
  ['e', 'Export'],
  ['c', 'Compare modes'],
  [',', 'Cluster settings'],
  ['r', 'Reachability'],
  ['t', 'Let something happen'],
  ['l', 'Legend'],
  ['?', 'Keyboard shortcuts'],
  ['Control+k', 'Commands'],
] as const;

const SIZES = [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [width, height] of SIZES) {
    const where = `${colorScheme}, ${width} × ${height}`;

    test(`no screen has a serious accessibility problem, ${where}`, async ({ page }) => {
      test.slow();
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await openAndPause(page);
      expect(await seriousProblems(page), 'a walk that arrives').toEqual([]);
      await page.keyboard.press('w');
      await expect(page.getByRole('button', { name: /^Router/ })).toBeAttached();
      expect(await seriousProblems(page), 'the wires').toEqual([]);
      await openAndPause(page, './?lesson=broken-shop');
      expect(await seriousProblems(page), 'a walk that fails').toEqual([]);
      for (const name of ['cart', 'node-1', 'frontend']) {
        await page.keyboard.press('Control+k');
        await page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').fill(name);
        await page.keyboard.press('Enter');
        await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toContainText(
          name,
        );
        expect(await seriousProblems(page), `the inspector of ${name}`).toEqual([]);
      }
      await openAndPause(page, './?lesson=broken-shop&embed');
      expect(await seriousProblems(page), 'inside another page').toEqual([]);
    });

    test(`no dialog has a serious accessibility problem, ${where}`, async ({ page }) => {
      test.slow();
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await openAndPause(page);
      for (const [key, name] of DIALOGS) {
        await page.keyboard.press(key);
        const dialog = page.getByRole('dialog', { name });
        await expect(dialog).toBeVisible();
        await page.waitForTimeout(250);
        expect(await seriousProblems(page), name).toEqual([]);
        await page.keyboard.press('Escape');
        await expect(dialog).toBeHidden();
      }
    });
  }

  test(`what is not read has no serious accessibility problem, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openAndPause(page);
    await openUnread(page);
    expect(await seriousProblems(page), 'walk and board').toEqual([]);
    await checkDialogs(page, ['Objects that are not read', 'Reachability'], {
      'Objects that are not read': 'One object is not read',
    });
  });
}

for (const [width, height] of SIZES) {
  test(`nothing sticks out of the page at ${width} × ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openAndPause(page);
    const { scrollWidth, scrollHeight } = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { scrollWidth, scrollHeight };
    });
    expect(scrollWidth).toBeLessThanOrEqual(width);
    expect(scrollHeight).toBeLessThanOrEqual(height);
    for (const name of ['Send', 'Gallery', 'Share', 'Next hop']) {
      await expect(page.getByRole('button', { name, exact: true })).toBeInViewport();
    }
  });
}
