import type { Page } from '@playwright/test';
import { seriousProblems } from './axe.ts';
import { expect, test } from './page-test.ts';
import { openAndPause } from './screen.ts';

/** Begins an empty board by keyboard. */
async function beginEmpty(page: Page): Promise<void> {
  await openAndPause(page);
  await page.keyboard.press('n');
  await expect(page.getByRole('button', { name: 'Empty' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Nothing on the board yet' })).toBeVisible();
}

test('an empty board is there after a reload, and the one before it an undo away', async ({ page }) => {
  await beginEmpty(page);
  expect(await seriousProblems(page), 'an empty board').toEqual([]);
  await expect(page.getByRole('combobox', { name: 'From' })).toHaveValue('');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Nothing on the board yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: /^Pod / }).first()).toBeAttached();
});

test('a key pressed before the list it is for has come adds what it stands for', async ({ page }) => {
  await beginEmpty(page);
  for (const key of ['a', 'n', 'd']) await page.keyboard.press(key);
  const board = page.getByRole('region', { name: 'Canvas' });
  await expect(board.getByRole('button', { name: /^Node node-1/ })).toBeAttached();
  await expect(board.getByRole('button', { name: /^Pod web-/ }).first()).toBeAttached();
});

test('a board begins with the nodes of a template', async ({ page }) => {
  await openAndPause(page);
  await page.getByRole('button', { name: 'New', exact: true }).click();
  expect(await seriousProblems(page), 'the templates').toEqual([]);
  await page.getByRole('button', { name: 'kind', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Node kind-worker2/ })).toBeAttached();
});

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
] as const)
  test(`what can be added covers nothing of what it is added to, at ${width}×${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openAndPause(page);
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('button', { name: 'Three nodes', exact: true }).click();
    const node = page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: /^Node node-1/ });
    const panel = page.getByRole('region', { name: 'Add' });
    const isClear = async (): Promise<boolean> => {
      const [box, over] = await Promise.all([node.boundingBox(), panel.boundingBox()]);
      return box !== null && over !== null && box.x >= over.x + over.width;
    };
    await expect(node).toBeVisible();
    await page.keyboard.press('a');
    await expect.poll(isClear).toBe(true);
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    // A view that somebody has moved is pushed aside where there is room.
    for (const _ of [1, 2, 3]) await page.getByRole('button', { name: 'Zoom out' }).click();
    await page.waitForTimeout(400);
    await page.mouse.move(500, 120);
    await page.mouse.down();
    await page.mouse.move(500 - ((await node.boundingBox())?.x ?? 0) + 60, 120, { steps: 5 });
    await page.mouse.up();
    const before = await node.boundingBox();
    await page.keyboard.press('a');
    await expect.poll(isClear).toBe(true);
    await page.waitForTimeout(400);
    expect((await node.boundingBox())?.width).toBeCloseTo(before?.width ?? 0, 0);
  });

test('what is added is found by a part of its name, and no key pressed in the list is of the page', async ({
  page,
}) => {
  await beginEmpty(page);
  const panel = page.getByRole('region', { name: 'Add' });
  await page.keyboard.press('a');
  await expect(panel.getByRole('button', { name: 'Node', exact: true })).toBeFocused();
  for (const key of ['n', 'd']) await page.keyboard.press(key);
  const board = page.getByRole('region', { name: 'Canvas' });
  await expect(board.getByRole('button', { name: /^Node node-1/ })).toBeAttached();
  await expect(board.getByRole('button', { name: /^Pod web-/ })).toHaveCount(3);

  // R would open a dialog of the page.
  await page.keyboard.type('rv');
  const find = panel.getByRole('searchbox', { name: 'Find by name' });
  await expect(find).toHaveValue('rv');
  await find.fill('');
  await page.keyboard.type('service, n');
  await expect(panel.getByRole('listitem')).toHaveText([/^Service, NodePort/]);
  await page.keyboard.press('Enter');
  await expect(board.getByRole('button', { name: /^Service web/ })).toBeAttached();
  await expect(find).toHaveValue('');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // One goes on with what was added last; and wherever the focus is, Escape puts the list away first.
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(board.getByRole('button', { name: /^Service web/ })).toBeFocused();
  await page.keyboard.press('a');
  await expect(panel.getByRole('button', { name: 'Node', exact: true })).toBeFocused();
  await board.getByRole('button', { name: /^Service web/ }).focus();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(page.getByRole('region', { name: 'Inspector' })).toBeVisible();
});

test.describe('the shop, from an empty board', () => {
  test('by mouse, in at most twelve interactions', async ({ page }) => {
    await beginEmpty(page);
    let interactions = 0;
    const click = async (name: string | RegExp): Promise<void> => {
      interactions += 1;
      await page.getByRole('button', { name, exact: true }).click();
    };
    await click('Add something');
    await click('Node');
    await click('Node');
    await click('Deployment');
    await click('Service');
    await click('Ingress');
    await click('Client outside');
    expect(interactions).toBeLessThanOrEqual(12);
    await expectShop(page);
    await expectClear(page);
    expect(await seriousProblems(page), 'while something is added').toEqual([]);
  });

  test('by keyboard alone, in at most 25 keys', async ({ page }) => {
    await beginEmpty(page);
    const keys = ['a', 'n', 'n', 'd', 's', 'i', 'c', 'Escape'];
    expect(keys.length).toBeLessThanOrEqual(25);
    await page.keyboard.press('a');
    await expect(
      page.getByRole('region', { name: 'Add' }).getByRole('button', { name: 'Node', exact: true }),
    ).toBeFocused();
    for (const key of keys.slice(1)) await page.keyboard.press(key);
    await expect(page.getByRole('region', { name: 'Add' })).toBeHidden();
    await expectShop(page);
  });
});

/** Nothing of the board is below what one adds from. */
async function expectClear(page: Page): Promise<void> {
  const panel = await page.getByRole('region', { name: 'Add' }).boundingBox();
  if (panel === null) throw new Error('not on the screen');
  const lefts = (): Promise<readonly number[]> =>
    page.locator('.react-flow__node').evaluateAll((boxes) => boxes.map((box) => box.getBoundingClientRect().left));
  await expect.poll(async () => Math.min(...(await lefts()))).toBeGreaterThan(panel.x + panel.width);
}

async function expectShop(page: Page): Promise<void> {
  const board = page.getByRole('region', { name: 'Canvas' });
  await expect(board.getByRole('button', { name: /^Node node-\d/ })).toHaveCount(2);
  await expect(board.getByRole('button', { name: /^Pod web-/ })).toHaveCount(3);
  await expect(board.getByRole('button', { name: /^Service web/ })).toBeAttached();
  await expect(board.getByRole('button', { name: /^Ingress web/ })).toBeAttached();
  await expect(page.getByRole('region', { name: 'Walk' }).getByText('HTTP 200', { exact: true })).toBeVisible();
}

test('what is dragged onto a node runs there', async ({ page }) => {
  await openAndPause(page);
  await page.keyboard.press('a');
  await expect(page.locator('[data-first-look]')).toHaveCount(0);
  const pod = page.getByRole('region', { name: 'Add' }).getByRole('button', { name: 'Pod', exact: true });
  await expect(pod).toBeVisible();
  // The board makes way.
  await page.waitForTimeout(1000);
  const node = await page.getByRole('button', { name: /^Node node-3/ }).boundingBox();
  const from = await pod.boundingBox();
  if (node === null || from === null) throw new Error('not on the screen');
  await page.mouse.move(from.x + 20, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(node.x + node.width / 2, node.y + node.height - 20, { steps: 4 });
  await expect(page.getByText('at Node node-3')).toBeVisible();
  await page.mouse.up();
  await expect(page.getByRole('button', { name: /^Pod shell.* on node-3/ })).toBeAttached();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: /^Pod shell/ })).toHaveCount(0);
});

test('what is selected is renamed, duplicated and deleted by key and from its menu', async ({ page }) => {
  await openAndPause(page);
  const service = page.getByRole('button', { name: /^Service cart / });
  await service.click();
  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog', { name: 'Rename Service shop/cart' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Basket');
  await expect(dialog.getByRole('button', { name: 'Rename' })).toBeDisabled();
  expect(await seriousProblems(page), 'a name that cannot be').toEqual([]);
  await dialog.getByRole('textbox', { name: 'Name' }).fill('basket');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Service basket / })).toBeAttached();
  await page.keyboard.press('Control+d');
  const copy = page.getByRole('button', { name: /^Service basket-2 / });
  await expect(copy).toBeAttached();
  await copy.focus();
  await page.keyboard.press('Shift+F10');
  const menu = page.getByRole('menu', { name: 'What can be done to Service shop/basket-2' });
  await expect(menu.getByRole('menuitem', { name: 'Rename' })).toBeFocused();
  expect(await seriousProblems(page), 'the menu').toEqual([]);
  await menu.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(copy).toHaveCount(0);
  await expect(page.getByText('Service shop/basket-2 is deleted')).toBeVisible();
  await page.getByRole('button', { name: /^Service basket / }).click();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('button', { name: /^Service basket/ })).toHaveCount(0);
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('Control+z');
  await expect(service).toBeAttached();
});

test('a right click on the empty board offers what can be done to it: add, paste, select all, fit', async ({
  page,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openAndPause(page);
  await expect(page.locator('.react-flow__node').first()).toBeAttached();
  await page.getByRole('button', { name: /^Service cart / }).click();
  await page.keyboard.press('Control+c');
  await expect(page.getByText('Copied')).toBeVisible();
  await page.keyboard.press('Escape');
  const pane = page.locator('.react-flow__pane');
  const ask = () => pane.click({ button: 'right', position: { x: 12, y: 12 } });
  const menu = page.getByRole('menu', { name: 'What can be done on the board' });
  await ask();
  await expect(menu.getByRole('menuitem')).toHaveText([/^Add/, /^Paste/, /^Select all/, /^Fit view/]);
  await expect(menu.getByRole('menuitem', { name: 'Add' })).toBeFocused();
  expect(await seriousProblems(page), 'the menu of the board').toEqual([]);
  await menu.getByRole('menuitem', { name: 'Paste' }).click();
  await expect(page.getByRole('button', { name: /^Service cart-2 / })).toBeAttached();
  await page.keyboard.press('Escape');
  await ask();
  await menu.getByRole('menuitem', { name: 'Select all' }).click();
  await expect(page.getByText(/^\d+ selected/)).toBeVisible();
  await page.keyboard.press('Escape');
  await ask();
  await menu.getByRole('menuitem', { name: 'Add' }).click();
  await expect(page.getByRole('region', { name: 'Add' })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('the keys that the menu of an element teaches are for what has the focus, while nothing is selected', async ({
  page,
}) => {
  await openAndPause(page);
  const service = page.getByRole('button', { name: /^Service cart / });
  // The board that can be dragged is the one with menus.
  await expect(page.locator('.react-flow__node').first()).toBeAttached();
  await service.focus();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(service).toBeFocused();
  await page.keyboard.press('F2');
  await expect(page.getByRole('dialog', { name: 'Rename Service shop/cart' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(service).toBeFocused();
  await page.keyboard.press('d');
  await expect(page.getByRole('region', { name: /Service shop\/cart/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(service).toBeFocused();
  await page.keyboard.press('Control+d');
  await expect(page.getByRole('button', { name: /^Service cart-2 / })).toBeAttached();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Inspector' })).toBeHidden();
  await service.focus();
  await page.keyboard.press('Delete');
  await expect(page.getByText('Service shop/cart is deleted')).toBeVisible();
  await expect(service).toHaveCount(0);

  // By application the frame of a workload stands for the workload.
  await page.keyboard.press('w');
  await page.keyboard.press('w');
  const frame = page.locator('[data-id^="Workload/shop/Deployment/"]').first();
  await frame.focus();
  await page.keyboard.press('F2');
  await expect(page.getByRole('dialog', { name: /^Rename Deployment shop\// })).toBeVisible();
});

test('what is added comes into sight beside the panel, and neither the focus nor what is hidden changes', async ({
  page,
}) => {
  await openAndPause(page);
  await page.keyboard.press('n');
  await page.getByRole('button', { name: 'Three nodes' }).click();
  await page.keyboard.press('a');
  const panel = page.getByRole('region', { name: 'Add' });
  await expect(panel.getByRole('button', { name: /^Node/ })).toBeFocused();
  for (const [key, name] of [
    ['d', /^Pod web-/],
    ['s', /^Service web/],
    ['i', /^Ingress web/],
    ['n', /^Node node-4/],
    ['n', /^Node node-5/],
  ] as const) {
    await page.keyboard.press(key);
    const box = page.getByRole('button', { name }).first();
    await expect(box).toBeVisible();
    await expect
      .poll(async () => {
        const [own, other] = [await box.boundingBox(), await panel.boundingBox()];
        const canvas = await page.getByRole('region', { name: 'Canvas' }).boundingBox();
        if (own === null || other === null || canvas === null) return 'nowhere';
        const isClear = own.x >= other.x + other.width - 1;
        return isClear && own.x + own.width <= canvas.x + canvas.width - 40 ? 'in sight' : 'hidden';
      }, String(name))
      .toBe('in sight');
    await expect(panel).toContainText('Deployment');
    expect(await panel.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await expect(page.getByRole('button', { name: /^Pod .*coredns/ })).toHaveCount(0);
});
