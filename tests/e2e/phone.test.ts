import type { Locator, Page } from '@playwright/test';
import { againWhere, expect, test } from './page-test.ts';
import { manifest } from '../applications.ts';
import { openBoard } from './requests.ts';
import { openAndPause } from './screen.ts';

test.use({ hasTouch: true });

/** Presses a button of the page, which may be seen as its icon alone. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

/** Whether all of a box is seen, above a sheet and below the controls of the board. */
async function isAbove(box: Locator, sheet: Locator): Promise<boolean> {
  const [inner, over] = [await box.boundingBox(), await sheet.boundingBox()];
  const controls = await box.page().getByRole('button', { name: 'Fit view', exact: true }).boundingBox();
  if (inner === null || over === null || controls === null) return false;
  const { x, y, width, height } = inner;
  return x >= 0 && x + width <= over.width && y >= controls.y + controls.height && y + height <= over.y;
}

/** What of a region lies outside the window at its sides, and what has words that do. */
async function cut(region: Locator): Promise<readonly string[]> {
  return region.evaluate((element) =>
    [...element.querySelectorAll<HTMLElement>('button, select, input, [role="slider"]')].flatMap((control) => {
      const { left, right, width } = control.getBoundingClientRect();
      const isCut = left < 0 || right > innerWidth || control.scrollWidth > control.clientWidth + 2;
      return width > 0 && isCut ? [control.ariaLabel ?? control.outerHTML] : [];
    }),
  );
}

for (const [width, height] of [
  [390, 844],
  [320, 640],
] as const) {
  test(
    `on a screen of ${width} × ${height} nothing of what plays the walk is cut, and its position can be chosen`,
    againWhere(width > 320),
    async ({ page }) => {
      await page.setViewportSize({ width, height });
      await openAndPause(page);
      const playback = page.getByRole('group', { name: 'Playback' });
      await expect.poll(() => cut(playback)).toEqual([]);
      await expect.poll(() => cut(page.getByRole('banner'))).toEqual([]);
      const slider = await page.getByRole('slider', { name: 'Position in the walk' }).boundingBox();
      expect(slider?.width).toBeGreaterThan(width / 2);
      await playback.getByRole('radio', { name: 'Wires' }).check({ force: true });
      await expect(playback.getByRole('radio', { name: 'Wires' })).toBeChecked();
    },
  );
}

test('on a phone a Service is found without a keyboard, and a request to it is sent from fields that fold again', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openBoard(page, manifest('bazaar.yaml'));
  await press(page, 'Find');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await palette.getByRole('combobox').fill('checkout');
  await palette
    .getByRole('option', { name: /Service/ })
    .first()
    .click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector.getByRole('heading', { level: 2 })).toHaveText('Service default/checkout');
  // What was found is seen above what is said of it.
  const found = page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: /^Service\s+checkout\s/ });
  await expect.poll(() => isAbove(found, inspector)).toBe(true);
  await press(page, 'Close the inspector');
  const bar = page.getByRole('region', { name: 'Request' });
  await bar.getByRole('button', { expanded: false }).first().click();
  await bar.getByRole('combobox', { name: 'From' }).fill('visitors');
  const offered = page.getByRole('listbox', { name: 'From' });
  await expect(offered).toBeVisible();
  const box = await offered.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  await offered.getByRole('option').first().click();
  const source = await bar.getByRole('combobox', { name: 'From' }).inputValue();
  expect(source).toMatch(/^pod/);
  await bar.getByRole('combobox', { name: 'URL' }).fill('tcp://checkout.default:5050');
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: 'Send' }).click();
  await expect(bar.getByRole('combobox', { name: 'URL' })).toBeHidden();
  await expect(page.getByRole('region', { name: 'Walk' })).toContainText('checkout');
  // Who sends something wants to see where it goes, also after having looked elsewhere.
  const canvas = page.getByRole('region', { name: 'Canvas' });
  await page.getByRole('slider', { name: 'Position in the walk' }).press('End');
  const client = canvas.getByRole('button', { name: new RegExp(`^Pod .*${source.split('/').at(-1)}`) });
  await expect
    .poll(async () => {
      const [inner, outer] = [await client.boundingBox(), await canvas.boundingBox()];
      return inner !== null && outer !== null && inner.x > outer.x && inner.x < outer.x + outer.width - 40;
    })
    .toBe(true);
  // The fields leave the board its room while something is chosen on it.
  await bar.getByRole('button', { expanded: false }).first().click();
  await press(page, 'Pick the target on the canvas');
  await expect(bar.getByRole('combobox', { name: 'URL' })).toBeHidden();
  const hint = page.getByText('Choose on the canvas', { exact: false });
  await expect(hint).toBeVisible();
  // There is no Escape.
  await press(page, 'Cancel');
  await expect(hint).toBeHidden();
  await press(page, 'Pick the target on the canvas');
  await expect(hint).toBeVisible();
  await client.click();
  await expect(bar.getByRole('combobox', { name: 'URL' })).toHaveValue(/^tcp:\/\/|^http:\/\/|^ip\/|^\d/);
  await expect(bar.getByRole('combobox', { name: 'URL' })).not.toHaveValue('tcp://checkout.default:5050');
});

test('on a phone what is tapped where the inspector comes stands above it, and a request that is sent from there is seen', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openAndPause(page);
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const box = page.locator('[data-id="Service/shop/cart"]').last();
  await page.keyboard.press('f');
  await expect(box).toBeInViewport({ ratio: 0.9 });
  const [own, room] = [await box.boundingBox(), await canvas.boundingBox()];
  if (own === null || room === null) throw new Error('nothing is shown');
  const by = room.y + room.height - 6 - own.y - own.height;
  const [x, y] = [12, room.y + 70];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + by, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => (await box.boundingBox())?.y ?? 0).toBeGreaterThan(own.y + by - 10);
  await box.tap({ position: { x: 20, y: 12 } });
  await expect(inspector.getByRole('heading', { level: 2 })).toBeVisible();
  await expect.poll(() => isAbove(box, inspector)).toBe(true);
  await inspector.getByRole('button', { name: 'Send request here' }).tap();
  await expect(inspector).toBeHidden();
  await expect(page.getByRole('region', { name: 'Walk' }).locator('[data-beat]').first()).toBeVisible();
});

test('on a phone a presentation has the whole screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openAndPause(page);
  await page.keyboard.press('p');
  const presentation = page.getByRole('region', { name: 'Presentation' });
  await expect(presentation).toBeVisible();
  await expect
    .poll(async () => {
      const box = await presentation.boundingBox();
      return Math.round((box?.y ?? 0) + (box?.height ?? 0));
    })
    .toBe(844);
});

for (const width of [390, 360, 320]) {
  test(
    `on a phone ${width} px wide the bar at the top says how many findings there are, and nothing of it is cut`,
    againWhere(width > 320),
    async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await openBoard(page, LOST);
      const count = page.getByRole('banner').getByRole('button', { name: '1 finding', exact: true });
      await expect(count).toHaveText('1');
      expect(await cut(page.getByRole('banner'))).toEqual([]);
      await count.click();
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Service shop/lost' })).toBeVisible();
    },
  );
}

/** A Service whose selector nothing has. */
const LOST = `apiVersion: v1
kind: Node
metadata: { name: alpha }
---
apiVersion: v1
kind: Service
metadata: { name: lost, namespace: shop }
spec: { selector: { app: gone }, ports: [{ port: 80 }] }
`;

test('a finger that rests on a box asks what can be done to it; one that strays drags, and one that taps selects', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openAndPause(page);
  const box = page.locator('[data-id="Service/shop/cart"]').last();
  await page.keyboard.press('f');
  await expect(box).toBeInViewport({ ratio: 0.9 });
  await box.tap();
  await expect(page.getByRole('region', { name: 'Inspector' })).toBeVisible();
  await page.keyboard.press('Escape');
  const { x, y } = await middle(box);
  const touch = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', { x, y });
  const menu = page.getByRole('menu', { name: 'What can be done to Service shop/cart' });
  await expect(menu).toBeVisible();
  await send('touchEnd');
  await expect(menu).toBeVisible();
  await menu.getByRole('menuitem', { name: 'Duplicate' }).tap();
  await expect(page.getByText('Service shop/cart-2 is a copy')).toBeVisible();

  const other = await middle(box);
  await send('touchStart', other);
  await send('touchMove', { x: other.x + 40, y: other.y });
  // Longer than a finger has to rest.
  await page.waitForTimeout(700);
  await expect(page.getByRole('menu')).toHaveCount(0);
  await send('touchEnd');
});

async function middle(box: Locator): Promise<{ x: number; y: number }> {
  const { x, y, width } = (await box.boundingBox()) ?? { x: 0, y: 0, width: 0 };
  return { x: x + width / 2, y: y + 16 };
}

test('on a phone what is added leaves the board in sight above the panel', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openBoard(page, LOST);
  const node = page.getByRole('button', { name: /^Node alpha/ });
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  await press(page, 'Add');
  const panel = page.getByRole('region', { name: 'Add' });
  await panel.getByRole('button', { name: 'Deployment', exact: true }).tap();
  await expect(page.getByRole('button', { name: /^Pod web/ }).first()).toBeAttached();
  await expect
    .poll(async () => {
      const [box, over] = [await node.boundingBox(), await panel.boundingBox()];
      return box !== null && over !== null && box.width > 60 && box.x >= 0 && box.y < over.y;
    })
    .toBe(true);
});
