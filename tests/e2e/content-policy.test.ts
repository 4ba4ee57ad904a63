import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { againWhere, expect, test } from './page-test.ts';
import { dropFile, openAndPause, SHOP } from './screen.ts';

// Every other test is one of the policy too: a browser reports what it forbids as an error, and page-test.ts allows none.

test('a tour of the page breaks no rule of its policy, with the reader of files at work', async ({ page }) => {
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      window.violations = [...(window.violations ?? []), `${violatedDirective} ${blockedURI}`];
    });
  });
  await openAndPause(page);
  await dropFile(page, 'shop.yaml', SHOP);
  await page.getByRole('button', { name: 'Replace the board' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('shop');
  for (const key of ['g', 's', 'i', 'e', 'c', ',', 'r', 't', '?', 'Control+k']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog').first(), key).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.keyboard.press('w');
  expect(await page.evaluate(() => window.violations ?? [])).toEqual([]);
});

test('the policy stops what an injection would try', async ({ browser, baseURL }) => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(String(baseURL));
  await expect(page.getByRole('region', { name: 'Canvas' })).toBeVisible();
  const outcome = await page.evaluate(async (own) => {
    // Outside of what the browser's tools let pass.
    await new Promise((resolve) => setTimeout(resolve));
    const tried: Record<string, string> = {};
    const attempt = (name: string, act: () => unknown): void => {
      try {
        act();
        tried[name] = 'done';
      } catch (error) {
        tried[name] = error instanceof TypeError || error instanceof EvalError ? 'stopped' : String(error);
      }
    };
    attempt('html', () => {
      document.createElement('div').innerHTML = '<img onerror="ran()">';
    });
    attempt('text of a script', () => {
      document.createElement('script').text = 'window.ran = true';
    });
    // oxlint-disable-next-line typescript/no-implied-eval
    attempt('a function from text', () => new Function('return 1')());
    attempt('a worker from elsewhere', () => new Worker('https://elsewhere.example/worker.js'));
    attempt('a worker from data', () => new Worker('data:text/javascript,0'));
    attempt('a worker of its own', () => new Worker(`${own}service-worker.js`).terminate());
    const form = document.body.appendChild(document.createElement('form'));
    form.action = 'https://elsewhere.example/';
    const violated = new Promise<string>((resolve) =>
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        if (effectiveDirective === 'form-action') resolve('stopped');
      }),
    );
    form.submit();
    tried['a form'] = await violated;
    tried['a request'] = await fetch('https://elsewhere.example/').then(
      () => 'done',
      () => 'stopped',
    );
    return tried;
  }, String(baseURL));
  expect(outcome).toEqual({
    html: 'stopped',
    'text of a script': 'stopped',
    'a function from text': 'stopped',
    'a worker from elsewhere': 'stopped',
    'a worker from data': 'stopped',
    'a worker of its own': 'done',
    'a form': 'stopped',
    'a request': 'stopped',
  });
  await page.context().close();
});

test.describe('inside a page of another origin', () => {
  const server = createServer(({ url = '' }, response) => {
    const { searchParams } = new URL(url, 'http://localhost');
    const sandbox = searchParams.has('sandbox') ? ' sandbox="allow-scripts"' : '';
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      `<!doctype html><iframe title="framed" width="1200" height="800"${sandbox} src="${searchParams.get('src')}"></iframe>`,
    );
  });
  let host = '';
  test.beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    host = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  test.afterAll(() => server.close());

  for (const [how, query, sandbox] of [
    ['a frame', '', ''],
    ['a frame with a sandbox', '', '&sandbox'],
    ['an embed with a sandbox', '?embed', '&sandbox'],
  ] as const) {
    test(`${how} shows the board, and changes nothing`, againWhere(sandbox === ''), async ({ browser, baseURL }) => {
      const page = await (await browser.newContext()).newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(`${host}?src=${encodeURIComponent(`${baseURL}${query}`)}${sandbox}`);
      const frame = page.frameLocator('iframe');
      await expect(
        frame
          .getByRole('region', { name: 'Canvas' })
          .getByRole('button', { name: /^Node / })
          .first(),
      ).toBeVisible();
      await expect(frame.getByRole('link', { name: 'Open it in its own tab' })).toHaveCount(query === '' ? 1 : 0);
      await expect(frame.getByRole('button', { name: 'Import' })).toHaveCount(0);
      expect(errors).toEqual([]);
      await page.context().close();
    });
  }
});

declare global {
  interface Window {
    violations?: readonly string[];
  }
}
