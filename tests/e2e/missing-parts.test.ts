import { expect, type Page, test } from '@playwright/test';
import { againWhere } from './page-test.ts';
import { dropFile, openAndPause, SHOP } from './screen.ts';

const CHUNKS = '**/assets/*.js';

/** Requests on their way, and when the last of them came or went. */
const traffic = { pending: 0, last: 0 };

/** Until a page that has done its work has fetched nothing for half a second; the load state tells of the first time alone. */
async function nothingIsFetched(page: Page): Promise<void> {
  const isQuiet = async (): Promise<boolean> => {
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    return traffic.pending === 0 && Date.now() - traffic.last >= 500;
  };
  await expect.poll(isQuiet, { intervals: [100] }).toBe(true);
}

/** Whether the server has the files of the page's parts no more. */
const chunks = { areAway: false };

/**
 * Every file is asked for through the test from the first on. A browser that is told of it only when files are taken away learns that
 * beside the key that is pressed next: a busy page runs the key first, and the file is there all the same.
 */
const answerForChunks = (page: Page): Promise<unknown> =>
  page.route(CHUNKS, (route) =>
    chunks.areAway ? route.fulfill({ status: 404, contentType: 'text/html', body: 'Not found' }) : route.continue(),
  );

/** As after a new deploy without the old files: what was not fetched before is not there. */
async function takeChunksAway(page: Page): Promise<void> {
  await nothingIsFetched(page);
  chunks.areAway = true;
}

const bringChunksBack = (): void => {
  chunks.areAway = false;
};

/** Of the message that tells of a part; others may stand beside it. */
const retryOf = (page: Page, part: string) =>
  page
    .getByText(new RegExp(`^${part}.* could not be loaded`))
    .locator('..')
    .getByRole('button', { name: 'Retry' });

const board = (page: Page) => page.getByRole('region', { name: 'Canvas' });

let exceptions: string[] = [];
test.beforeEach(async ({ page }) => {
  exceptions = [];
  bringChunksBack();
  await answerForChunks(page);
  const count = (by: number) => (): void => {
    traffic.pending += by;
    traffic.last = Date.now();
  };
  Object.assign(traffic, { pending: 0, last: Date.now() });
  page.on('request', count(1));
  page.on('requestfinished', count(-1));
  page.on('requestfailed', count(-1));
  page.on('pageerror', (error) => exceptions.push(error.message));
});
test.afterEach(() => expect(exceptions).toEqual([]));

/** What keys do, and what is said of it, is fetched with the first sign of somebody. */
async function fetchKeys(page: Page): Promise<void> {
  // What they say and what they ask of the engine comes with them.
  await page.keyboard.press('Home');
  await nothingIsFetched(page);
}

const DIALOGS = [
  [
    ['g', 'Gallery'],
    ['s', 'Share'],
    ['i', 'Import'],
  ],
  [
    ['e', 'Export'],
    ['?', 'Keyboard shortcuts'],
  ],
  [
    ['Control+k', 'Commands'],
    ['c', /compare/i],
  ],
  [
    [',', 'Cluster settings'],
    ['r', /reach|connect/i],
    ['t', /happen|change/i],
  ],
] as const;

for (const keys of DIALOGS) {
  const list = keys.map(([key]) => key).join(' ');
  test(
    `dialogs whose file is missing say so over the page, and open once it is back: ${list}`,
    againWhere(keys !== DIALOGS[0]),
    async ({ page }) => {
      await openAndPause(page);
      await fetchKeys(page);
      const failed = page
        .getByRole('dialog')
        .filter({ hasText: 'could not be loaded. The server of this page does not' });
      for (const [key, name] of keys) {
        await takeChunksAway(page);
        await page.keyboard.press(key);
        await expect(failed, key).toBeVisible();
        await expect(failed.getByRole('button', { name: 'Reload' })).toBeVisible();
        await expect(board(page)).toBeVisible();
        bringChunksBack();
        await failed.getByRole('button', { name: 'Retry' }).click();
        await expect(page.getByRole('dialog', { name }), key).toBeVisible();
        await expect(failed).toHaveCount(0);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
      }
    },
  );
}

test('a dialog that cannot be loaded says which, has margins on a phone, and gives the focus back', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await openAndPause(page);
  await takeChunksAway(page);
  const opener = page.getByRole('button', { name: 'Gallery' });
  await opener.focus();
  await page.keyboard.press('Enter');
  const failed = page.getByRole('dialog', { name: 'The gallery dialog' });
  await expect(failed.getByRole('alert')).toHaveText(/^The gallery dialog could not be loaded\./);
  const box = await failed.boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(12);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(378);
  bringChunksBack();
  await failed.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('dialog', { name: 'Gallery', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
});

test('a panel whose file is missing fails in its place, and can be closed or tried again', async ({ page }) => {
  await openAndPause(page);
  await takeChunksAway(page);
  await board(page)
    .getByRole('button', { name: /^Node / })
    .first()
    .click({ position: { x: 60, y: 20 } });
  const failed = page.getByRole('alert').filter({ hasText: 'The inspector could not be loaded.' });
  await expect(failed).toBeVisible();
  await failed.locator('..').getByRole('button', { name: 'Close' }).click();
  await expect(failed).toHaveCount(0);
  // Still missing: it says so again.
  await board(page)
    .getByRole('button', { name: /^Node / })
    .first()
    .click({ position: { x: 60, y: 20 } });
  await failed.locator('..').getByRole('button', { name: 'Retry' }).click();
  await expect(failed).toBeVisible();
  bringChunksBack();
  await failed.locator('..').getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('region', { name: 'Inspector' })).toBeVisible();
});

test('a drop, a paste and a link are told to wait for their reader, and taken up again by Retry', async ({ page }) => {
  await openAndPause(page);
  await takeChunksAway(page);
  await dropFile(page, 'shop.yaml', SHOP);
  const message = page.getByText('The reader of files could not be loaded.');
  await expect(message).toBeVisible();
  bringChunksBack();
  await retryOf(page, 'The reader of files').click();
  await page.getByRole('button', { name: 'Replace the board' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('shop');

  await takeChunksAway(page);
  await page.evaluate(() => {
    window.location.hash = 'p1:AAAA';
  });
  await expect(page.getByText('The reader of links could not be loaded.')).toBeVisible();
  bringChunksBack();
  await retryOf(page, 'The reader of links').click();
  await expect(page.getByText('The link can’t be read.')).toBeVisible();
});

test('a newer page without the files of this one is told, and Reload keeps the board', async ({ page, baseURL }) => {
  await openAndPause(page);
  await dropFile(page, 'shop.yaml', SHOP);
  await page.getByRole('button', { name: 'Replace the board' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('shop');
  await fetchKeys(page);
  await takeChunksAway(page);
  await page.route(String(baseURL), (route) =>
    route.fulfill({ contentType: 'text/html', body: '<script type="module" src="./assets/index-new.js"></script>' }),
  );
  await page.keyboard.press('g');
  const failed = page.getByRole('dialog').filter({ hasText: 'A newer version of this page has been published' });
  await expect(failed).toBeVisible();
  await expect(failed.getByRole('button', { name: 'Retry' })).toHaveCount(0);
  await page.unrouteAll();
  await failed.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('shop');
});

test('a lesson that cannot be fetched at the start leaves a page that says so', async ({ page }) => {
  const lesson = '**/assets/pod-to-service-*.js';
  await page.route(lesson, (route) => route.abort());
  await page.goto('./');
  await expect(page.getByText(/The lesson “.*” could not be loaded\./)).toBeVisible();
  await page.unroute(lesson);
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(
    board(page)
      .getByRole('button', { name: /^Node / })
      .first(),
  ).toBeVisible();
});
