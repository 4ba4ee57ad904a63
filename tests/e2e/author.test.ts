import type { Locator, Page } from '@playwright/test';
import { seriousProblems } from './axe.ts';
import { find } from './keys.ts';
import { expect, test } from './page-test.ts';
import { openBoard, sendRequest } from './requests.ts';
import { SHOP } from './screen.ts';

const regionOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** Opens what can be chosen, and chooses some of it by the keyboard. */
async function choose(within: Locator, label: string, ...names: readonly string[]): Promise<void> {
  const choices = within.getByRole('group').filter({ has: within.page().locator('summary', { hasText: `${label}:` }) });
  await within.locator('summary', { hasText: `${label}:` }).press('Enter');
  for (const name of names) await choices.getByRole('checkbox', { name, exact: true }).press('Space');
}

test('every kind of condition of a goal is made by pointing and choosing, is undone, and is what learners find', async ({
  page,
}) => {
  await openBoard(page, SHOP);
  await sendRequest(page, 'pod/shop/client', 'http://web/');
  await page.setViewportSize({ width: 390, height: 844 });
  await find(page, 'Write a story or a challenge');
  const author = regionOf(page, 'Write a story');
  await author.getByText('Goal', { exact: true }).click();
  await author.getByRole('textbox', { name: 'What is the matter' }).fill('Mend it with *two* pods.');

  await author.getByRole('combobox', { name: 'How pod/shop/client' }).selectOption('is answered with HTTP status');
  await author.getByRole('combobox', { name: 'Status that pod/shop/client' }).selectOption('HTTP 503');
  await choose(author, 'Answered by', 'Deployment shop/web');
  await author.getByRole('checkbox', { name: 'sees the client’s own address' }).check();
  await expect(author.locator('summary', { hasText: 'Answered by:' })).toHaveText('Answered by: Deployment shop/web');

  const pod = regionOf(page, 'Canvas')
    .getByRole('button', { name: /^Pod web-/ })
    .first();
  await pod.press('Enter');
  await author.getByRole('button', { name: 'Add pods that only some may reach' }).press('Enter');
  const access = author.getByRole('group', { name: 'Who may reach app=web of shop' });
  await expect(access.getByRole('textbox', { name: 'Port' })).toHaveValue('8080');
  await choose(access, 'Reached only by', 'pods of shop');

  // What the request names stays, and what makes the pods that answer it; it may go, and is chosen again by a pod of it.
  for (const name of ['Pod shop/client', 'Service shop/web', 'Deployment shop/web'])
    await author.getByRole('button', { name: `${name} may go` }).press('Enter');
  await expect(author.getByRole('button', { name: /may go$/ })).toHaveCount(0);
  await author.getByRole('button', { name: 'Keep what is selected' }).press('Enter');
  await author.getByRole('textbox', { name: 'Ready pods at least' }).fill('2');
  await page.keyboard.press('Enter');
  await choose(author, 'Its pods on', 'alpha', 'beta');
  await choose(author, 'Has to say', 'spec.selector.matchLabels.app: web');
  expect(await seriousProblems(page)).toEqual([]);

  // One step of the history each.
  await author.getByRole('checkbox', { name: 'beta' }).press('Space');
  await expect(author.locator('summary', { hasText: 'Its pods on:' })).toHaveText('Its pods on: alpha');
  await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter');
  await expect(author.locator('summary', { hasText: 'Its pods on:' })).toHaveText('Its pods on: alpha, beta');

  await author.getByRole('button', { name: 'Try it as a learner' }).press('Enter');
  const challenge = regionOf(page, 'Challenge');
  await challenge.getByRole('button', { name: 'Whole goal' }).click();
  await expect(challenge.locator('em')).toHaveText('two');
  const goal = challenge.getByRole('list', { name: 'Goal' });
  await expect(goal).toContainText(
    'pod/shop/client → http://web/ is answered with HTTP 503 by Deployment shop/web, which sees the client’s own address',
  );
  await expect(goal).toContainText('Only pods of shop may reach app=web of shop on TCP 8080');
  await expect(goal).toContainText(
    'Deployment shop/web with 2 ready pods on alpha or beta (spec.selector.matchLabels.app: web)',
  );

  // No other board is opened for it, and there is a way back.
  const trying = regionOf(page, 'Try it as a learner');
  await trying.getByRole('button', { name: 'Back to writing' }).press('Enter');
  await expect(trying).toBeHidden();
  await author.getByText('Goal', { exact: true }).click();
  await expect(author.getByRole('textbox', { name: 'What is the matter' })).toHaveValue('Mend it with *two* pods.');
  await author.getByRole('button', { name: 'Done' }).press('Enter');
  await expect(challenge.getByRole('status')).toContainText('0 changes');
  await expect(challenge.getByRole('button', { name: 'Begin again' })).toBeDisabled();
});
