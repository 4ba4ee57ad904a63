import type { Page } from '@playwright/test';
import { againWhere, expect, test } from './page-test.ts';
import { find, isOn, pressUntil } from './keys.ts';
import { openAndPause, stepNumber } from './screen.ts';

// Ten things people come for, each done by keyboard alone: no locator is clicked, filled or focused here.
// What each rests on is tried in the tests of its part of the page.

const AGAIN = againWhere(true);

const regionOf = (page: Page, name: string) => page.getByRole('region', { name });

test('1: open another lesson', AGAIN, async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('g');
  // Everything of the gallery is fetched now, beside a packet that goes on.
  await expect(page.getByRole('dialog', { name: 'Gallery' })).toBeVisible({ timeout: 30_000 });
  await pressUntil(page, 'Tab', () => isOn(page, /broken shop/i));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The broken shop');
});

test('2: stop the walk and step through it, hop by hop and step by step', AGAIN, async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.keyboard.press('Home');
  await expect.poll(() => stepNumber(page)).toBe(1);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => stepNumber(page)).toBeGreaterThan(1);
  const hop = await stepNumber(page);
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => stepNumber(page)).toBeGreaterThan(hop);
});

test('3: send a request of one’s own and read how it went', AGAIN, async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Walk', exact: true })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('http://10.96.40.12:8080/');
  await page.keyboard.press('Enter');
  await expect(regionOf(page, 'Walk')).toBeFocused();
  await expect(regionOf(page, 'Walk')).toContainText('10.96.40.12');
});

test('4: find a Service and read its endpoints', AGAIN, async ({ page }) => {
  await openAndPause(page);
  await find(page, 'cart');
  await expect(regionOf(page, 'Canvas').getByRole('button', { name: /^Service .*cart/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(regionOf(page, 'Inspector')).toBeFocused();
  await expect(regionOf(page, 'Inspector')).toContainText('Endpoints (3)');
});

test('5: follow the lines from a Service to a pod and to its node', AGAIN, async ({ page }) => {
  await openAndPause(page);
  await find(page, 'cart');
  await expect.poll(() => isOn(page, /^Service/)).toBe(true);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => isOn(page, /^Pod/)).toBe(true);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => isOn(page, /^Pod/)).toBe(true);
});

test('6: repair what fails', AGAIN, async ({ page }) => {
  await page.goto('./?lesson=broken-shop');
  await expect(page.getByRole('group', { name: 'Cause' })).toBeVisible();
  await pressUntil(page, 'F6', () => isOn(page, /^Walk$/), 12);
  await pressUntil(page, 'Tab', () => isOn(page, /^Apply fix$/), 12);
  await page.keyboard.press('Enter');
  await expect(regionOf(page, 'Walk').getByText('Arrives')).toBeVisible();
});

test('7: change a field of an object, and take it back', AGAIN, async ({ page }) => {
  await openAndPause(page, './?lesson=broken-shop');
  await find(page, 'cart');
  await expect(regionOf(page, 'Inspector').getByRole('heading', { level: 2 })).toHaveText('Service shop/cart');
  await expect.poll(() => isOn(page, /^Service/)).toBe(true);
  await page.keyboard.press('Enter');
  await expect(regionOf(page, 'Inspector')).toBeFocused();
  await pressUntil(page, 'Tab', () => isOn(page, /^selector/), 12);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('app=cart');
  await page.keyboard.press('Enter');
  await expect(regionOf(page, 'Walk').getByText('Arrives')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(regionOf(page, 'Walk').getByText('Rejected', { exact: true })).toBeVisible();
});

test('8: roll out a Deployment and look at the timeline', AGAIN, async ({ page }) => {
  await openAndPause(page);
  await page.keyboard.press('t');
  await expect(page.getByRole('dialog')).toBeVisible();
  await pressUntil(page, 'Tab', () => isOn(page, /^Roll out: cart/));
  await page.keyboard.press('Enter');
  await expect(regionOf(page, 'Timeline')).toBeVisible();
  await pressUntil(page, 'F6', () => isOn(page, /^Timeline$/), 12);
  await expect(regionOf(page, 'Timeline').getByRole('button', { name: /^(Play|Pause) timeline$/ })).toBeVisible();
});

test('9: see who may reach whom', AGAIN, async ({ page }) => {
  await openAndPause(page, './?lesson=who-may-talk');
  await page.keyboard.press('r');
  const matrix = page.getByRole('dialog', { name: 'Reachability' });
  await expect(matrix).toBeVisible();
  await pressUntil(page, 'Tab', () =>
    matrix.evaluate(
      (dialog) => dialog.querySelector('[role="grid"], table')?.contains(document.activeElement) ?? false,
    ),
  );
  await page.keyboard.press('Escape');
  await expect(matrix).toHaveCount(0);
});

test('10: share the board', AGAIN, async ({ page }) => {
  await openAndPause(page);
  await page.keyboard.press('s');
  const share = page.getByRole('dialog', { name: 'Share' });
  await expect(share).toBeVisible();
  await pressUntil(page, 'Tab', () => isOn(page, /^Copy/));
  await page.keyboard.press('Escape');
  await expect(share).toHaveCount(0);
});
