import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { againWhere, expect, test } from './page-test.ts';
import { chooseDepth, openAndPause, shownStep, stepNumber } from './screen.ts';

const LESSONS = SCENARIOS.length;

test('the first lesson plays, is stepped through and told in parts', async ({ page }) => {
  await test.step('a first visit opens the first lesson, and it is already playing', async () => {
    await page.goto('./');
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
    const first = await stepNumber(page);
    await expect.poll(() => stepNumber(page)).toBeGreaterThan(first);
  });

  await test.step('play, step forward and back, go to the end', async () => {
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
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

  await test.step('a story leads through its scenario', async () => {
    const story = page.getByRole('region', { name: 'Story' });
    await expect(story.getByText(/^1 \/ \d+$/)).toBeVisible();
    await story.getByRole('button', { name: 'Next part' }).click();
    await expect(story.getByText(/^2 \/ \d+$/)).toBeVisible();
    await story.getByRole('button', { name: 'Previous part' }).click();
    await expect(story.getByText(/^1 \/ \d+$/)).toBeVisible();
  });
});

test('people who asked for less motion find the first lesson waiting', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
  expect(await stepNumber(page)).toBe(1);
});

for (const [which, from] of [
  ['the last', LESSONS - 1],
  ['every', 0],
] as const) {
  test(
    `${which} scenario of the gallery is reached by arrow keys and opens on a walk`,
    againWhere(from === 0),
    async ({ page }) => {
      test.slow();
      await openAndPause(page);
      for (let index = from; index < LESSONS; index += 1) {
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
    },
  );
}

test('the end of a lesson leads to the next of the path, and the gallery keeps what is done', async ({ page }) => {
  await openAndPause(page, './?lesson=container-to-container');
  const story = page.getByRole('region', { name: 'Story' });
  const next = story.getByRole('button', { name: 'Next part' });
  for (let part = 2; part <= 6; part += 1) {
    await next.click();
    await expect(story.getByText(`${part} / 6`)).toBeVisible();
  }
  await expect(next).toBeHidden();
  await story.getByRole('button', { name: 'Next lesson: Pod to pod' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pod to pod');
  await expect(next).toBeFocused();
  await page.reload();
  await page.getByRole('button', { name: 'Gallery' }).click();
  const dialog = page.getByRole('dialog', { name: 'Gallery' });
  const lessons = dialog.getByRole('listitem');
  await expect(dialog.getByText(`1 of ${LESSONS} lessons done.`)).toBeVisible();
  await expect(lessons.nth(0).getByText('1, done')).toBeAttached();
  await expect(lessons.nth(1).getByText('Next', { exact: true })).toBeVisible();
  const done = lessons.nth(0).getByRole('button', { name: 'Container to container', exact: true });
  await expect(done).toHaveAccessibleDescription(/^1, done/);
  await expect(done).toBeFocused();
  await dialog.getByRole('button', { name: 'Reset Container to container' }).press('Enter');
  await expect(done).toBeFocused();
  await expect(dialog.getByText(`${LESSONS} lessons, each building on those before it.`)).toBeVisible();
  await dialog.getByText('Models', { exact: true }).click();
  await expect(dialog.getByRole('button', { name: 'Open the lesson External to Service' })).toBeVisible();
  await expect(dialog.getByText('the client’s own')).toHaveCount(2);
});

test('after the last lesson of the path there are all of them', async ({ page }) => {
  await openAndPause(page, './?lesson=broken-shop&part=5');
  await page.getByRole('button', { name: 'All lessons' }).click();
  await expect(page.getByRole('dialog', { name: 'Gallery' })).toBeVisible();
});
