import type { Locator, Page } from '@playwright/test';
import { APPLICATIONS } from '../features/canvas/lines/applications.ts';
import { expect, test } from './page-test.ts';
import { openBoard, openManifests } from './requests.ts';
import { openAndPause, SHOP } from './screen.ts';

const MANIFESTS = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: APPLICATIONS['six together'] });

async function openSix(page: Page): Promise<void> {
  await openAndPause(page);
  await openManifests(page, 'six.json', MANIFESTS);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.mouse.move(4, 4);
  await expect(box(page, 'Node/node-1')).toBeVisible();
}

/** Without a walk. */
async function openSixAlone(page: Page): Promise<void> {
  await openBoard(page, MANIFESTS);
  await page.mouse.move(4, 4);
  await expect(box(page, 'Node/node-1')).toBeVisible();
}

const box = (page: Page, id: string): Locator => page.locator(`.react-flow__node[data-id="${id}"]`);
/** Where something is once it has come to rest. */
async function stillBox(element: Locator): Promise<{ x: number; y: number; width: number }> {
  let last = '';
  await expect
    .poll(async () => {
      const before = last;
      last = JSON.stringify(await element.boundingBox());
      return last === before;
    })
    .toBe(true);
  return JSON.parse(last) as { x: number; y: number; width: number };
}

const pods = (page: Page): Locator => page.locator('.react-flow__node[data-id^="Pod/"]');

test('a board of more than twenty Services begins folded; a frame opens in its title and by keyboard, and stays where it is', async ({
  page,
}) => {
  await openSix(page);
  for (const node of ['node-1', 'node-2', 'node-3']) {
    await expect(box(page, `Node/${node}`)).toHaveAttribute('aria-expanded', 'false');
  }
  // The walk's two, and the one that answers for names.
  await expect(pods(page)).toHaveCount(3);
  await page.getByText('Applications', { exact: true }).click();
  const guests = box(page, 'Namespace/guests');
  await expect(guests).toContainText('3 Services, 3 workloads, 6 pods');
  await guests.locator('[data-fold]').click();
  await expect(guests).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByRole('button', { name: /^Deployment\s/ }).filter({ hasText: '3/3' })).toHaveCount(1);
  await guests.focus();
  const before = await stillBox(guests);
  await page.keyboard.press('Space');
  await expect(guests).toHaveAttribute('aria-expanded', 'false');
  const after = await stillBox(guests);
  expect(after.width).toBeLessThan(before.width);
  expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(2);
  await expect(guests).toBeFocused();
});

test('what is looked for is unfolded, frame in frame, and has the focus', async ({ page }) => {
  await openSixAlone(page);
  await page.getByText('Applications', { exact: true }).click();
  await expect(box(page, 'Namespace/socks')).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await palette.getByRole('combobox').fill('adque-');
  await expect(palette.getByRole('option').first()).toHaveText(/^socks\/adque-\S+\s*Pod/);
  await page.keyboard.press('Enter');
  await expect(page.locator('.react-flow__node[data-id^="Pod/socks/adque-"]')).toBeFocused();
  await expect(page.locator('.react-flow__node[data-id^="Pod/socks/adque-"]')).toBeInViewport({ ratio: 0.99 });
  await expect(box(page, 'Namespace/socks')).toHaveAttribute('aria-expanded', 'true');
  await expect(box(page, 'Namespace/boutique')).toHaveAttribute('aria-expanded', 'false');
});

async function lookFor(page: Page, text: string, kind: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await palette.getByRole('combobox').fill(text);
  await palette
    .getByRole('option', { name: new RegExp(`${kind}$`) })
    .first()
    .click();
  await expect(palette).toBeHidden();
}

/** In sight, selected, and with the focus. */
async function expectArrival(page: Page, id: string): Promise<void> {
  await expect(box(page, id)).toBeFocused();
  await expect(box(page, id)).toHaveAttribute('aria-pressed', 'true');
  await expect(box(page, id)).toBeInViewport({ ratio: 0.99 });
}

test('a workload that is looked for arrives at its pods', async ({ page }) => {
  await openAndPause(page, './?lesson=pod-to-service');
  await lookFor(page, 'shop/cart', 'Deployment');
  const carts = page.locator('.react-flow__node[data-id^="Pod/shop/cart-"]');
  await expect(carts).toHaveCount(3);
  for (const cart of await carts.all()) {
    await expect(cart).toHaveAttribute('aria-pressed', 'true');
    await expect(cart).toBeInViewport({ ratio: 0.99 });
  }
  await expect(carts.first()).toBeFocused();
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('Deployment shop/cart');
});

test('on a folded board it arrives at the card that it is in, in Applications at its own', async ({ page }) => {
  await openSixAlone(page);
  await lookFor(page, 'socks/adque', 'Deployment');
  const holder = page.locator('.react-flow__node[data-id^="Node/"][aria-pressed="true"]').first();
  await expect(holder).toHaveAttribute('aria-expanded', 'false');
  await expectArrival(page, (await holder.getAttribute('data-id')) ?? '');
  await page.getByText('Applications', { exact: true }).click();
  await lookFor(page, 'socks/adque', 'Deployment');
  await expectArrival(page, 'Workload/socks/Deployment/adque');
  await expect(box(page, 'Workload/socks/Deployment/adque')).toHaveAttribute('aria-expanded', 'false');
  // Clicked it is the same as looked for.
  await page.getByRole('button', { name: 'Fit view' }).click();
  const other = page.locator('.react-flow__node[data-id^="Workload/socks/Deployment/"]').first();
  const name = (await other.getAttribute('data-id'))?.split('/').at(-1) ?? '';
  await other.getByText(name, { exact: true }).first().click();
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText(`Deployment socks/${name}`);
});

test('a link keeps what was folded and opened', async ({ page, browser }) => {
  await openSix(page);
  await box(page, 'Node/node-2').locator('[data-fold]').click();
  await expect(box(page, 'Node/node-2')).toHaveAttribute('aria-expanded', 'true');
  await page.getByText('Applications', { exact: true }).click();
  await box(page, 'Namespace/votes').locator('[data-fold]').click();
  await page.getByRole('button', { name: 'Share' }).click();
  const field = page.getByRole('dialog', { name: 'Share' }).getByRole('textbox', { name: 'Link' });
  await expect(field).toHaveValue(/#[a-z0-9]+:/);
  const link = await field.inputValue();
  const other = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const fresh = await other.newPage();
  await fresh.goto(link);
  await expect(fresh.getByRole('heading', { level: 1 })).toHaveText('six');
  await fresh.mouse.move(4, 4);
  await expect(box(fresh, 'Namespace/votes')).toHaveAttribute('aria-expanded', 'true');
  await expect(box(fresh, 'Namespace/guests')).toHaveAttribute('aria-expanded', 'false');
  await fresh.getByText('Objects', { exact: true }).click();
  await expect(box(fresh, 'Node/node-2')).toHaveAttribute('aria-expanded', 'true');
  await expect(box(fresh, 'Node/node-1')).toHaveAttribute('aria-expanded', 'false');
  await other.close();
});

test('Fold all and Unfold all stand in the palette, on a small board too', async ({ page }) => {
  await openAndPause(page);
  const command = async (name: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Commands' });
    await palette.getByRole('combobox').fill(name);
    await palette.getByRole('option', { name: new RegExp(`^${name}`) }).click();
    await expect(palette).toBeHidden();
  };
  await page.mouse.move(4, 4);
  const nodes = page.locator('.react-flow__node[data-id^="Node/"]');
  await expect(nodes.first()).toHaveAttribute('aria-expanded', 'true');
  const before = await pods(page).count();
  await command('Fold all');
  await expect(nodes.first()).toHaveAttribute('aria-expanded', 'false');
  expect(await pods(page).count()).toBeLessThan(before);
  await command('Unfold all');
  await expect(pods(page)).toHaveCount(before);
});

test('a Namespace that is looked for is told of, and brings nothing of the system onto the board', async ({ page }) => {
  await openBoard(page, `${SHOP}---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n`);
  await expect(page.locator('[data-id^="Pod/shop/"]').first()).toBeAttached();
  const system = page.locator('[data-id^="Pod/kube-system/"]');
  await expect(system).toHaveCount(0);
  await lookFor(page, 'shop', 'Namespace');
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('Namespace shop');
  await expect(page.getByRole('region', { name: 'Inspector' })).toBeFocused();
  await expect(page.getByText('Objects of the system are shown.')).toHaveCount(0);
  await expect(system).toHaveCount(0);
});

for (const template of ['EKS', 'GKE']) {
  test(`the names of nodes on a new board of ${template} stay in their frames, beside their icons`, async ({
    page,
  }) => {
    await openAndPause(page);
    await page.getByRole('banner').getByRole('button', { name: 'New' }).click();
    await page.getByRole('dialog').getByRole('button', { name: template }).click();
    const frame = page.locator('.react-flow__node[data-id^="Node/"]').first();
    await expect(frame.locator('[data-head]')).toBeVisible();
    const [own, name, icon] = await Promise.all(
      [frame, frame.locator('[data-head]'), frame.locator('svg').first()].map((part) => part.boundingBox()),
    );
    if (!own || !name || !icon) throw new Error('the frame is not there');
    expect(name.x + name.width).toBeLessThanOrEqual(own.x + own.width - 4);
    expect(name.width).toBeGreaterThan(own.width / 2);
    expect(Math.abs(icon.y + icon.height / 2 - (name.y + name.height / 2))).toBeLessThan(icon.height / 2);
  });
}
