import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from '@playwright/test';
import { serve } from '../../scripts/static-server.mjs';
import { encodeCourseLink } from '../../src/scenario/course/course-link.ts';
import { againWhere, expect, test } from './page-test.ts';

test.use({ serviceWorkers: 'allow' });

/** Lets the page keep itself at once, not after the seconds that it leaves to the packet. */
async function hurry(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const wait = window.setTimeout.bind(window);
    const LATER = 10_000;
    window.setTimeout = ((run: () => void, delay?: number) =>
      wait(run, delay === LATER ? 0 : delay)) as typeof window.setTimeout;
  });
}

/** Until everything is kept and a page that opens now comes from there. */
async function waitForKeeping(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller !== null) return;
    await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
  });
}

test('after one visit the page opens and works without a network', async ({ page, context }) => {
  await hurry(context);
  await page.goto('./');
  await waitForKeeping(page);
  await context.setOffline(true);
  await page.goto('./?lesson=rolling-update');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Rolling update/);
  for (const [key, name] of [
    ['g', 'Gallery'],
    ['r', /reach|connect/i],
    ['e', 'Export'],
    ['?', 'Keyboard shortcuts'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog', { name }), key).toBeVisible();
    await page.keyboard.press('Escape');
  }
  await page
    .getByRole('region', { name: 'Canvas' })
    .getByRole('button', { name: /^Node / })
    .first()
    .click({ position: { x: 60, y: 20 } });
  await expect(page.getByRole('region', { name: 'Inspector' })).toBeVisible();
  const fonts = await page.evaluate(() => [...document.fonts].filter(({ status }) => status === 'error').length);
  expect(fonts).toBe(0);
  await context.setOffline(false);
});

test(
  'a whole course is followed without a network on a machine of a quarter of the speed',
  againWhere(true),
  async ({ page, context }) => {
    test.slow();
    await hurry(context);
    const steps = [{ lesson: 'pod-to-pod' }, { challenge: 'wrong-selector' }, { lesson: 'on-aks' }];
    await page.goto(`./#${encodeCourseLink({ version: 1, title: 'Offline', steps })}`);
    const bar = page.getByRole('region', { name: 'Course', exact: true });
    await expect(bar).toContainText('1 / 3', { timeout: 30_000 });
    await waitForKeeping(page);
    await context.setOffline(true);
    const machine = await context.newCDPSession(page);
    await machine.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.reload();
    await expect(bar).toContainText('1 / 3', { timeout: 30_000 });
    const position = page.getByRole('slider', { name: 'Position in the walk' });
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await position.press('Home');
    await expect(position).toHaveAttribute('aria-valuetext', /^\D*1\D/);
    const [, last = ''] = (await position.getAttribute('aria-valuetext'))?.match(/\d+/g) ?? [];
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(position).toHaveAttribute('aria-valuetext', new RegExp(`^\\D*${last}\\D`), { timeout: 60_000 });
    for (const title of ['Nobody behind the Service', 'On AKS']) {
      await bar.getByRole('button', { name: 'Next step' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    }
    await context.setOffline(false);
  },
);

/** The first time that a version is asked to take over it does not hear it, as one that is busy for long. */
async function missFirstAsking(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const post = Reflect.get(ServiceWorker.prototype, 'postMessage') as (...args: readonly unknown[]) => void;
    ServiceWorker.prototype.postMessage = function (...args: readonly unknown[]) {
      if (args[0] === 'take-over' && sessionStorage.getItem('missed') === null)
        sessionStorage.setItem('missed', 'once');
      else Reflect.apply(post, this, args);
    };
  });
}

test('a new version waits to be asked for, once, and an old page keeps its files until it is closed', async ({
  context,
}) => {
  const folder = copySite((file) => /assets\/(Dialogs|WholeGallery|Dialog|catalog)-/.test(file));
  const server = await serve({ folder, base: '/', host: '127.0.0.1', port: 0 });
  try {
    await hurry(context);
    await missFirstAsking(context);
    const address = `http://127.0.0.1:${server.port}/`;
    const [page, other] = [await context.newPage(), await context.newPage()];
    await page.goto(address);
    await waitForKeeping(page);
    await other.goto(address);
    await waitForKeeping(other);

    publishNext(folder);
    await page.bringToFront();
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await expect(page.getByText('A new version is ready.')).toBeVisible();
    await expect(page).toHaveTitle(/ · packetwalk$/);
    await page.getByRole('button', { name: 'Reload' }).click();
    // A page waits 5 s for the new version to take over before it loads itself again; of the old version, it asks anew.
    await expect(page).toHaveTitle(/ · packetwalk, the next$/, { timeout: 20_000 });

    // Not on the server any more, and not in the new version.
    await expect(other).toHaveTitle(/ · packetwalk$/);
    await other.bringToFront();
    await other.keyboard.press('g');
    await expect(other.getByRole('dialog', { name: 'Gallery' })).toBeVisible();
    expect(await countCaches(page)).toBe(2);
    await other.close();
    await page.reload();
    await expect.poll(() => countCaches(page)).toBe(1);
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('what is served from the folder later is not hidden by the page that was kept', async ({ context }) => {
  const folder = copySite(() => false);
  const server = await serve({ folder, base: '/', host: '127.0.0.1', port: 0 });
  try {
    await hurry(context);
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${server.port}/`);
    await waitForKeeping(page);
    rmSync(join(folder, 'service-worker.js'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>something else</title>');
    await page.reload();
    await expect(page).toHaveTitle(/ · packetwalk$/);
    await expect.poll(() => countCaches(page), { timeout: 15_000 }).toBe(0);
    await page.reload();
    await expect(page).toHaveTitle('something else');
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The built page in a folder of its own, and few of its files to keep: the test is about which, not how many. */
function copySite(keeps: (file: string) => boolean): string {
  const folder = mkdtempSync(join(tmpdir(), 'packetwalk-site-'));
  cpSync(fileURLToPath(new URL('../../dist', import.meta.url)), folder, { recursive: true });
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  editFile(folder, 'service-worker.js', (text) =>
    text.replace(/const FILES = (\[.*?\]);/, (_, list: string) => {
      const files = JSON.parse(list) as readonly string[];
      return `const FILES = ${JSON.stringify(files.filter((file) => keeps(file) || page.includes(file)))};`;
    }),
  );
  return folder;
}

function editFile(folder: string, name: string, change: (text: string) => string): void {
  writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
}

/** Another version in place of the one that is served: with another title and first script, and without the Gallery's file. */
function publishNext(folder: string): void {
  const gallery = readdirSync(join(folder, 'assets')).find((name) => /^WholeGallery-.*\.js$/.test(name)) ?? '';
  rmSync(join(folder, 'assets', gallery));
  const [, entry = ''] =
    /src="\.\/assets\/(index-.*?\.js)"/.exec(readFileSync(join(folder, 'index.html'), 'utf8')) ?? [];
  writeFileSync(join(folder, 'assets/next.js'), `import './${entry}';`);
  editFile(folder, 'index.html', (text) =>
    text.replace('<title>packetwalk</title>', '<title>packetwalk, the next</title>').replace(entry, 'next.js'),
  );
  editFile(folder, 'service-worker.js', (text) =>
    text
      .replace(/const VERSION = ".*?"/, 'const VERSION = "next"')
      .replace(`"assets/${gallery}",`, '')
      .replace(entry, 'next.js'),
  );
}

function countCaches(page: Page): Promise<number> {
  return page.evaluate(async () => (await caches.keys()).length);
}
