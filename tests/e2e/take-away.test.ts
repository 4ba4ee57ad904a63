import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { openManifests, sendRequest } from './requests.ts';
import { openAndPause, SHOP, shownStep } from './screen.ts';

async function openShare(page: Page, way: 'Link' | 'Walk' | 'Embed'): Promise<Locator> {
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await dialog.getByRole('radio', { name: way }).check({ force: true });
  return dialog;
}

/** What is made of Markdown that holds headings, bullets, one table, a fenced block and a link (GitHub Flavored Markdown). */
function readMarkdown(text: string) {
  const [, diagram = ''] = /```mermaid\n([\s\S]*?)```/.exec(text) ?? [];
  const lines = text.replace(/```[\s\S]*?```/, '').split('\n');
  const plain = (words: string): string => words.replace(/\\([\\`*_{}[\]<>#|~@])/g, '$1').replace(/\*\*|`/g, '');
  const rows = lines
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => plain(cell.trim())),
    );
  return {
    heading: plain(/^## (.*)$/m.exec(text)?.[1] ?? ''),
    facts: lines.flatMap((line) => (line.startsWith('- ') ? [plain(line.slice(2))] : [])),
    rows,
    diagram,
    link: /^\[Open in packetwalk\]\((\S+)\)$/m.exec(text)?.[1],
  };
}

test('the walk as Markdown: verdict, cause and fix, a row for each hop, and a link that opens the same', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openAndPause(page);
  await openManifests(page, 'shop.yaml', SHOP);
  await sendRequest(page, 'pod/shop/client', 'http://web.shop:81/');
  const step = await shownStep(page);
  const dialog = await openShare(page, 'Walk');
  await expect(dialog.getByRole('region', { name: 'The walk as Markdown' })).toContainText('UNREACHABLE');
  await dialog.getByRole('button', { name: 'Copy Markdown' }).click();
  await expect(dialog.getByText('Copied to the clipboard.')).toBeVisible();
  const read = readMarkdown(await page.evaluate(() => navigator.clipboard.readText()));
  expect(read.heading).toBe('UNREACHABLE: pod/shop/client to http://web.shop:81/');
  expect(read.facts).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Cause: PORT_NOT_IN_SERVICE: /),
      expect.stringMatching(/^Object: Service shop\/web/),
      expect.stringMatching(/^(Fix|What to do): /),
    ]),
  );
  expect(read.rows[0]).toEqual(['Where', 'What happens']);
  expect(read.rows.map((row) => row.length)).toEqual(read.rows.map(() => 2));
  expect(read.rows.flat()).toContain('Pod shop/client');
  expect(read.diagram).toMatch(/^sequenceDiagram\n/);
  await page.goto(String(read.link));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('shop');
  await expect.poll(() => shownStep(page)).toBe(step);
});

test('a read-only link opens a page that offers nothing that changes the board', async ({ page }) => {
  await openAndPause(page);
  const dialog = await openShare(page, 'Link');
  await dialog.getByRole('checkbox', { name: /^Read-only/ }).check();
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await page.goto(link);
  await expect(page.getByRole('button', { name: 'Share' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Import' })).toHaveCount(0);
});

test('the HTML for another page shows the board in a page of another origin', async ({ page, browser }) => {
  await openAndPause(page);
  await openManifests(page, 'shop.yaml', SHOP);
  await sendRequest(page, 'pod/shop/client', 'http://web.shop/');
  const step = await shownStep(page);
  const dialog = await openShare(page, 'Embed');
  const field = dialog.getByRole('textbox', { name: 'HTML for another page' });
  await expect(field).toHaveValue(/^<iframe /);
  const html = await field.inputValue();
  const server = createServer((_, answer) => {
    answer.setHeader('Content-Type', 'text/html');
    answer.end(`<!doctype html><title>An article</title><p>Before</p>${html}<p>After</p>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const article = await browser.newPage();
    await article.goto(`http://127.0.0.1:${port}/`);
    const frame = article.frameLocator('iframe');
    await expect(frame.getByRole('heading', { level: 1 })).toHaveText('shop');
    await expect(frame.getByRole('banner')).toHaveCount(0);
    await expect(frame.getByRole('slider', { name: 'Position in the walk' })).toHaveAttribute('aria-valuetext', step);
    await article.close();
  } finally {
    server.close();
  }
});
