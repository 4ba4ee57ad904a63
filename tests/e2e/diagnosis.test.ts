import { expect, test } from './page-test.ts';
import { sendRequest } from './requests.ts';
import { chooseDepth, dropFile, openAndPause, SHOP } from './screen.ts';

test('a selector that matches nothing: the walk ends where it fails and says cause, object and field', async ({
  page,
}) => {
  await openAndPause(page);
  await dropFile(page, 'shop.yaml', SHOP.replace('selector: { app: web }\n  ports', 'selector: { app: wbe }\n  ports'));
  await expect(page.getByRole('list', { name: 'Diagnostics' })).toContainText('shop.yaml');
  await page.getByRole('button', { name: 'Replace the board' }).click();
  const walk = page.getByRole('region', { name: 'Walk' });
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.keyboard.press('End');
  await expect(walk).toContainText('SERVICE_SELECTOR_MATCHES_NOTHING');
  await expect(walk).toContainText('shop/web');
});

test('a cause that no change of a field repairs says what to do', async ({ page }) => {
  await openAndPause(page);
  await sendRequest(page, 'pod/shop/frontend', 'http://10.244.1.77/');
  const walk = page.getByRole('region', { name: 'Walk' });
  await expect(walk).toContainText('ADDRESS_UNUSED');
  await expect(walk.getByRole('definition').filter({ hasText: 'Call the Service by its name' })).toBeVisible();
  await expect(walk.getByRole('button', { name: 'Apply fix' })).toHaveCount(0);
});

test('requests for one URL are told apart by what else they say', async ({ page }) => {
  await page.goto('./?lesson=one-address-many-routes');
  const saved = page.getByRole('group', { name: 'Requests of this scenario' }).getByRole('button');
  await expect(saved.and(page.getByTitle(/\/cart x-cart: next$/))).toHaveText('The cart, with a header');
  const texts = await saved.allTextContents();
  expect(new Set(texts.map((text) => text.trim())).size).toBe(texts.length);
});

for (const { board, woken } of [
  { board: 'the first look, before anybody has moved', woken: false },
  { board: 'the board that can be moved', woken: true },
]) {
  test(`on ${board}, a pod dragged to another node gets an address from that node’s podCIDR; undo takes it back`, async ({
    page,
  }) => {
    const canvas = page.getByRole('region', { name: 'Canvas' });
    if (woken) {
      await openAndPause(page);
      // The click has woken the page: boxes have their lasting place once what it then fetches has arrived.
      await expect(canvas.locator('.react-flow')).toBeAttached();
    } else {
      await page.goto('./');
      await expect(page.locator('#picture')).not.toBeAttached();
    }
    const pod = canvas.locator('[data-id="Pod/shop/frontend"]');
    const target = canvas.locator('[data-id="Node/node-3"]');
    const before = await pod.textContent();
    const from = await pod.boundingBox();
    const to = await target.boundingBox();
    if (from === null || to === null) throw new Error('not on the canvas');
    await page.mouse.move(from.x + 60, from.y + 12);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height * 0.7, { steps: 12 });
    await page.mouse.up();
    await expect(pod).toContainText(/10\.244\.3\.\d+/);
    const told = page.getByRole('status').filter({ hasText: 'node-3' });
    await expect(told).toBeVisible();
    await told.getByRole('button', { name: 'Undo' }).click();
    await expect(pod).toHaveText(before ?? '');
  });
}

test('the depth that somebody chose is kept in the browser, and a failed walk begins where it fails at each', async ({
  page,
}) => {
  await openAndPause(page, './?lesson=broken-shop');
  await chooseDepth(page, 'Hops');
  await page.getByRole('button', { name: 'Send' }).first().click();
  await page.getByRole('button', { name: 'Pause' }).click();
  const list = page.getByRole('list', { name: 'Walk', exact: true });
  const here = list.locator('[data-current]');
  await expect(here).toContainText('✕');
  await page.goto('./?lesson=pod-to-service');
  const depth = page.getByRole('radiogroup', { name: 'Depth' });
  await expect(depth.getByRole('radio', { name: 'Hops' })).toBeChecked();
  await page.getByRole('button', { name: 'Next part' }).click();
  await expect(depth.getByRole('radio', { name: 'Hops' })).toBeChecked();
});
