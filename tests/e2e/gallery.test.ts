import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { expect, test } from './page-test.ts';
import { chooseDepth, openAndPause, shownStep, stepNumber } from './screen.ts';

const LESSONS = SCENARIOS.length;

test('a first visit opens the first lesson, and it is already playing', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  const first = await stepNumber(page);
  await expect.poll(() => stepNumber(page)).toBeGreaterThan(first);
});

test('people who asked for less motion find the first lesson waiting', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
  expect(await stepNumber(page)).toBe(1);
});

test('every scenario of the gallery is reached by arrow keys and opens on a walk', async ({ page }) => {
  test.slow();
  await openAndPause(page);
  for (let index = 0; index < LESSONS; index += 1) {
    await page.getByRole('button', { name: 'Gallery' }).click();
    const dialog = page.getByRole('dialog', { name: 'Gallery' });
    const entries = dialog.getByRole('listitem').getByRole('button');
    await expect(entries).toHaveCount(LESSONS);
    await expect(entries.first()).toBeFocused();
    for (let step = 0; step < index; step += 1) await page.keyboard.press('ArrowRight');
    await expect(entries.nth(index)).toBeFocused();
    const title = await entries.nth(index).textContent();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title ?? '');
    await expect(page.getByRole('list', { name: 'Walk', exact: true })).toBeVisible();
  }
});

test('play, step forward and back, go to the end', async ({ page }) => {
  await openAndPause(page);
  await chooseDepth(page, 'Hops');
  await page.getByRole('slider', { name: 'Position in the walk' }).press('Home');
  // Until the words of hops are fetched, a step goes by its type.
  await expect.poll(() => shownStep(page)).not.toMatch(/[A-Z]{3}/);
  const start = await shownStep(page);
  await page.getByRole('button', { name: 'Next hop' }).click();
  const second = await shownStep(page);
  expect(second).not.toBe(start);
  await page.getByRole('button', { name: 'Next hop' }).click();
  await page.getByRole('button', { name: 'Previous hop' }).click();
  expect(await shownStep(page)).toBe(second);
  await page.getByRole('button', { name: 'Previous hop' }).click();
  expect(await shownStep(page)).toBe(start);
  // What keys do is fetched with the first of them.
  await page.keyboard.press('End');
  const place = async (): Promise<readonly string[]> => (await shownStep(page)).match(/\d+/g) ?? [];
  await expect.poll(async () => (await place())[0]).toBe((await place())[1]);
});

test('a story leads through its scenario', async ({ page }) => {
  await openAndPause(page);
  const story = page.getByRole('region', { name: 'Story' });
  await expect(story.getByText(/^1 \/ \d+$/)).toBeVisible();
  await story.getByRole('button', { name: 'Next part' }).click();
  await expect(story.getByText(/^2 \/ \d+$/)).toBeVisible();
  await story.getByRole('button', { name: 'Previous part' }).click();
  await expect(story.getByText(/^1 \/ \d+$/)).toBeVisible();
});
