import type { Page } from '@playwright/test';
import { canvasShare, LEAST_CANVAS, LEAST_CANVAS_OF_TWO, MOST_SHIFT, watchShifts, worstShift } from './measures.ts';
import { againWhere, expect, test } from './page-test.ts';
import { chooseDepth, hurry, openAndPause, shownStep } from './screen.ts';

const LESSONS = ['pod-to-service', 'broken-shop', 'whose-address'] as const;

async function select(page: Page, name = /^Service /): Promise<void> {
  await page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name }).first().click();
  await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toBeVisible();
}

async function letSomethingHappen(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Let something happen' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Roll out: / })
    .first()
    .click();
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
}

for (const lesson of LESSONS) {
  test(
    `the canvas keeps its part of the window whatever is open: ${lesson}`,
    againWhere(lesson !== 'pod-to-service'),
    async ({ page }) => {
      await openAndPause(page, `./?lesson=${lesson}`);
      expect(await canvasShare(page), 'with the walk').toBeGreaterThanOrEqual(LEAST_CANVAS);
      await select(page);
      expect(await canvasShare(page), 'with the inspector beside the walk').toBeGreaterThanOrEqual(LEAST_CANVAS_OF_TWO);
      await page.getByRole('button', { name: 'Put it below the walk' }).click();
      expect(await canvasShare(page), 'with the inspector below the walk').toBeGreaterThanOrEqual(LEAST_CANVAS);
      await page.getByRole('button', { name: 'Close the inspector' }).click();
      await letSomethingHappen(page);
      expect(await canvasShare(page), 'with a timeline').toBeGreaterThanOrEqual(LEAST_CANVAS_OF_TWO);
      await page.getByRole('button', { name: 'Show the walk' }).click();
      await expect.poll(() => canvasShare(page), 'with a timeline and no walk').toBeGreaterThanOrEqual(0.5);
    },
  );
}

/** Where the boxes of the board stand in the window. */
async function places(page: Page) {
  return page.getByRole('region', { name: 'Canvas' }).evaluate((canvas) =>
    [...canvas.querySelectorAll<HTMLElement>('[data-id]')].map((box) => {
      const { left, top, width, height } = box.getBoundingClientRect();
      return [box.dataset['id'], ...[left, top, width, height].map(Math.round)];
    }),
  );
}

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
] as const) {
  test(
    `no panel that opens or closes moves the board or its scale, at ${width} × ${height}`,
    againWhere(width === 1024),
    async ({ page }) => {
      await page.setViewportSize({ width, height });
      await openAndPause(page);
      const box = page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: /^Pod frontend/ });
      await box.hover();
      await expect(page.getByRole('region', { name: 'Canvas' }).locator('.react-flow')).toBeAttached();
      const before = await places(page);
      const same = async (what: string) => {
        await page.waitForTimeout(400);
        // Two panels may hide what is far off.
        const now = new Map((await places(page)).map((place) => [place[0], place]));
        expect(now.size, what).toBeGreaterThan(4);
        for (const place of before) if (now.has(place[0])) expect(now.get(place[0]), what).toEqual(place);
      };
      await box.click();
      await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toBeVisible();
      await same('the inspector');
      await page.keyboard.press(']');
      await same('the walk folds');
      await page.keyboard.press(']');
      await same('the walk unfolds');
      // By key: what the panel hid comes into sight when the pointer leaves the board.
      await page.keyboard.press('Escape');
      await same('without the inspector');
      await letSomethingHappen(page);
      await same('a timeline');
    },
  );
}

test('where the panels were put is kept in the browser', async ({ page }) => {
  await openAndPause(page);
  await select(page);
  await page.getByRole('button', { name: 'Put it below the walk' }).click();
  await page.getByRole('button', { name: 'Close the inspector' }).click();
  await page.keyboard.press(']');
  const walk = page.getByRole('region', { name: 'Walk' });
  await expect(walk).toBeHidden();
  await page.reload();
  await expect(page.getByRole('region', { name: 'Canvas' })).toBeVisible();
  await expect(walk).toBeHidden();
  await page.keyboard.press(']');
  await expect(walk).toBeVisible();
  await select(page);
  await expect(page.getByRole('button', { name: 'Put it beside the walk' })).toBeVisible();
});

test('controls stay where they are, and what is selected comes into sight', async ({ page }) => {
  await test.step('the controls of the board stay where they are when the board that can be moved arrives', async () => {
    // Of other pages it arrives by itself.
    await page.goto('./');
    const controls = page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: 'Cluster settings' });
    await expect(page.locator('#picture')).not.toBeAttached();
    const before = await controls.boundingBox();
    expect(before).not.toBeNull();
    await page.mouse.move(before?.x ?? 0, before?.y ?? 0);
    await expect(page.getByRole('region', { name: 'Canvas' }).locator('.react-flow')).toBeAttached();
    expect(await controls.boundingBox()).toEqual(before);
  });

  await test.step('what is selected and would be hidden by the inspector comes into sight, at the scale it had', async () => {
    await page.getByRole('button', { name: 'Pause' }).click();
    const canvas = page.getByRole('region', { name: 'Canvas' });
    await page.mouse.move(400, 300);
    await expect(canvas.locator('.react-flow')).toBeAttached();
    const boxes = canvas.getByRole('button', { name: /^Pod / });
    const lefts = await boxes.evaluateAll((all) => all.map((box) => box.getBoundingClientRect().right));
    const box = boxes.nth(lefts.indexOf(Math.max(...lefts)));
    const before = await box.boundingBox();
    await box.click();
    await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 })).toBeVisible();
    await page.waitForTimeout(600);
    const [now, room] = [await box.boundingBox(), await canvas.boundingBox()];
    expect(now?.width).toBeCloseTo(before?.width ?? 0, 0);
    expect((now?.x ?? 0) + (now?.width ?? 0)).toBeLessThanOrEqual((room?.x ?? 0) + (room?.width ?? 0));
    expect(before?.x, 'it would be hidden').toBeGreaterThan((room?.width ?? 0) - (before?.width ?? 0) / 2);
  });
});

for (const [width, height, zoom] of [
  [720, 450, '200 % of 1440 × 900'],
  [360, 225, '400 % of 1440 × 900'],
  [320, 256, '400 % of 1280 × 1024'],
  [1024, 500, 'a low window'],
] as const) {
  test(`everything can be scrolled to and used at ${zoom}`, againWhere(width !== 320), async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openAndPause(page, './?lesson=broken-shop');
    const { scrollWidth, scrollHeight } = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { scrollWidth, scrollHeight };
    });
    expect(scrollWidth).toBeLessThanOrEqual(width);
    expect(scrollHeight).toBeGreaterThan(height);
    expect(await canvasShare(page)).toBeLessThan(0.9);
    const list = page.getByRole('list', { name: 'Walk', exact: true });
    await page.getByRole('button', { name: 'Next hop' }).click();
    await list.locator('[aria-current="step"]').first().scrollIntoViewIfNeeded();
    await expect(list.locator('[aria-current="step"]').first()).toBeInViewport();
    await page.getByRole('group', { name: 'Cause' }).getByRole('button', { name: 'Service shop/cart' }).click();
    const field = page.getByRole('region', { name: 'Inspector' }).getByRole('textbox', { name: 'selector' });
    await field.fill('app=cart');
    await field.press('Enter');
    await page.getByRole('button', { name: 'Close the inspector' }).click();
    await page.getByRole('button', { name: 'Send' }).first().click();
    await expect(page.getByRole('region', { name: 'Walk' }).getByText('Arrives')).toBeVisible();
  });
}

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const) {
  test(
    `nothing that is there moves while the page opens and something is selected, at ${width} × ${height}`,
    againWhere(width === 1024),
    async ({ page }) => {
      await page.setViewportSize({ width, height });
      await watchShifts(page);
      await openAndPause(page);
      await page.waitForTimeout(500);
      await select(page, /^Pod frontend/);
      await page.waitForTimeout(800);
      expect(await worstShift(page)).toBeLessThanOrEqual(MOST_SHIFT);
    },
  );
}

for (const [lesson, width, height] of [
  ['pod-to-service', 1440, 900],
  ['pod-to-service', 1024, 768],
  ['pod-to-service', 390, 844],
  ['external-to-service', 1440, 900],
] as const) {
  test(
    `nothing that is there moves while a walk is played at any depth: ${lesson} at ${width} × ${height}`,
    againWhere(lesson !== 'pod-to-service' || width < 1440),
    async ({ page }) => {
      // A machine that is busy with something else plays slower.
      test.setTimeout(150_000);
      await page.setViewportSize({ width, height });
      await watchShifts(page);
      await hurry(page);
      await openAndPause(page, `./?lesson=${lesson}`);
      // Sooner one after the other, movements count for more; every step of it is still on the screen for a frame.
      await page.keyboard.press('+');
      for (const depth of ['Story', 'Hops', 'Rules'] as const) {
        await chooseDepth(page, depth);
        await page.waitForTimeout(600);
        await page.getByRole('button', { name: 'Send' }).first().click();
        const play = page.getByRole('button', { name: 'Play', exact: true });
        await expect(play, depth).toBeHidden();
        await expect(play, depth).toBeVisible({ timeout: 40_000 });
        const [, at, last] = /(\d+) of (\d+)/.exec(await shownStep(page)) ?? [];
        expect(at, `by ${depth} it was played to its end`).toBe(last);
        expect(await worstShift(page), depth).toBeLessThanOrEqual(MOST_SHIFT);
      }
    },
  );
}

test('what is wrong with a lesson’s objects is told and stays in sight', async ({ page }) => {
  const count = page.getByRole('banner').getByRole('button', { name: /^\d+ findings?$/ });
  await test.step('what is wrong with a lesson’s objects shows before anything is touched', async () => {
    await page.goto('./?lesson=broken-shop');
    const gallery = page.getByRole('button', { name: 'Gallery' });
    await expect(gallery).toBeVisible();
    const before = await gallery.boundingBox();
    await expect(count).toBeVisible();
    expect(await gallery.boundingBox(), 'nothing beside it moves').toEqual(before);
  });

  await test.step('the cause stays in sight while a failed walk is played to its end', async () => {
    await page.getByRole('button', { name: 'Pause' }).click();
    const cause = page.getByRole('group', { name: 'Cause' });
    for (const key of ['Home', 'ArrowRight', 'End']) {
      await page.keyboard.press(key);
      for (const name of ['Apply fix', 'Service shop/cart']) {
        await expect(cause.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
      }
    }
  });

  await test.step('the header counts findings, each of which leads to its object, and counts anew when one is repaired', async () => {
    const found = Number(/\d+/.exec(await count.innerText())?.[0]);
    await count.click();
    const list = page.getByRole('dialog', { name: 'Findings' });
    await expect(list.getByRole('listitem')).toHaveCount(found);
    await list.getByRole('button', { name: 'Service shop/cart', exact: true }).click();
    await expect(
      page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: /^Service .*cart/ }),
    ).toBeFocused();
    await page.getByRole('button', { name: 'Apply fix' }).click();
    await expect(count).toHaveText(new RegExp(`^${found - 1} finding`));
  });
});

test('a part that plays a timeline is read whole, and the canvas keeps its part of the window', async ({ page }) => {
  await page.goto('./?lesson=rolling-update&part=3');
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
  const text = page.getByRole('region', { name: 'Story' }).locator('p[aria-hidden="false"]');
  expect(await text.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBeLessThanOrEqual(1);
  expect(await canvasShare(page)).toBeGreaterThanOrEqual(LEAST_CANVAS_OF_TWO);
  // It came by itself: whoever begins by keyboard begins at the top.
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('[data-region="timeline"]'))).toBeNull();
});
