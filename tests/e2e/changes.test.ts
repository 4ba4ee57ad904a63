import type { Page } from '@playwright/test';
import { seriousProblems } from './axe.ts';
import { againWhere, expect, test } from './page-test.ts';
import { hurry, openAndPause } from './screen.ts';

// A timeline is worked out moment by moment: on a busy machine that takes its time.
test.describe.configure({ timeout: 60_000 });

const timelineOf = (page: Page) => page.getByRole('region', { name: 'Timeline' });

/** Rolls the cart out, and goes to the end of the timeline. */
async function rollOut(page: Page): Promise<void> {
  await page.keyboard.press('t');
  await page
    .getByRole('dialog', { name: 'Let something happen' })
    .getByRole('button', { name: 'Roll out: cart' })
    .click();
  const timeline = timelineOf(page);
  await timeline.getByRole('slider', { name: 'Position in the timeline' }).press('End');
  await expect(timeline.getByRole('button', { name: 'Play timeline' })).toBeVisible();
}

/** Names of the cart's pods on the board. */
async function cartPods(page: Page): Promise<readonly string[]> {
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const names = await canvas
    .getByRole('button', { name: /^Pod cart-/ })
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? button.textContent ?? ''));
  return names.map((name) => /cart-[a-z0-9]+-[a-z0-9]{5}/.exec(name)?.[0] ?? '').toSorted();
}

test('a rolling update loses requests until preStop waits for the proxies', async ({ page }) => {
  await hurry(page);
  await openAndPause(page);
  await page.keyboard.press('t');
  await page
    .getByRole('dialog', { name: 'Let something happen' })
    .getByRole('button', { name: 'Roll out: cart' })
    .click();
  const timeline = timelineOf(page);
  await timeline.getByRole('combobox', { name: 'Speed of the timeline' }).selectOption('8');
  await expect(timeline.getByRole('button', { name: 'Play timeline' })).toBeVisible({ timeout: 20_000 });
  const rate = timeline.getByRole('status', { name: 'Success rate' });
  await expect(rate).toHaveText(/^9\d\.\d % of \d+ succeeded/);
  await expect(timeline.getByText('STALE_ENDPOINTS')).toBeVisible();

  await timeline.getByRole('button', { name: /^Apply: Let the container sleep/ }).click();
  await expect(rate).toHaveText(/^100 % of \d+ succeeded/);
  await expect(timeline.getByText('STALE_ENDPOINTS')).toHaveCount(0);
});

test('a request in the gap meets old rules, and the walk says so', async ({ page }) => {
  await openAndPause(page);
  await rollOut(page);
  const timeline = timelineOf(page);
  await timeline.getByRole('button', { name: 'Events' }).click();
  await timeline
    .getByRole('list', { name: 'Events' })
    .getByRole('button', { name: /gets SIGTERM and stops listening/ })
    .first()
    .click();
  const walk = page.getByRole('region', { name: 'Walk' });
  await walk.getByRole('button', { name: /ways is walked$/ }).click();
  const ways = walk.getByRole('group', { name: 'Ways this request can go' }).getByRole('radio');
  await expect(ways.first()).toBeVisible();
  const count = await ways.count();
  expect(count).toBeGreaterThan(2);
  let told = 0;
  for (let index = 0; index < count; index += 1) {
    await ways.nth(index).check();
    told += await walk.getByText(/kube-proxy still sends to cart-\S+, which stopped listening/).count();
  }
  expect(told).toBeGreaterThan(0);
});

test('what came of a timeline, and one that begins with a key', async ({ page }) => {
  await openAndPause(page);
  await test.step('what came of it is kept as one step that can be undone, or discarded', async () => {
    // The board that can be moved is about to take the place of the first look.
    await expect(page.getByRole('link', { name: 'React Flow attribution' })).toBeVisible();
    await expect.poll(() => cartPods(page)).toHaveLength(3);
    const before = await cartPods(page);
    await rollOut(page);
    const after = await cartPods(page);
    expect(after.filter((name) => before.includes(name))).toEqual([]);
    await timelineOf(page).getByRole('button', { name: 'Keep' }).click();
    await expect(timelineOf(page)).toHaveCount(0);
    expect(await cartPods(page)).toEqual(after);
    await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => cartPods(page)).toEqual(before);

    await rollOut(page);
    await timelineOf(page).getByRole('button', { name: 'Discard' }).click();
    await expect.poll(() => cartPods(page)).toEqual(before);
  });

  await test.step('a pod is deleted with one key, and the timeline is walked by keys', async () => {
    const canvas = page.getByRole('region', { name: 'Canvas' });
    await canvas
      .getByRole('button', { name: /^Pod cart-/ })
      .first()
      .press('Enter');
    await expect(page.getByRole('region', { name: 'Inspector' })).toBeVisible();
    await page.keyboard.press('Delete');
    const timeline = timelineOf(page);
    await expect(timeline).toBeVisible();
    const slider = timeline.getByRole('slider', { name: 'Position in the timeline' });
    await slider.focus();
    await page.keyboard.press('Home');
    await expect(slider).toHaveAttribute('aria-valuetext', 'Before the change');
    await page.keyboard.press('ArrowRight');
    await expect(slider).toHaveAttribute('aria-valuetext', /^\+0\.0 s: .*(Delete pod|being deleted)/);
    await page.keyboard.press('End');
    await expect(slider).toHaveAttribute('aria-valuetext', /has synced|is ready/);
  });
});

for (const [width, height] of [
  [1024, 768],
  [390, 844],
] as const) {
  test(
    `at ${width} × ${height} a timeline leaves room for the board, the playback and the walk`,
    againWhere(width > 390),
    async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.goto('./?lesson=rolling-update');
      await expect(page.getByRole('list', { name: 'Walk', exact: true })).toBeAttached();
      // Its first part plays one.
      const timeline = timelineOf(page);
      await expect(timeline).toBeVisible();
      const hidden = await timeline
        .locator('> div.overflow-y-auto')
        .evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
      expect(hidden, 'pixels of lanes that need scrolling').toBeLessThanOrEqual(1);
      for (const name of ['Canvas', 'Walk']) {
        const box = await page.getByRole('region', { name }).boundingBox();
        expect(box?.height, name).toBeGreaterThan(150);
      }
      await expect(page.getByRole('button', { name: 'Next hop' })).toBeInViewport({ ratio: 1 });
      const ends = ['Previous event', 'Keep'].map((name) => timeline.getByRole('button', { name }).boundingBox());
      const [first, last] = (await Promise.all(ends)).map((box) => box?.y ?? 0);
      expect(Math.abs((last ?? 0) - (first ?? 0)), 'the controls stand in one row').toBeLessThan(8);
      for (const name of ['Events', 'Delays']) {
        await timeline.getByRole('button', { name, exact: true }).click();
        const popover = timeline.locator('> div.absolute');
        expect((await popover.boundingBox())?.y, name).toBeGreaterThanOrEqual(0);
        await timeline.getByRole('button', { name, exact: true }).click();
      }
    },
  );
}

for (const [colorScheme, rules] of [
  ['light', 'all'],
  ['dark', 'colours'],
] as const) {
  test(
    `the timeline has no serious accessibility problem, ${colorScheme}`,
    againWhere(colorScheme === 'dark'),
    async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await openAndPause(page);
      await rollOut(page);
      await timelineOf(page).getByRole('button', { name: 'Delays', exact: true }).click();
      expect(await seriousProblems(page, rules)).toEqual([]);
    },
  );
}

test('deleting pods means the pods, by key, by menu and for several; undo takes that back and nothing else', async ({
  page,
}) => {
  await openAndPause(page);
  // The board that can be dragged is the one with menus.
  await expect(page.locator('.react-flow__node').first()).toBeAttached();
  const before = await cartPods(page);
  expect(before.length).toBeGreaterThan(1);
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const pod = canvas.getByRole('button', { name: new RegExp(`^Pod ${before[0]}`) });
  await pod.focus();
  await page.keyboard.press('Shift+F10');
  const menu = page.getByRole('menu', { name: 'What can be done to Deployment shop/cart' });
  await expect(menu.getByRole('menuitem', { name: 'Delete Deployment cart' })).toBeVisible();
  await menu.getByRole('menuitem', { name: 'Delete the pod' }).click();
  const timeline = timelineOf(page);
  await timeline.getByRole('slider', { name: 'Position in the timeline' }).press('End');
  await expect.poll(() => cartPods(page)).not.toContain(before[0]);
  expect(await cartPods(page)).toHaveLength(before.length);
  await page.keyboard.press('Control+z');
  await expect(timeline).toHaveCount(0);
  await expect.poll(() => cartPods(page)).toEqual(before);
  await expect(page.getByText(/^Undone: /)).toBeVisible();

  for (const name of before)
    await canvas
      .getByRole('button', { name: new RegExp(`^Pod ${name}`) })
      .click({ modifiers: name === before[0] ? [] : ['Shift'] });
  await page.keyboard.press('Delete');
  await timeline.getByRole('slider', { name: 'Position in the timeline' }).press('End');
  await expect.poll(async () => (await cartPods(page)).filter((name) => before.includes(name))).toEqual([]);
  expect(await cartPods(page)).toHaveLength(before.length);
});
