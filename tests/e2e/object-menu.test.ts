import type { Locator, Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { openBoard } from './requests.ts';
import { SHOP } from './screen.ts';

const DEPLOYMENT = `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  replicas: 1
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, image: api }] }
`;

/** Moves down in a menu. */
async function pressTo(page: Page, item: Locator): Promise<void> {
  while (!(await item.evaluate((each) => each === document.activeElement))) await page.keyboard.press('ArrowDown');
}

test('what the menus of a board and of what is on it do', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openBoard(page, SHOP + DEPLOYMENT);
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const service = canvas.getByRole('button', { name: /^Service web[ ,]/ });
  const pod = canvas.getByRole('button', { name: /^Pod api-/ });
  const item = (name: string | RegExp) => page.getByRole('menuitem', { name });

  // The first look has no menus.
  await expect(page.locator('[data-first-look]')).toHaveCount(0);

  await test.step('copied and pasted', async () => {
    await service.click({ button: 'right' });
    await item('Copy').click();
    await expect(page.getByText('Copied as YAML: Service shop/web')).toBeVisible();
    await service.click({ button: 'right' });
    await item('Paste').click();
    await expect(canvas.getByRole('button', { name: /^Service web-2/ })).toBeAttached();
  });

  await test.step('scaled, by keyboard alone', async () => {
    await pod.focus();
    await page.keyboard.press('Shift+F10');
    await expect(item('Scale Deployment api …')).toBeVisible();
    await pressTo(page, item('Scale Deployment api …'));
    await page.keyboard.press('Enter');
    await expect(inspector.getByRole('textbox', { name: 'replicas' })).toBeFocused();
    await page.keyboard.type('3');
    await page.keyboard.press('Enter');
    await expect(pod).toHaveCount(3);
  });

  await test.step('edited as YAML', async () => {
    await service.click({ button: 'right' });
    await item('Edit as YAML').click();
    const editor = inspector.getByRole('textbox', { name: 'YAML of Service shop/web' });
    await expect(editor).toContainText('kind: Service');
    await expect(editor).toBeFocused();
    // What comes and goes meanwhile leaves it there.
    await page.waitForTimeout(1000);
    await expect(editor).toBeFocused();
    await page.keyboard.press('Escape');
    await service.focus();
    await page.keyboard.press('Shift+F10');
    await pressTo(page, item('Edit as YAML'));
    await page.keyboard.press('Enter');
    await expect(editor).toBeFocused();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# by hand');
    await expect(editor).toContainText('# by hand');
    await inspector
      .getByRole('button', { name: 'Discard' })
      .or(inspector.getByRole('button', { name: 'Revert' }))
      .click();
    await inspector.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('a pod that is dropped beside all nodes says why it goes back', async () => {
    const box = await pod.first().boundingBox();
    const free = await canvas.boundingBox();
    if (box === null || free === null) throw new Error('not on the screen');
    await page.mouse.move(box.x + box.width / 2, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(free.x + 30, free.y + 200, { steps: 6 });
    await page.mouse.up();
    await expect(page.getByText(/^A pod runs on a node: api-.* stays where it is/)).toBeVisible();
  });

  await test.step('what is added from the menu of the board stands where that was asked for', async () => {
    const free = await canvas.boundingBox();
    if (free === null) throw new Error('not on the screen');
    // Who has moved the view keeps it.
    await canvas.getByRole('button', { name: 'Zoom out' }).click();
    await page.waitForTimeout(500);
    // Beside the palette: from below it the view brings what is new out.
    const at = { x: free.x + 560, y: free.y + 90 };
    await page.mouse.click(at.x, at.y, { button: 'right' });
    await item('Add').click();
    await page.getByRole('region', { name: 'Add' }).getByRole('button', { name: 'Service, headless' }).click();
    const made = canvas.getByRole('button', { name: /^Service/ }).filter({ hasText: 'headless' });
    await expect(async () => {
      const box = await made.boundingBox();
      if (box === null) throw new Error('not on the screen');
      expect(Math.abs(box.x + box.width / 2 - at.x)).toBeLessThan(4);
      expect(Math.abs(box.y + box.height / 2 - at.y)).toBeLessThan(4);
    }).toPass({ timeout: 5000 });
  });
});

test('who undoes a new board is told that the one before is on the screen, and has it back', async ({ page }) => {
  await openBoard(page, SHOP);
  await page.keyboard.press('n');
  await page.getByRole('button', { name: 'kind', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Node kind-worker2/ })).toBeAttached();
  await page.keyboard.press('Control+z');
  await expect(page.getByText(/^Undone: .*The board before it, .* is on the screen again/)).toBeVisible();
  await page.getByRole('banner').getByRole('button', { name: 'Redo' }).click();
  await expect(page.getByRole('button', { name: /^Node kind-worker2/ })).toBeAttached();
});

test('the first thing that is asked for may be a menu: on the picture of the board and on the first look of it', async ({
  page,
}) => {
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const menu = page.getByRole('menu');
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await test.step('of the picture, as soon as the page stands in its place', async () => {
    await page.route(/\/assets\/run-.*\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto('./', { waitUntil: 'commit' });
    const node = page.locator('#picture [title="node-2"]');
    await expect(node).toBeVisible();
    const box = await node.boundingBox();
    await page.mouse.click((box?.x ?? 0) + 4, (box?.y ?? 0) + 4, { button: 'right' });
    await expect(menu).toHaveCount(0);
    release();
    await expect(menu).toHaveAccessibleName(/Node node-2/);
    await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
    // It was no click.
    await expect(page.getByRole('region', { name: 'Inspector' })).toHaveCount(0);
  });
  await test.step('of the first look, while the board that moves is fetched', async () => {
    let arrive = (): void => undefined;
    const fetched = new Promise<void>((resolve) => (arrive = resolve));
    await page.route(/\/assets\/BoardView-.*\.js$/, async (route) => {
      await fetched;
      await route.continue();
    });
    await page.reload();
    const first = page.locator('[data-first-look]');
    await expect(first).toBeVisible();
    await canvas.getByRole('button', { name: /^Node node-1/ }).click({ button: 'right', position: { x: 30, y: 12 } });
    await expect(menu).toHaveAccessibleName(/Node node-1/);
    await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
    const box = await canvas.boundingBox();
    if (box === null) throw new Error('not on the screen');
    await page.mouse.click(box.x + 20, box.y + box.height - 60, { button: 'right' });
    await expect(menu).toHaveAccessibleName('What can be done on the board');
    await expect(first).toBeVisible();
    arrive();
    await expect(first).toHaveCount(0);
    await expect(menu).toBeVisible();
  });
  await test.step('by keyboard, and who closes it is where that was asked for', async () => {
    await page.reload();
    await expect(page.locator('[data-first-look]')).toBeVisible();
    const node = canvas.getByRole('button', { name: /^Node node-2/ });
    await node.focus();
    await page.keyboard.press('Shift+F10');
    await expect(menu).toHaveAccessibleName(/Node node-2/);
    await expect(page.locator('[data-first-look]')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(node).toBeFocused();
  });
});
