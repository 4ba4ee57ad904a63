import type { Page } from '@playwright/test';
import { type Rules, seriousProblems } from './axe.ts';
import { againWhere, expect, test } from './page-test.ts';
import { openManifests } from './requests.ts';
import { openAndPause, SHOP } from './screen.ts';

/** A board on which the walk meets something that is not read. */
async function openUnread(page: Page): Promise<void> {
  const policy = `---
apiVersion: k8s.cni.cncf.io/v1beta1
kind: MultiNetworkPolicy
metadata: { name: deny-all, namespace: shop }
spec: { podSelector: {}, ingress: [{}] }
`;
  await openManifests(page, 'shop.yaml', SHOP + policy);
  await expect(page.getByRole('region', { name: 'Walk' }).getByText('Not known', { exact: true })).toBeVisible();
}

/** Every dialog and the key that opens it. */
const DIALOGS = [
  ['g', 'Gallery'],
  ['b', 'Gallery'],
  ['s', 'Share'],
  ['i', 'Import'],
  ['e', 'Export'],
  ['c', 'Compare walks'],
  [',', 'Cluster settings'],
  ['r', 'Reachability'],
  ['t', 'Let something happen'],
  ['l', 'Legend'],
  ['?', 'Keyboard shortcuts'],
  ['Control+k', 'Commands'],
] as const;

/** What fades in has come to rest: the colours are those that stay. */
async function atRest(page: Page): Promise<void> {
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
}

const SIZES = [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const;
/** A dialog has one form on a desk and one on a phone. */
const FORMS = [SIZES[0], SIZES[2]] as const;

async function checkScreens(page: Page, rules: Rules): Promise<void> {
  await openAndPause(page);
  expect(await seriousProblems(page, rules), 'a walk that arrives').toEqual([]);
  await page.keyboard.press('w');
  await expect(page.getByRole('button', { name: /^Router/ })).toBeAttached();
  expect(await seriousProblems(page, rules), 'the wires').toEqual([]);
  await openAndPause(page, './?lesson=broken-shop');
  expect(await seriousProblems(page, rules), 'a walk that fails').toEqual([]);
  for (const name of ['cart', 'node-1', 'frontend']) {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').fill(name);
    await page.keyboard.press('Enter');
    const heading = page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 });
    await expect(heading).toContainText(name);
    expect(await seriousProblems(page, rules), `the inspector of ${name}`).toEqual([]);
  }
  await openAndPause(page, './?lesson=broken-shop&embed');
  expect(await seriousProblems(page, rules), 'inside another page').toEqual([]);
}

async function checkDialogs(page: Page, rules: Rules): Promise<void> {
  await openAndPause(page);
  for (const [key, name] of DIALOGS) {
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog', { name });
    await expect(dialog).toBeVisible();
    await atRest(page);
    expect(await seriousProblems(page, rules), `${key}: ${name}`).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
}

async function checkUnread(page: Page, rules: Rules): Promise<void> {
  await openAndPause(page);
  await openUnread(page);
  expect(await seriousProblems(page, rules), 'walk and board').toEqual([]);
  for (const [button, name] of [
    ['One object is not read', 'Objects that are not read'],
    ['Reachability', 'Reachability'],
  ] as const) {
    await page.getByRole('button', { name: button, exact: true }).click();
    const dialog = page.getByRole('dialog', { name });
    await expect(dialog).toBeVisible();
    await atRest(page);
    expect(await seriousProblems(page, rules), name).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
}

for (const [colorScheme, rules, sizes] of [
  ['light', 'all', SIZES],
  ['dark', 'colours', FORMS],
] as const) {
  const isDark = colorScheme === 'dark';
  for (const [width, height] of sizes) {
    test(
      `no screen has a serious accessibility problem, ${colorScheme}, ${width} × ${height}`,
      againWhere(width < 1440 || isDark),
      async ({ page }) => {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        await checkScreens(page, rules);
      },
    );
  }

  for (const [width, height] of FORMS) {
    test(
      `no dialog has a serious accessibility problem, ${colorScheme}, ${width} × ${height}`,
      againWhere(isDark || width < 1440),
      async ({ page }) => {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        await checkDialogs(page, rules);
      },
    );
  }

  test(
    `what is not read has no serious accessibility problem, ${colorScheme}`,
    againWhere(isDark),
    async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await checkUnread(page, rules);
    },
  );
}

for (const [colorScheme, width, height] of [
  ['light', 1440, 900],
  ['dark', 390, 844],
] as const) {
  test(
    `what holds only if something is so, and pictures to share, have no serious accessibility problem, ${colorScheme}`,
    againWhere(true),
    async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await openAndPause(page);
      await openManifests(page, 'shop.yaml', SHOP.replace('targetPort: 8080', 'targetPort: 9999'));
      await expect(page.getByText(/^Only if .* listens on TCP 9999/).first()).toBeVisible();
      expect(await seriousProblems(page, 'all'), 'the verdict').toEqual([]);
      await page.keyboard.press('s');
      const dialog = page.getByRole('dialog', { name: 'Share' });
      for (const way of ['Picture', 'Video', 'Walk', 'Embed']) {
        const choice = dialog.getByRole('radio', { name: way, exact: true });
        await expect(() => choice.check({ force: true, timeout: 2000 })).toPass();
        await atRest(page);
        expect(await seriousProblems(page, 'all'), way).toEqual([]);
      }
    },
  );
}

for (const [width, height] of SIZES) {
  test(`nothing sticks out of the page at ${width} × ${height}`, againWhere(width === 1024), async ({ page }) => {
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
