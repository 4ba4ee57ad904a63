// Keeps the whole page in the browser, so that it opens without a network and a part of it is never missing. Each version has a
// cache of its own. A new version waits until the pages of the old one are closed, or a person asks for it.
// The build puts VERSION and FILES in front of this file; it imports nothing.

/** Of the build: another one for any change of any file. */
declare const VERSION: string;
/** Every file of the page, relative to its folder; '' is the page itself. */
declare const FILES: readonly string[];
declare const self: ServiceWorkerGlobalScope;

const { scope } = self.registration;
/** An origin can hold several packetwalks in different folders. */
const OURS = `packetwalk ${scope} `;
const CURRENT = OURS + VERSION;
/** A file with a hash in its name never changes. */
const HASHED = /^assets\//;
const AT_ONCE = 6;
const PATIENCE = 3000;

self.addEventListener('install', (event) => event.waitUntil(keepFiles()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim().then(dropUnused)));
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') event.waitUntil(self.skipWaiting());
  if (event.data === 'drop-unused') event.waitUntil(dropUnused());
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || request.cache === 'no-store' || !request.url.startsWith(scope)) return;
  const url = plainUrl(request.url);
  const file = url.slice(scope.length).replace(/^index\.html$/, '');
  if (file.startsWith('assets/') || FILES.includes(file)) event.respondWith(answer(scope + file, request));
});

/**
 * From the cache of this version, else of another one that a page may still be of, else from the network. No cache is opened for that:
 * one that a page has dropped, since something else is served here now, would be there again.
 */
async function answer(url: string, request: Request): Promise<Response> {
  const kept = (await caches.match(url, { cacheName: CURRENT })) ?? (await findInOthers(url));
  return kept ?? fetch(request);
}

async function findInOthers(url: string): Promise<Response | undefined> {
  if (!HASHED.test(url.slice(scope.length))) return undefined;
  for (const name of await ourCaches()) {
    const found = await caches.match(url, { cacheName: name });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Fails as a whole where one file fails: half a page is none. It goes on from there the next time. */
async function keepFiles(): Promise<void> {
  const cache = await caches.open(CURRENT);
  const left = [...FILES];
  const work = async (): Promise<void> => {
    for (let file = left.shift(); file !== undefined; file = left.shift()) await keepFile(cache, file);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function keepFile(cache: Cache, file: string): Promise<void> {
  const url = scope + file;
  const hashed = HASHED.test(file);
  if (hashed && (await cache.match(url)) !== undefined) return;
  const known = await findInOthers(url);
  if (known !== undefined) {
    await cache.put(url, known);
    return;
  }
  const response = await fetch(url, { cache: hashed ? 'default' : 'no-cache' });
  if (!response.ok || response.redirected) throw new Error(`${url} answers ${response.status}`);
  if (file === '') await checkPage(response.clone());
  await cache.put(url, response);
}

/** The page that is served now may be of the next version already: its files are not those of this one. */
async function checkPage(page: Response): Promise<void> {
  const named = (await page.text()).match(/assets\/[\w.-]+/g) ?? [];
  const foreign = named.find((file) => !FILES.includes(file));
  if (foreign !== undefined) throw new Error(`The page names ${foreign}, which is of another version`);
}

/** Drops the caches of other versions, except those that an open page is of. A page that does not answer may be of any. */
async function dropUnused(): Promise<void> {
  if (self.registration.waiting !== null || self.registration.installing !== null) return;
  const others = (await ourCaches()).filter((name) => name !== CURRENT);
  if (others.length === 0) return;
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const entries = await Promise.all(open.filter(({ url }) => url.startsWith(scope)).map(askEntry));
  if (entries.includes(undefined)) return;
  // The name of the script tells the names of all others it may ask for.
  const current = await caches.open(CURRENT);
  const foreign: string[] = [];
  for (const entry of entries) {
    if (entry !== undefined && (await current.match(entry)) === undefined) foreign.push(entry);
  }
  for (const name of others) {
    const cache = await caches.open(name);
    const found = await Promise.all(foreign.map((entry) => cache.match(entry)));
    if (found.every((each) => each === undefined)) await caches.delete(name);
  }
}

/** Which script a page began with; undefined: it does not say. */
function askEntry(page: WindowClient | Client): Promise<string | undefined> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }: MessageEvent<unknown>) =>
      resolve(typeof data === 'string' ? data : undefined),
    );
    port1.start();
    setTimeout(() => resolve(undefined), PATIENCE);
    page.postMessage('which-entry', [port2]);
  });
}

async function ourCaches(): Promise<readonly string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(OURS));
}

function plainUrl(url: string): string {
  const [plain = url] = url.split(/[?#]/);
  return plain;
}
