import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { dropFile, openAndPause, SHOP, shownStep } from './screen.ts';

/** Puts the shop on the board and waits until it is kept. */
async function importShop(page: Page): Promise<void> {
  await dropFile(page, 'shop.yaml', SHOP);
  await page.getByRole('button', { name: 'Replace the board' }).click();
  await expect(title(page)).toHaveText('shop');
  await expect.poll(() => keptTitles(page)).toContain('shop');
}

const title = (page: Page) => page.getByRole('heading', { level: 1 });

/** The titles of all boards the browser keeps. */
async function keptTitles(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('packetwalk-boards');
      opening.onerror = () => reject(new Error('no database'));
      opening.onsuccess = () => resolve(opening.result);
    });
    const boards = await new Promise<{ title: string; deleted?: number }[]>((resolve) => {
      const reading = database.transaction('boards').objectStore('boards').getAll();
      reading.onsuccess = () => resolve(reading.result);
    });
    database.close();
    return boards.filter(({ deleted }) => deleted === undefined).map((board) => board.title);
  });
}

/** Writes what a version before the list of boards kept, in its form, before any page of this one opens. */
async function keepTheOldWay(page: Page, values: Readonly<Record<string, unknown>>): Promise<void> {
  await page.goto('./?view');
  await page.evaluate(
    (entries) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('packetwalk', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('autosave');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const change = opening.result.transaction('autosave', 'readwrite');
          for (const [key, value] of Object.entries(entries)) change.objectStore('autosave').put(value, key);
          change.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    values,
  );
}

/** Gives the board that is open another title, as an edit that can be undone. `shown`: what it is called then. */
async function rename(page: Page, to: string, shown = to): Promise<void> {
  await page.getByRole('button', { name: 'Rename the board' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill(to);
  await page.keyboard.press('Enter');
  await expect(title(page)).toHaveText(shown);
}

/** The same in the list of boards. */
async function renameInList(page: Page, to: string): Promise<void> {
  const boards = await openBoards(page);
  await boards
    .getByRole('button', { name: /^Rename / })
    .first()
    .click();
  await boards.getByRole('textbox', { name: 'Title' }).fill(to);
  await page.keyboard.press('Enter');
  await expect(title(page)).toHaveText(to);
  await boards.getByRole('button', { name: 'Close' }).click();
}

async function openBoards(page: Page) {
  await page.getByRole('button', { name: 'Gallery' }).click();
  const dialog = page.getByRole('dialog', { name: 'Gallery' });
  await dialog.getByRole('radio', { name: 'Your boards' }).check();
  return dialog;
}

test('work and edits outlast the page', async ({ page }) => {
  await openAndPause(page);
  await importShop(page);
  await test.step('work is kept in the browser and comes back after a reload, step and all', async () => {
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: 'Next hop' }).click();
    const step = await shownStep(page);
    await page.waitForTimeout(1000);
    await page.reload();
    await expect(title(page)).toHaveText('shop');
    expect(await shownStep(page)).toBe(step);
  });

  await test.step('an edit made just before the page goes is there after it', async () => {
    await renameInList(page, 'last words');
    await page.reload();
    await expect(title(page)).toHaveText('last words');
  });
});

test('undo survives a reload, across an opening too; the board that was covered is in the list', async ({ page }) => {
  await openAndPause(page);
  await importShop(page);
  await rename(page, 'mine');
  await page.getByRole('button', { name: 'Gallery' }).click();
  await page
    .getByRole('dialog', { name: 'Gallery' })
    .getByRole('button', { name: 'Pod to Service', exact: true })
    .click();
  await expect(title(page)).toHaveText('Pod to Service');
  await page.waitForTimeout(1000);
  await page.reload();
  await expect(title(page)).toHaveText('Pod to Service');
  const boards = await openBoards(page);
  await expect(boards.getByRole('button', { name: 'mine', exact: true })).toBeVisible();
  await boards.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(title(page)).toHaveText('mine');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(title(page)).toHaveText('shop');
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(title(page)).toHaveText('mine');
});

test('a board covered by a lesson is opened from the list after a reload, and can be deleted and brought back', async ({
  page,
}) => {
  await openAndPause(page);
  await importShop(page);
  await page.goto('./?lesson=pod-to-service');
  await page.getByRole('dialog', { name: 'Open the lesson?' }).getByRole('button', { name: 'Open the lesson' }).click();
  await expect(title(page)).toHaveText('Pod to Service');
  await page.waitForTimeout(1000);
  await page.reload();
  let boards = await openBoards(page);
  await boards.getByRole('button', { name: 'Delete shop' }).click();
  await boards.getByRole('button', { name: 'Bring back' }).click();
  await boards.getByRole('button', { name: 'shop', exact: true }).click();
  await expect(title(page)).toHaveText('shop');
  boards = await openBoards(page);
  await expect(boards.getByText(/Open now/)).toBeVisible();
  await boards.getByRole('button', { name: 'Close' }).click();
  // The entry of the browser's history names the board that it is, from the moment that it is shown.
  const entry = () => page.evaluate(() => JSON.stringify(history.state));
  const before = await entry();
  await page.reload();
  await expect(title(page)).toHaveText('shop');
  await expect.poll(entry).toBe(before);
  await expect(page.getByRole('alert').filter({ hasText: 'could not be read' })).toHaveCount(0);
});

test('two tabs on one board, one after the other and at once', async ({ page, context }) => {
  test.slow();
  await openAndPause(page);
  await importShop(page);
  await test.step('two tabs on one board: an edit appears in the other one', async () => {
    const other = await context.newPage();
    await other.goto('./');
    await expect(title(other)).toHaveText('shop');
    await rename(page, 'shop, renamed');
    await expect(title(other)).toHaveText('shop, renamed');
    await expect(other.getByText(/Changed in another tab/)).toBeVisible();
    await other.close();
  });

  await test.step('two tabs that change one board at once keep both, and both say so', async () => {
    const other = await context.newPage();
    // It hears nothing from the first, as a tab that was asleep.
    await other.addInitScript(() => Reflect.deleteProperty(window, 'BroadcastChannel'));
    await other.goto('./');
    await expect(title(other)).toHaveText('shop, renamed');
    await rename(page, 'from the first');
    await expect.poll(() => keptTitles(page)).toContain('from the first');
    await rename(other, 'from the second', 'from the second (2)');
    await expect(other.getByText(/Another tab changed this board too/)).toBeVisible();
    await expect
      .poll(() => keptTitles(page))
      .toEqual(expect.arrayContaining(['from the first', 'from the second (2)']));
    await expect(title(page)).toHaveText('from the first');
  });
});

test('work of an earlier version is brought over', async ({ page }) => {
  const document = {
    version: 1,
    title: 'of old',
    objects: [{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'alpha' } }],
    interventions: [],
    overrides: {},
    layout: {},
    requests: [],
    story: [],
  };
  await keepTheOldWay(page, { document: { document, clean: false }, moment: { choices: [], cue: 0, lens: 'wires' } });
  await page.goto('./');
  await expect(title(page)).toHaveText('of old');
  await expect(page.getByRole('radio', { name: 'Wires' })).toBeChecked();
});

test('a store that can’t be read is told, put aside, and the page starts afresh; it can be had in its original form', async ({
  page,
}) => {
  await keepTheOldWay(page, { document: 'garbage' });
  await page.goto('./');
  await expect(page.getByText(/could not be read\. It was put aside/)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Walk', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Show it' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Download .* as it was found$/ }).click();
  const stream = await (await download).createReadStream();
  expect(await new Response(stream as never).text()).toBe('"garbage"\n');
});

test('a browser that refuses its storage is told of, and asked again when the person says so', async ({ page }) => {
  await page.addInitScript(() => {
    const open = indexedDB.open.bind(indexedDB);
    Object.assign(window, { refusing: true });
    indexedDB.open = (...args) => {
      if (Reflect.get(window, 'refusing') === true) throw new DOMException('denied', 'SecurityError');
      return open(...args);
    };
  });
  await openAndPause(page);
  await expect(page.getByText(/refuses its storage/)).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/refuses its storage/)).toBeVisible();
  await page.evaluate(() => Object.assign(window, { refusing: false }));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/refuses its storage/)).toBeHidden();
  await importShop(page);
});

test('a storage that answers late writes nothing before it did, and then offers the board', async ({
  page,
  context,
}) => {
  await openAndPause(page);
  await importShop(page);
  const late = await context.newPage();
  await late.addInitScript(() => {
    const open = Reflect.get(IDBFactory.prototype, 'open') as () => IDBOpenDBRequest;
    const waiting: (() => void)[] = [];
    Object.assign(window, { answer: () => waiting.splice(0).forEach((go) => go()) });
    IDBFactory.prototype.open = function (...args) {
      const opening = Reflect.apply(open, this, args);
      let handler: unknown;
      Object.defineProperty(opening, 'onsuccess', {
        set: (given) => {
          handler = given;
        },
      });
      opening.addEventListener('success', (event: Event) => {
        waiting.push(() => (handler as (event: Event) => void).call(opening, event));
      });
      return opening;
    };
  });
  await late.goto('./');
  await expect(late.getByText(/storage does not answer/)).toBeVisible({ timeout: 10_000 });
  await expect(title(late)).not.toHaveText('shop');
  await late.getByRole('button', { name: 'Pause' }).click();
  await late.waitForTimeout(800);
  expect(await keptTitles(page)).toEqual(['shop']);
  await late.evaluate(() => (Reflect.get(window, 'answer') as () => void)());
  await late.getByRole('button', { name: 'Open it' }).click();
  await expect(title(late)).toHaveText('shop');
  expect(await keptTitles(page)).toEqual(['shop']);
});

test('a full storage is told of once, and the next time again; what was noted as the page went is there after a reload, else what was kept last', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const put = Reflect.get(IDBObjectStore.prototype, 'put') as () => IDBRequest<IDBValidKey>;
    IDBObjectStore.prototype.put = function (...args) {
      if (Reflect.get(window, 'full') === true) throw new DOMException('no room', 'QuotaExceededError');
      return Reflect.apply(put, this, args);
    };
  });
  await page.clock.install();
  await openAndPause(page);
  await importShop(page);
  const full = page.getByText(/storage is full/);
  await page.evaluate(() => Object.assign(window, { full: true }));
  await rename(page, 'too much');
  await expect(full).toHaveCount(1);
  await page.clock.runFor(6000);
  await expect(full).toHaveCount(1);
  await page.evaluate(() => Object.assign(window, { full: false }));
  await page.clock.runFor(6000);
  await expect(page.getByText(/kept again/)).toBeVisible();
  await expect.poll(() => keptTitles(page)).toEqual(['too much']);
  await page.evaluate(() => Object.assign(window, { full: true }));
  await rename(page, 'too much again');
  await expect(full).toHaveCount(2);
  await page.reload();
  await expect(title(page)).toHaveText('too much again');
  await expect.poll(() => keptTitles(page)).toEqual(['too much again']);
  await page.evaluate(() => {
    Object.assign(window, { full: true });
    Storage.prototype.setItem = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  await rename(page, 'far too much');
  await expect(full).toHaveCount(1);
  await page.reload();
  await expect(title(page)).toHaveText('too much again');
});

test('pages to look at touch no storage', async ({ page }) => {
  await page.addInitScript(() => {
    const touched: string[] = [];
    Object.assign(window, { touched });
    IDBFactory.prototype.open = (name) => {
      touched.push(name);
      throw new DOMException('denied', 'SecurityError');
    };
  });
  for (const address of ['./?view', './?embed']) {
    await page.goto(address);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => Reflect.get(window, 'touched') as unknown)).toEqual([]);
  }
});

test('a window of 480 pixels height shows the buttons of every dialog', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 480 });
  await openAndPause(page);
  await importShop(page);
  for (const key of ['g', 'b', 'i', 'e', 's', 't', 'c', 'r', ',', '?']) {
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeInViewport({ ratio: 1 });
    for (const button of await dialog.locator('footer').getByRole('button').all()) {
      await expect(button).toBeInViewport({ ratio: 1 });
    }
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
});

test('the theme is kept, and the title is changed where it stands', async ({ page }) => {
  await openAndPause(page);
  await test.step('the theme a person chose is still there after a reload', async () => {
    await page.getByRole('button', { name: 'Theme: system' }).click();
    await page.getByRole('button', { name: 'Theme: light' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });

  await test.step('the title is changed where it stands, by mouse and by keyboard alone, and undo takes it back', async () => {
    await importShop(page);
    await page.getByRole('button', { name: 'Rename the board' }).click();
    const field = page.getByRole('textbox', { name: 'Title' });
    await expect(field).toBeFocused();
    await page.keyboard.type('checkout');
    await page.keyboard.press('Enter');
    await expect(title(page)).toHaveText('checkout');
    await expect(page.getByRole('button', { name: 'Rename the board' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(field).toBeFocused();
    await page.keyboard.type('nothing');
    await page.keyboard.press('Escape');
    await expect(field).toHaveCount(0);
    await expect(title(page)).toHaveText('checkout');
    await page.keyboard.press('Control+z');
    await expect(title(page)).toHaveText('shop');
  });
});

test('a duplicate is a board of its own: what is changed on it leaves the other as it was', async ({ page }) => {
  await openAndPause(page);
  await importShop(page);
  const boards = await openBoards(page);
  await boards.getByRole('button', { name: 'Duplicate shop' }).click();
  await boards.getByRole('button', { name: 'shop (2)', exact: true }).click();
  await expect(title(page)).toHaveText('shop (2)');
  await page.getByRole('button', { name: 'Rename the board' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('staging');
  await page.keyboard.press('Enter');
  await expect.poll(() => keptTitles(page)).toEqual(expect.arrayContaining(['shop', 'staging']));
  await page.reload();
  await expect(title(page)).toHaveText('staging');
});
