import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { openBoard, openManifests, sendRequest } from './requests.ts';
import { openAndPause, SHOP, shownStep } from './screen.ts';

async function openShare(page: Page, way: 'Link' | 'Picture' | 'Video' | 'Walk' | 'Embed'): Promise<Locator> {
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: 'Share' });
  // What stands above the choice may still be on its way.
  await expect(() => dialog.getByRole('radio', { name: way }).check({ force: true, timeout: 2000 })).toPass();
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

test('the walk in a page of another origin, and as Markdown', async ({ page, browser, context }) => {
  test.slow();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openAndPause(page);
  await openManifests(page, 'shop.yaml', SHOP);
  await test.step('the HTML for another page shows the board in a page of another origin', async () => {
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
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('the walk as Markdown: verdict, cause and fix, a row for each hop, and a link that opens the same', async () => {
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
        expect.stringMatching(/^Cause: [A-Z][a-z].* PORT_NOT_IN_SERVICE$/),
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
});

/** Downloads what a button of the dialog gives; its bytes. */
async function downloaded(page: Page, button: Locator): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

async function dropBytes(page: Page, name: string, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, base64]) => {
      const data = new DataTransfer();
      const content = Uint8Array.from(atob(base64 ?? ''), (sign) => sign.codePointAt(0) ?? 0);
      data.items.add(new File([content], fileName ?? ''));
      return data;
    },
    [name, bytes.toString('base64')] as const,
  );
  const target = page.getByRole('region', { name: 'Canvas' });
  for (const type of ['dragenter', 'dragover', 'drop']) await target.dispatchEvent(type, { dataTransfer: transfer });
}

/** What a browser makes of a picture: its size, how many colours it has, and the colour in its corner. */
async function looked(page: Page, type: string, bytes: Buffer) {
  return page.evaluate(
    async ([address]) => {
      const image = new Image();
      image.src = address ?? '';
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const { data = [] } = context?.getImageData(0, 0, image.width, image.height) ?? {};
      const colors = new Set<number>();
      for (let at = 0; at < data.length; at += 4)
        colors.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
      return { width: image.width, height: image.height, colors: colors.size, corner: data[0] ?? 0 };
    },
    [`data:${type};base64,${bytes.toString('base64')}`] as const,
  );
}

test('a picture bears the marks of what is wrong on the board', async ({ page }) => {
  await openBoard(page, SHOP.replace('selector: { app: web }\n  ports', 'selector: { app: wbe }\n  ports'));
  const marks = page.getByRole('region', { name: 'Canvas' }).getByRole('img', { name: /warning/ });
  await expect(marks.first()).toBeVisible();
  const dialog = await openShare(page, 'Picture');
  await expect(dialog.getByRole('img', { name: 'The picture of the board' })).toBeVisible();
  const svg = await downloaded(page, dialog.getByRole('button', { name: 'Download SVG' }));
  const [triangle] = await marks
    .first()
    .locator('path')
    .evaluateAll((paths) => paths.map((each) => each.getAttribute('d')));
  expect(svg.bytes.toString().split(`d="${triangle}"`)).toHaveLength(2);
});

test('a picture bears the shields of pods that policies select', async ({ page }) => {
  const policy = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`;
  await openBoard(page, `${SHOP}\n${policy}`);
  const shields = page.getByRole('region', { name: 'Canvas' }).getByRole('img', { name: /closed/ });
  await expect(shields.first()).toBeVisible();
  const dialog = await openShare(page, 'Picture');
  await dialog.getByRole('radio', { name: 'Whole board' }).check({ force: true });
  await expect(dialog.getByText(/ pixels;/)).toBeVisible();
  const svg = await downloaded(page, dialog.getByRole('button', { name: 'Download SVG' }));
  const d = await shields.first().locator('path').first().getAttribute('d');
  expect(svg.bytes.toString().split(`d="${d}"`)).toHaveLength(1 + (await shields.count()));
});

test('a picture shows the board at its step, and dropped on a fresh page it opens as that', async ({
  page,
  browser,
}) => {
  await openAndPause(page);
  await openManifests(
    page,
    'shop.yaml',
    SHOP.replace('image: nginx', 'image: nginx\n          env: [{ name: KEY, value: PLANT }]'),
  );
  await sendRequest(page, 'pod/shop/client', 'http://web.shop/');
  await page.getByRole('radio', { name: 'Wires' }).check({ force: true });
  for (let beat = 0; beat < 3; beat += 1) await page.keyboard.press('ArrowRight');
  const step = await shownStep(page);
  const dialog = await openShare(page, 'Picture');
  await expect(dialog.getByRole('img', { name: 'The picture of the board' })).toBeVisible();
  const png = await downloaded(page, dialog.getByRole('button', { name: 'Download PNG' }));
  const svg = await downloaded(page, dialog.getByRole('button', { name: 'Download SVG' }));
  expect([png.name, svg.name]).toEqual(['shop.png', 'shop.svg']);
  const text = svg.bytes.toString();
  expect(text).not.toMatch(/foreignObject|PLANT|https?:(?!\/\/www\.w3\.org)/);
  for (const word of ['alpha', 'beta', 'client', '10.244.']) expect(text).toContain(word);
  const drawn = {
    png: await looked(page, 'image/png', png.bytes),
    svg: await looked(page, 'image/svg+xml', svg.bytes),
  };
  expect([drawn.png.width, drawn.png.height]).toEqual([2 * drawn.svg.width, 2 * drawn.svg.height]);
  expect(Math.min(drawn.png.colors, drawn.svg.colors)).toBeGreaterThan(50);

  await dialog.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await dialog.getByRole('radio', { name: 'Whole board' }).check({ force: true });
  await expect(dialog.getByText(/ pixels;/)).toBeVisible();
  const dark = await downloaded(page, dialog.getByRole('button', { name: 'Download SVG' }));
  expect((await looked(page, 'image/svg+xml', dark.bytes)).corner).toBeLessThan(64);
  expect(drawn.svg.corner).toBeGreaterThan(200);

  const other = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const fresh = await other.newPage();
  await openAndPause(fresh, page.url().replace(/[?#].*$/, ''));
  for (const { name, bytes } of [png, svg, dark]) {
    await dropBytes(fresh, name, bytes);
    await expect(fresh.getByRole('heading', { level: 1 }), name).toHaveText('shop');
    await expect.poll(() => shownStep(fresh), name).toBe(step);
    await expect(fresh.getByRole('radio', { name: 'Wires' })).toBeChecked();
    // The next one opens over the lesson again.
    await fresh.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
    await expect(fresh.getByRole('heading', { level: 1 }), name).not.toHaveText('shop');
    await fresh.getByRole('radio', { name: 'Objects' }).check({ force: true });
  }
  await other.close();
});

test('a picture without a board, and a link to look at', async ({ page }) => {
  await openAndPause(page);
  await test.step('a picture of somebody else says that it holds no board', async () => {
    await dropBytes(page, 'logo.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    await expect(page.getByText('logo.svg holds no board')).toBeVisible();
  });

  await test.step('a read-only link opens a page that offers nothing that changes the board', async () => {
    const dialog = await openShare(page, 'Link');
    await dialog.getByRole('checkbox', { name: /^Read-only/ }).check();
    const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
    await page.goto(link);
    await expect(page.getByRole('button', { name: 'Share' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Import' })).toHaveCount(0);
  });
});

test('a video shows the walk as it plays, and the page stays at its step', async ({ page }) => {
  await openAndPause(page);
  await openManifests(page, 'shop.yaml', SHOP);
  await sendRequest(page, 'pod/shop/client', 'http://10.244.1.3:8080/');
  const step = await shownStep(page);
  const dialog = await openShare(page, 'Video');
  await expect(dialog.getByRole('radio', { name: 'The walk’s part' })).toBeChecked();
  await dialog.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await dialog.getByRole('button', { name: 'Make the video' }).click();
  await expect(dialog.getByText(/^\d+ seconds, [\d.]+ MB, \d+ × \d+ pixels\.$/)).toBeVisible({ timeout: 60_000 });
  const film = await downloaded(page, dialog.getByRole('button', { name: 'Download WebM' }));
  expect(film.name).toBe('shop.webm');
  expect(film.bytes.subarray(0, 4).toString('hex')).toBe('1a45dfa3');
  expect(await shownStep(page)).toBe(step);

  // As anybody plays it: frames at its beginning, on the way and in its last second.
  const played = await page.evaluate(
    async (address) => {
      const video = document.createElement('video');
      video.muted = true;
      video.src = address ?? '';
      await new Promise((resolve) => video.addEventListener('loadeddata', resolve, { once: true }));
      const canvas = Object.assign(document.createElement('canvas'), {
        width: video.videoWidth,
        height: video.videoHeight,
      });
      const context = canvas.getContext('2d', { willReadFrequently: true });
      const frames: Uint8ClampedArray[] = [];
      for (const at of [0, 2, video.duration / 2, video.duration - 0.5, video.duration - 0.2]) {
        // What was sought is there to be drawn once it is presented; the frame that is shown already is not presented anew.
        const presented = new Promise((resolve) => {
          video.requestVideoFrameCallback(resolve);
          setTimeout(resolve, 2000);
        });
        const sought = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
        video.currentTime = at;
        // oxlint-disable-next-line no-await-in-loop
        await Promise.all([sought, presented]);
        context?.drawImage(video, 0, 0);
        frames.push(context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray());
      }
      // Pixels that are another colour to the eye, and not only to whoever encodes them.
      const differ = (a: Uint8ClampedArray, b: Uint8ClampedArray): number => {
        let count = 0;
        for (let at = 0; at < a.length; at += 1)
          if (at % 4 < 3 && Math.abs((a[at] ?? 0) - (b[at] ?? 0)) > 60) count += 1;
        return count;
      };
      return {
        seconds: video.duration,
        ground: frames[0]?.[0] ?? 255,
        changes: frames.slice(1).map((frame, before) => differ(frame, frames[before] ?? frame)),
      };
    },
    await dialog.locator('video').getAttribute('src'),
  );
  expect(played.seconds).toBeGreaterThan(6);
  expect(played.ground).toBeLessThan(64);
  const [...moving] = played.changes;
  const rest = moving.pop();
  for (const change of moving) expect(change).toBeGreaterThan(500);
  expect(rest).toBeLessThan(500);
});

test('without a request there is no video, and one that nobody waits for is given up', async ({ page }) => {
  await openAndPause(page);
  const dialog = await openShare(page, 'Video');
  await dialog.getByRole('button', { name: 'Make the video' }).click();
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.locator('[data-traced]')).toHaveCount(0);
  await page.keyboard.press('n');
  await page.getByRole('dialog').getByRole('button', { name: 'Empty' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing on the board yet' })).toBeVisible();
  const again = await openShare(page, 'Video');
  await again.getByRole('button', { name: 'Make the video' }).click();
  await expect(again.getByRole('alert')).toContainText('there is no walk');
});
