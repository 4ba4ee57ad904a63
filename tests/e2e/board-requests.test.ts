import { seriousProblems } from './axe.ts';
import { expect, test } from './page-test.ts';
import { openManifests, sendRequest } from './requests.ts';
import { hurry, openAndPause, SHOP } from './screen.ts';

test('what an edit changes of the requests is told, looked at and taken back; requests are kept, named, put in order and sent again, by keyboard', async ({
  page,
}) => {
  await hurry(page);
  await openAndPause(page);
  await openManifests(page, 'shop.yaml', SHOP);
  await sendRequest(page, 'pod/shop/client', 'http://web/');
  await sendRequest(page, 'pod/shop/client', 'http://nobody/');
  await page.getByRole('region', { name: 'Walk' }).focus();
  await page.keyboard.press('q');
  const dialog = page.getByRole('dialog', { name: 'Requests' });
  const sent = dialog.getByRole('list', { name: 'Sent before' });
  await expect(sent.getByRole('listitem')).toHaveText([/nobody/, /http:\/\/web\//, /web\.shop/]);
  await sent.getByRole('button', { name: 'Keep client → web/' }).press('Enter');
  await sent.getByRole('button', { name: 'Keep client → nobody/' }).press('Enter');
  const kept = dialog.getByRole('list', { name: 'Kept with this board' }).getByRole('listitem');
  await expect(kept).toHaveText([/http:\/\/web\/.*arrives/, /nobody.*fails.*is named nobody/]);
  await expect(dialog.getByRole('status')).toHaveText('1 of 2 arrive.');
  expect(await seriousProblems(page), 'the list of requests').toEqual([]);

  await dialog.getByRole('button', { name: 'Rename client → nobody/' }).press('Enter');
  await page.keyboard.type('Gone');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Move Gone up' }).press('Enter');
  await expect(kept).toHaveText([/^Gone/, /http:\/\/web\//]);
  await expect(dialog.getByRole('button', { name: 'Move Gone down' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Send client → web/' }).press('Enter');
  await expect(dialog).toBeHidden();
  const chips = page.getByRole('group', { name: 'Requests of this scenario' }).getByRole('button');
  await expect(chips).toHaveText([/^fails\s*Gone$/, /^arrives\s*client → web\/$/]);

  const changed = page.locator('[data-what-changed]');
  await page.getByRole('button', { name: /^Service web/ }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Delete');
  await expect(changed).toContainText('Delete Service shop/web: 1 request ends otherwise');
  await expect(changed.getByRole('listitem')).toHaveText(/client → web\/.*arrives.*fails.*is named web/);
  await expect(chips).toHaveText([/^fails/, /^fails/]);
  expect(await seriousProblems(page), 'what changed').toEqual([]);
  await changed.getByRole('button', { name: 'Look at client → web/' }).press('Enter');
  await expect(page.getByRole('region', { name: 'Walk' })).toContainText('NAME_NOT_FOUND');
  await changed.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(changed).toBeHidden();
  await expect(page.getByRole('button', { name: /^Service web/ })).toBeAttached();
  await expect(chips).toHaveText([/^fails/, /^arrives/]);
});

const PATHS = ['', 'cart', 'help', 'news', 'terms'];

test('what an edit changed makes way for what one builds with, and is whole where it is told again', async ({
  page,
}) => {
  await hurry(page);
  await page.setViewportSize({ width: 1024, height: 768 });
  await openAndPause(page);
  await openManifests(page, 'shop.yaml', SHOP);
  for (const path of PATHS) await sendRequest(page, 'pod/shop/client', `http://web/${path}`);
  await page.getByRole('region', { name: 'Walk' }).focus();
  await page.keyboard.press('q');
  const dialog = page.getByRole('dialog', { name: 'Requests' });
  for (const path of PATHS)
    await dialog.getByRole('button', { name: `Keep client → web/${path}`, exact: true }).press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Service web/ }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Delete');
  const changed = page.locator('[data-what-changed]');
  const list = changed.getByRole('list');
  await expect(list.getByRole('listitem')).toHaveCount(PATHS.length);
  expect(await list.evaluate((element) => element.scrollHeight - element.clientHeight)).toBe(0);

  await page.keyboard.press('a');
  const panel = page.getByRole('region', { name: 'Add' });
  await expect(panel).toBeVisible();
  await expect(changed).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(changed).toBeVisible();
});

test('while a request is filled in from the canvas a hint says what to choose, and what cannot says why', async ({
  page,
}) => {
  await openAndPause(page);
  const bar = page.getByRole('region', { name: 'Request' });
  const told = page.getByRole('status');
  await bar.getByRole('button', { name: 'Pick the source on the canvas' }).click();
  await expect(told).toContainText('where the request starts');
  await page.getByRole('button', { name: /^Service cart / }).click();
  await expect(page.getByText('Nothing is sent from there')).toBeVisible();
  await page
    .getByRole('button', { name: /^Pod cart/ })
    .first()
    .click();
  await expect(bar.getByRole('combobox', { name: 'From' })).toHaveValue(/^pod\/shop\/cart/);
  await expect(told).toContainText('where it goes');
  await page.keyboard.press('Escape');
  await expect(told).not.toContainText('Choose on the canvas');
});
