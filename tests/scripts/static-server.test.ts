import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdFiles, packFiles, serve } from '../../scripts/static-server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'packetwalk-site-'));
const site = join(folder, 'site');
const BASE = '/some/folder/';
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  mkdirSync(join(site, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(site, 'index.html'), '<!doctype html>');
  writeFileSync(join(site, 'service-worker.js'), '// worker');
  writeFileSync(join(site, 'app.webmanifest'), '{}');
  writeFileSync(join(site, 'empty.txt'), '');
  writeFileSync(join(site, 'assets/page-abc.js'), '// page');
  writeFileSync(join(site, 'assets/large.bin'), Buffer.alloc(32_000_000));
  server = await serve({ folder: site, base: BASE, host: '127.0.0.1', port: 0 });
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends a request line as it stands, which fetch would mend, and resolves to everything that comes back. */
function send(target: string, method = 'GET'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () =>
      socket.write(`${method} ${target} HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n`),
    );
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text)).on('error', reject);
  });
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

test.each([
  ['a NUL in the path', `${BASE}%00`, 400],
  ['a NUL behind the base', '/%00', 400],
  ['an escape that is none', `${BASE}%zz`, 400],
  ['an escape that is no UTF-8', `${BASE}%ff`, 400],
  ['no address at all', '//', 400],
  ['9,000 characters', BASE + 'a'.repeat(9000), 404],
  ['a name longer than a file’s may be', `${BASE}${'b'.repeat(300)}.js`, 404],
  ['a file as if it were a folder', `${BASE}index.html/more`, 404],
  ['a folder', `${BASE}assets/`, 404],
  ['a folder without its slash', `${BASE}assets`, 404],
  ['what is outside the base', '/', 404],
  ['what is outside the folder', `${BASE}..%2fsecret.txt`, 404],
  ['what is outside the folder, in Windows’ spelling', `${BASE}..%5csecret.txt`, 404],
])('%s is refused, and the next request answered', async (_, target, status) => {
  expect(statusOf(await send(target))).toBe(status);
  expect(statusOf(await send(BASE))).toBe(200);
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is no method of files', async (method) => {
  const answer = await send(BASE, method);
  expect(statusOf(answer)).toBe(405);
  expect(answer.toLowerCase()).toContain('allow: get, head');
});

test('HEAD tells what GET would send, and sends nothing', async () => {
  const answer = await send(`${BASE}service-worker.js`, 'HEAD');
  expect(statusOf(answer)).toBe(200);
  expect(answer).toContain('content-length: 9');
  expect(answer.split('\r\n\r\n')[1]).toBe('');
  expect(statusOf(await send(`${BASE}nothing`, 'HEAD'))).toBe(404);
});

test.each([
  ['', 'text/html; charset=utf-8', 'no-cache'],
  ['service-worker.js', 'text/javascript; charset=utf-8', 'no-cache'],
  ['app.webmanifest', 'application/manifest+json; charset=utf-8', 'no-cache'],
  ['empty.txt', 'text/plain; charset=utf-8', 'no-cache'],
  ['assets/page-abc.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
])('“%s” is sent as %s, kept as %s', async (path, type, caching) => {
  const answer = await fetch(`http://127.0.0.1:${server.port}${BASE}${path}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe(type);
  expect(answer.headers.get('cache-control')).toBe(caching);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  await answer.text();
});

test('a site that is packed sends its files compressed, as they were when it was packed, and what no compression helps as it is', async () => {
  writeFileSync(join(site, 'page.css'), 'a{}'.repeat(1000));
  writeFileSync(join(site, 'icon.png'), 'pixels');
  const packed = await serve({ folder: site, base: BASE, host: '127.0.0.1', port: 0, packed: packFiles(site) });
  writeFileSync(join(site, 'page.css'), 'changed');
  const get = (path: string) => fetch(`http://127.0.0.1:${packed.port}${BASE}${path}`);
  const css = await get('page.css');
  expect(css.headers.get('content-encoding')).toBe('gzip');
  expect(css.headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect(Number(css.headers.get('content-length'))).toBeLessThan(100);
  expect(await css.text()).toBe('a{}'.repeat(1000));
  const icon = await get('icon.png');
  expect(icon.headers.get('content-encoding')).toBeNull();
  expect(await icon.text()).toBe('pixels');
  expect((await get('nothing')).status).toBe(404);
  packed.close();
});

test('a site that is held sends its files as they were, whole, and what came later from the folder', async () => {
  writeFileSync(join(site, 'page.css'), 'a{}');
  const held = await serve({ folder: site, base: BASE, host: '127.0.0.1', port: 0, held: holdFiles(site) });
  writeFileSync(join(site, 'page.css'), 'changed');
  writeFileSync(join(site, 'later.css'), 'later');
  const get = (path: string) => fetch(`http://127.0.0.1:${held.port}${BASE}${path}`);
  const css = await get('page.css');
  expect(css.headers.get('content-encoding')).toBeNull();
  expect(css.headers.get('content-length')).toBe('3');
  expect(css.headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect(await css.text()).toBe('a{}');
  expect(await (await get('later.css')).text()).toBe('later');
  expect((await get('nothing')).status).toBe(404);
  held.close();
});

test('a file that vanishes while it is sent ends that answer alone', async () => {
  const path = join(site, 'assets/large.bin');
  const answer = await fetch(`http://127.0.0.1:${server.port}${BASE}assets/large.bin`);
  const reader = answer.body?.getReader();
  await reader?.read();
  truncateSync(path, 0);
  rmSync(path);
  await expect(
    (async () => {
      while ((await reader?.read())?.done === false);
    })(),
  ).rejects.toThrow();
  expect(statusOf(await send(BASE))).toBe(200);
});

test('a reader that leaves in the middle ends that answer alone', async () => {
  writeFileSync(join(site, 'assets/large.bin'), Buffer.alloc(32_000_000));
  const leave = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${server.port}${BASE}assets/large.bin`, { signal: leave.signal });
  await answer.body?.getReader().read();
  leave.abort();
  expect(statusOf(await send(BASE))).toBe(200);
});

test.skipIf(process.platform === 'win32')('a pipe is no file, and nobody waits for it', async () => {
  execFileSync('mkfifo', [join(site, 'pipe')]);
  expect(statusOf(await send(`${BASE}pipe`))).toBe(404);
});
