import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { dropFile, openAndPause, SHOP, shownStep } from './screen.ts';

const title = (page: Page) => page.getByRole('heading', { level: 1 });

async function openLesson(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Gallery' }).click();
  await page.getByRole('dialog', { name: 'Gallery' }).getByRole('button', { name, exact: true }).click();
  await expect(title(page)).toHaveText(name);
  await page.getByRole('button', { name: 'Pause' }).click();
}

async function putShop(page: Page): Promise<void> {
  await dropFile(page, 'shop.yaml', SHOP);
  await page.getByRole('button', { name: 'Replace the board' }).click();
  await expect(title(page)).toHaveText('shop');
}

async function addGuest(page: Page): Promise<void> {
  await dropFile(
    page,
    'guest.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: guest, namespace: shop }\nspec: { nodeName: alpha, containers: [{ name: sh, image: busybox }] }\n',
  );
  await page.getByRole('dialog').getByRole('button', { name: 'Add to the board' }).click();
  await expect(guest(page)).toHaveCount(1);
}

const guest = (page: Page) => page.getByRole('region', { name: 'Canvas' }).locator('[data-id="Pod/shop/guest"]');

test('Back and Forward show what was open, at its step and with its changes, and undo goes on from there', async ({
  page,
}) => {
  await page.goto('./?view');
  await openAndPause(page, './?lesson=pod-to-pod');
  const first = (await title(page).textContent()) ?? '';
  await page.keyboard.press('Home');
  // What keys do is fetched with the first of them.
  await expect.poll(() => shownStep(page)).toMatch(/^Step 1 of /);
  await page.getByRole('button', { name: 'Next hop' }).click();
  await page.getByRole('button', { name: 'Next hop' }).click();
  const step = await shownStep(page);
  await putShop(page);
  await openLesson(page, 'Pod to Service');
  await page.goBack();
  await expect(title(page)).toHaveText('shop');
  // A change is no entry of its own, and is there when one comes again.
  await addGuest(page);
  await page.goBack();
  await expect(title(page)).toHaveText(first);
  await expect.poll(() => shownStep(page)).toBe(step);
  await page.goForward();
  await expect(title(page)).toHaveText('shop');
  await expect(guest(page)).toHaveCount(1);
  await page.goForward();
  await expect(title(page)).toHaveText('Pod to Service');
  // What it took the place of has been changed since: undo brings that back, and its entry is where the page is then.
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(title(page)).toHaveText('shop');
  await expect(guest(page)).toHaveCount(1);
  await page.goBack();
  await expect(title(page)).toHaveText(first);
  // From the first entry it goes out.
  await page.goBack();
  await expect(page).toHaveURL(/\?view$/);
});

test('a reload stays where one is, and Back and Forward lead on from there', async ({ page }) => {
  await openAndPause(page);
  const first = (await title(page).textContent()) ?? '';
  await page.keyboard.press('Home');
  // What keys do is fetched with the first of them.
  await expect.poll(() => shownStep(page)).toMatch(/^Step 1 of /);
  await page.getByRole('button', { name: 'Next hop' }).click();
  const step = await shownStep(page);
  await putShop(page);
  await addGuest(page);
  await openLesson(page, 'Pod to Service');
  await page.waitForTimeout(1500);
  await page.reload();
  await expect(title(page)).toHaveText('Pod to Service');
  await page.goBack();
  await expect(title(page)).toHaveText('shop');
  await expect(guest(page)).toHaveCount(1);
  await page.goBack();
  await expect(title(page)).toHaveText(first);
  await expect.poll(() => shownStep(page)).toBe(step);
  await page.goForward();
  await page.goForward();
  await expect(title(page)).toHaveText('Pod to Service');
});

test('a link in the address bar asks where work would be lost: kept, the work stays; opened, Back returns to it', async ({
  page,
}) => {
  await openAndPause(page);
  await putShop(page);
  await page.getByRole('button', { name: 'Share' }).click();
  const field = page.getByRole('dialog', { name: 'Share' }).getByRole('textbox', { name: 'Link' });
  await expect(field).toHaveValue(/#/);
  const { hash } = new URL(await field.inputValue());
  await page.keyboard.press('Escape');
  await addGuest(page);
  const paste = (): Promise<void> =>
    page.evaluate((wanted) => {
      window.location.hash = wanted;
    }, hash);
  await paste();
  const question = page.getByRole('dialog', { name: 'Open the link?' });
  await question.getByRole('button', { name: 'Keep mine' }).click();
  await expect(guest(page)).toHaveCount(1);
  await page.goBack();
  await expect(guest(page)).toHaveCount(1);
  await paste();
  await question.getByRole('button', { name: 'Open the link' }).click();
  await expect(guest(page)).toHaveCount(0);
  await page.goBack();
  await expect(guest(page)).toHaveCount(1);
  await page.goForward();
  await expect(guest(page)).toHaveCount(0);
  expect(new URL(page.url()).hash).toBe(hash);
});
