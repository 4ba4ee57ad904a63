import type { Page } from '@playwright/test';
import { seriousProblems } from './axe.ts';
import { find, isOn, pressUntil } from './keys.ts';
import { CHALLENGES } from '../../src/lessons/catalog/challenges.ts';
import { expect, test } from './page-test.ts';
import { hurry } from './screen.ts';

const goalOf = (page: Page) => page.getByRole('region', { name: 'Challenge' });
const regionOf = (page: Page, name: string) => page.getByRole('region', { name });

/** Opens a challenge and waits until its goal was checked. */
async function openChallenge(page: Page, id: string): Promise<void> {
  await hurry(page);
  await page.goto(`./?lesson=${id}`);
  await expect(goalOf(page).getByRole('status')).toContainText('met');
}

/** Fills in a field of the inspector. */
async function fill(page: Page, field: string, value: string): Promise<void> {
  const box = regionOf(page, 'Inspector').getByRole('textbox', { name: field });
  await box.fill(value);
  await box.press('Enter');
}

test('a challenge holds causes back, takes no wrong answer, gives hints one by one, and keeps how it was solved', async ({
  page,
}) => {
  await openChallenge(page, 'wrong-selector');
  const goal = goalOf(page);
  await expect(goal.getByRole('status')).toHaveText('1 of 2 met · 0 changes, 3 at most');
  await expect(goal).toContainText('Not yet: pod/shop/frontend → http://cart/ is answered by Deployment shop/cart');
  await expect(goal).toContainText('now the connection is refused');
  await expect(page.getByRole('button', { name: 'Apply fix' })).toHaveCount(0);
  await expect(page.getByRole('group', { name: 'Cause' })).toHaveCount(0);
  await expect(page.locator('body')).not.toContainText('matches no pod');

  await regionOf(page, 'Canvas')
    .getByRole('button', { name: /^Service cart/ })
    .press('Enter');
  await fill(page, 'selector', 'app=frontend');
  await expect(goal).toContainText('now Pod shop/frontend answers');
  await expect(goal.getByRole('status')).toHaveText('1 of 2 met · 1 change, 3 at most');
  await goal.getByRole('button', { name: 'Hint' }).click();
  await expect(goal.getByRole('list', { name: 'Hints' }).getByRole('listitem')).toHaveCount(1);
  await goal.getByRole('button', { name: 'Begin again' }).click();
  await expect(goal.getByRole('status')).toHaveText('1 of 2 met · 0 changes, 3 at most');
  await goal.getByRole('button', { name: 'Show the cause' }).click();
  await expect(regionOf(page, 'Walk')).toContainText('matches no pod');
  await expect(page.getByRole('button', { name: 'Apply fix' })).toBeVisible({ timeout: 30_000 });

  await fill(page, 'selector', 'app=cart');
  await expect(goal.getByRole('status')).toHaveText('Solved with 1 change, 1 hint and the cause.');
  await page.reload();
  await page.getByRole('button', { name: 'Gallery' }).click();
  const gallery = page.getByRole('dialog', { name: 'Gallery' });
  await gallery.getByText('Challenges', { exact: true }).click();
  await expect(gallery).toContainText(`1 of ${CHALLENGES.length} challenges solved.`);
  expect(await seriousProblems(page)).toEqual([]);
  await expect(gallery).toContainText('Solved with 1 change, 1 hint, the cause shown');
});

test('a challenge is found, solved and left for the next one by keyboard alone', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await find(page, 'Open a challenge');
  await expect(page.getByRole('dialog', { name: 'Gallery' })).toContainText('Networking models');
  await pressUntil(page, 'ArrowRight', () => isOn(page, /wrong port/));
  await page.keyboard.press('Enter');
  await expect(goalOf(page).getByRole('status')).toHaveText('1 of 2 met · 0 changes, 3 at most');
  await find(page, 'Service orders');
  const inspector = regionOf(page, 'Inspector');
  const port = inspector.getByRole('textbox', { name: 'targetPort of http' });
  await expect(port).toBeVisible();
  await pressUntil(page, 'F6', () => inspector.evaluate((part) => part.contains(document.activeElement)));
  await pressUntil(page, 'Tab', () => port.evaluate((box) => box === document.activeElement));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('8080');
  await page.keyboard.press('Enter');
  await expect(goalOf(page).getByRole('status')).toHaveText('Solved with 1 change, without help.');
  await pressUntil(page, 'F6', () => isOn(page, /^Whole goal$/));
  await pressUntil(page, 'Tab', () => isOn(page, /^Next challenge: A port by another name$/));
  await page.keyboard.press('Enter');
  await expect(goalOf(page)).toContainText('Refunding works');
  await expect(goalOf(page).getByRole('button', { name: 'Whole goal' })).toBeFocused();
});

test('on a phone the goal unfolds, and nothing of it is cut', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openChallenge(page, 'same-node');
  const goal = goalOf(page);
  await expect(goal.getByRole('list', { name: 'Goal' })).toHaveCount(0);
  await goal.getByRole('button', { name: 'Whole goal' }).click();
  await expect(goal.getByRole('list', { name: 'Goal' }).getByRole('listitem')).toHaveCount(3);
  expect(await seriousProblems(page)).toEqual([]);
  const cut = await goal.evaluate((section) =>
    [...section.querySelectorAll('button, li, p')].filter((each) => each.getBoundingClientRect().right > innerWidth),
  );
  expect(cut).toEqual([]);
  await regionOf(page, 'Canvas')
    .getByRole('button', { name: /^Service cache/ })
    .press('Enter');
  await regionOf(page, 'Inspector').getByLabel('internalTrafficPolicy').selectOption('Cluster');
  await page.keyboard.press('Escape');
  await expect(goal.getByRole('status')).toHaveText('Solved with 1 change, without help.');
});
