import type { Locator, Page } from '@playwright/test';
import { seriousProblems } from './axe.ts';
import { expect, test } from './page-test.ts';
import { openAndPause } from './screen.ts';

const bar = (page: Page): Locator => page.getByRole('toolbar', { name: 'Selection' });
const box = (page: Page, name: RegExp): Locator =>
  page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name });

async function placeOf(element: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const found = await element.boundingBox();
  if (found === null) throw new Error('not on the screen');
  return { x: Math.round(found.x), y: Math.round(found.y) };
}

test('several things are selected by a frame and by Shift, move together, and go together', async ({ page }) => {
  await openAndPause(page);
  const service = box(page, /^Service cart/);
  const internet = box(page, /^Internet/);
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  const start = await placeOf(service);

  // A frame around the Service alone, begun on the empty board.
  await page.keyboard.down('Shift');
  const { x, y, width, height } = (await service.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x - 12, y - 6);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 3 });
  await page.mouse.move(x + width + 8, y + height + 4, { steps: 3 });
  await page.mouse.up();
  await expect(service).toHaveAttribute('aria-pressed', 'true');
  await internet.click();
  await expect(bar(page).getByRole('status')).toHaveText('2 selected');
  await page.keyboard.up('Shift');
  expect(await seriousProblems(page), 'while several are selected').toEqual([]);

  // One is dragged, both move: one step.
  const before = [await placeOf(service), await placeOf(internet)] as const;
  await internet.hover();
  await page.mouse.down();
  await page.mouse.move(before[1].x + 60, before[1].y + 40, { steps: 4 });
  await page.mouse.move(before[1].x + 90, before[1].y + 60, { steps: 4 });
  await page.mouse.up();
  const after = [await placeOf(service), await placeOf(internet)] as const;
  expect(after[1].x).not.toBe(before[1].x);
  expect(after[0].x - before[0].x).toBeCloseTo(after[1].x - before[1].x, -0.5);
  expect(after[0].y - before[0].y).toBeCloseTo(after[1].y - before[1].y, -0.5);
  await bar(page).getByRole('button', { name: 'Align left' }).click();
  await expect.poll(async () => (await placeOf(service)).x - (await placeOf(internet)).x).toBeLessThanOrEqual(1);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(() => placeOf(service)).toEqual(start);

  // All of them, and what goes with them, is one step, too.
  await page.keyboard.press('Control+a');
  await expect(bar(page).getByRole('status')).toHaveText(/^1\d selected$/);
  await page.keyboard.press('Delete');
  await expect(service).toHaveCount(0);
  await expect(bar(page)).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(service).toHaveCount(1);
});

test('by keyboard alone several are selected, moved and let go', async ({ page }) => {
  await openAndPause(page);
  const first = box(page, /^Node node-1/);
  const second = box(page, /^Node node-2/);
  await first.focus();
  await page.keyboard.press('Shift+Enter');
  await expect(first).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('ArrowRight');
  await expect(second).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  await expect(bar(page).getByRole('status')).toHaveText('2 selected');
  const before = [await placeOf(first), await placeOf(second)] as const;
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(async () => (await placeOf(first)).y).toBeGreaterThan(before[0].y);
  expect((await placeOf(second)).y - before[1].y).toBe((await placeOf(first)).y - before[0].y);
  await page.keyboard.press('F6');
  await expect(bar(page).getByRole('button').first()).toBeFocused();
  // What is not shown in another lens is no longer selected there.
  await page.keyboard.press('w');
  await expect(bar(page).getByRole('status')).toHaveText('2 selected');
  await page.keyboard.press('Escape');
  await expect(bar(page)).toBeHidden();
});

test('what is selected is copied, cut and pasted as YAML, beside what there is', async ({ page }) => {
  await openAndPause(page);
  const services = box(page, /^Service cart/);
  await services.first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Inspector' })).toBeVisible();
  await services.first().focus();
  const told = page.getByRole('status').filter({ hasText: 'Copied as YAML: Service shop/cart' });
  await page.keyboard.press('Control+c');
  await expect(told).toBeVisible();
  await page.keyboard.press('Control+v');
  await expect(page.getByText('Pasted: Service shop/cart-2')).toBeVisible();
  await expect(services).toHaveCount(2);
  await page.keyboard.press('Control+x');
  await expect(services).toHaveCount(1);
  // A field takes what is pasted there as text.
  const field = page.getByRole('combobox', { name: 'From' });
  await field.fill('');
  await page.keyboard.press('Control+v');
  await expect(field).toHaveValue(/kind: Service/);
  await expect(services).toHaveCount(1);
});
