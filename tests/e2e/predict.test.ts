import type { Page } from '@playwright/test';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { expect, test } from './page-test.ts';
import { hurry } from './screen.ts';

const questionOf = (page: Page) => page.getByRole('group', { name: 'Prediction' });
const walkOf = (page: Page) => page.getByRole('list', { name: 'Walk', exact: true });

async function textOf(id: string, part: number): Promise<{ readonly title: string; readonly text: string }> {
  const lesson = await SCENARIOS.find((each) => each.id === id)?.load();
  const told = lesson?.story[part - 1];
  if (told === undefined) throw new Error(`${id} has no part ${part}`);
  return told;
}

test('a part that asks tells nothing before it is answered; then its walk plays, and it is kept what was said', async ({
  page,
}) => {
  await hurry(page);
  await page.goto('./?lesson=whose-address&part=4');
  const question = questionOf(page);
  const choices = question.getByRole('list', { name: 'Choices' }).getByRole('button');
  await expect(question).toContainText('Which source address does the receiver see?');
  await expect(page.getByRole('region', { name: 'Story' })).toContainText(
    'A client outside requests http://192.0.2.11:30080/',
  );
  const { title, text } = await textOf('whose-address', 4);
  const whole = await page.content();
  expect(whole).not.toContain(title);
  expect(whole).not.toContain(text.slice(0, 40));
  expect(whole).not.toContain('Arrives');
  await expect(walkOf(page)).toHaveCount(0);
  await expect(page.locator('[aria-label="Canvas"] [data-beat]')).toHaveCount(0);
  await expect(choices).not.toHaveCount(1);
  // Nor by the marks of the requests that are kept, which come once somebody is there.
  await page.mouse.move(5, 300);
  const bar = page.getByRole('region', { name: 'Request', exact: true });
  await expect(bar.getByText('not told while a question is open').first()).toBeAttached();
  await expect(bar.getByText(/^(arrives|fails|depends on the way)$/)).toHaveCount(0);

  await choices.filter({ hasText: '198.51.100.10' }).click();
  await expect(question).toContainText('Not so: 198.51.100.10');
  await expect(question).toContainText('The answer: 192.0.2.11');
  await expect(question).toBeFocused();
  await expect(page.getByRole('region', { name: 'Story' })).toContainText(text);
  await expect(walkOf(page)).toBeVisible();
  await expect(bar.getByText(/^(arrives|fails|depends on the way)$/).first()).toBeAttached();

  await page.reload();
  await expect(question).toContainText('Not so: 198.51.100.10');
  await question.getByRole('button', { name: 'Ask again' }).click();
  await choices.filter({ hasText: /^192\.0\.2\.11$/ }).focus();
  await page.keyboard.press('Enter');
  await expect(question).toContainText('Right: 192.0.2.11');
});

test('where the answer is an element it can be chosen on the board, and nobody has to answer', async ({ page }) => {
  await hurry(page);
  await page.goto('./?lesson=who-may-talk&part=4');
  await expect(questionOf(page)).toContainText('Choose here, or on the board.');
  await page.getByRole('button', { name: /^Node node-2/ }).click();
  await expect(questionOf(page)).toContainText('Right: node-2');
  await page.goto('./?lesson=who-may-talk&part=6');
  await questionOf(page).getByRole('button', { name: 'Show me' }).click();
  await expect(questionOf(page)).toContainText('The answer: No');
  await expect(questionOf(page)).not.toContainText('Not so');
});

test('who presents shows the walk once the audience has guessed, on a phone one chooses below the board', async ({
  page,
}) => {
  await hurry(page);
  await page.goto('./?lesson=pod-to-pod&part=4');
  await expect(questionOf(page).getByRole('button', { name: 'Show me' })).toBeVisible();
  await page.keyboard.press('p');
  const shown = page.getByRole('region', { name: 'Presentation' });
  await expect(shown).toContainText('Which source address does the receiver see?');
  await expect(shown).not.toContainText('No NAT between pods');
  await page.keyboard.press('PageDown');
  await expect(shown).toContainText('No NAT between pods');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./?lesson=whose-address&part=5');
  await questionOf(page).getByRole('button', { name: '198.51.100.10' }).click();
  await expect(questionOf(page)).toContainText('Right: 198.51.100.10');
});

test('the mark of a request does not tell what a later part of the lesson asks', async ({ page }) => {
  await hurry(page);
  await page.goto('./?lesson=default-deny');
  await expect(page.getByRole('list', { name: 'Walk', exact: true })).toBeVisible();
  await page.mouse.move(5, 300);
  const marks = page.getByRole('region', { name: 'Request', exact: true });
  await expect(marks.getByText(/^(arrives|fails|depends on the way)$/).first()).toBeAttached();
  await expect(marks.getByText('not told while a question is open').first()).toBeAttached();
  // Who sends it by hand sees it.
  const asked = marks.getByRole('button', { name: /^not told while a question is open/ });
  const before = await asked.count();
  await asked.first().click();
  await expect(asked).toHaveCount(before - 1);
});

test('what would answer an open question says so in the palette and among all requests too, and is sent when it is wanted', async ({
  page,
}) => {
  await hurry(page);
  await page.goto('./?lesson=whose-address&part=4');
  const choices = questionOf(page).getByRole('list', { name: 'Choices' }).getByRole('button');
  await expect(choices).not.toHaveCount(0);
  const told = page.getByText('A question asks how this very request ends');
  const dismiss = async (): Promise<void> => {
    await expect(told).toBeVisible();
    await expect(walkOf(page)).toHaveCount(0);
    await expect(choices).not.toHaveCount(0);
    await page.getByRole('button', { name: 'Dismiss' }).first().click();
    await expect(told).toHaveCount(0);
  };
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await palette.getByRole('combobox').fill('http://192.0.2.11:30080/');
  await palette
    .getByRole('option', { name: /http:\/\/192\.0\.2\.11:30080\// })
    .first()
    .click();
  await dismiss();

  await page.getByRole('button', { name: 'All requests' }).click();
  const kept = page.getByRole('list', { name: 'Kept with this board' });
  await kept.getByRole('button', { name: 'Send A client outside calls a node', exact: true }).click();
  await expect(told).toBeVisible();
  await expect(walkOf(page)).toHaveCount(0);
  await told.locator('..').getByRole('button', { name: 'Show me' }).click();
  await expect(walkOf(page)).toBeVisible();
});
