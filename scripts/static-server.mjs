// Serves a folder of static files, under any sub-folder path, on the first free port. Needs Node alone.

import { constants, readdirSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';

const PORTS_TO_TRY = 50;

/** @type {Readonly<Record<string, string>>} */
const contentTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.yaml': 'text/yaml; charset=utf-8',
};

/**
 * @typedef {{ readonly folder: string, readonly base: string, readonly host: string, readonly port: number, readonly packed?: ReadonlyMap<string, Buffer>, readonly held?: ReadonlyMap<string, Buffer> }} Site
 * `base` starts and ends with a slash; `port` 0 is any free port, another number is the first of those tried; `packed` are files to
 * send compressed (packFiles), `held` those to send from memory as they are (holdFiles).
 */

/**
 * @param {Site} site
 * @returns {Promise<{ readonly port: number, readonly close: () => void }>} rejects when no port is free
 */
export async function serve(site) {
  const server = createServer((request, response) => {
    // Whatever happens to one answer is the end of that answer alone.
    answer(site, request, response).catch(() => response.destroy());
  });
  const port = await listen(server, site);
  return {
    port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * @param {Site} site
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(site, { method, url }, response) {
  if (method !== 'GET' && method !== 'HEAD') {
    refuse(response, 405, 'Only GET and HEAD\n', { allow: 'GET, HEAD' });
    return;
  }
  const path = decodePath(url ?? '/');
  if (path === null) {
    refuse(response, 400, 'Not an address\n');
    return;
  }
  const file = fileFor(site, path);
  const packed = file === null ? undefined : site.packed?.get(file);
  if (file !== null && packed !== undefined) {
    response.writeHead(200, { ...headersOf(file, packed.length), 'content-encoding': 'gzip' });
    response.end(method === 'HEAD' ? undefined : packed);
    return;
  }
  const held = file === null ? undefined : site.held?.get(file);
  if (file !== null && held !== undefined) {
    response.writeHead(200, headersOf(file, held.length));
    response.end(method === 'HEAD' ? undefined : held);
    return;
  }
  const found = file === null ? null : await openFile(file);
  if (file === null || found === null) {
    refuse(response, 404, 'Not found\n');
    return;
  }
  const { handle, size } = found;
  response.writeHead(200, headersOf(file, size));
  if (method === 'HEAD' || size === 0) {
    await handle.close();
    response.end();
  } else await pipeline(handle.createReadStream({ start: 0, end: size - 1 }), response);
}

/**
 * @param {string} file
 * @param {number} length of what is sent, in bytes
 */
function headersOf(file, length) {
  return {
    'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
    'content-length': length,
    // Of what has no hash in its name, the service worker first of all, the newest is asked for every time.
    'cache-control': file.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    // A frame with a sandbox has no origin of its own, and its scripts are asked for as a stranger's.
    'access-control-allow-origin': '*',
  };
}

/** What no compression makes smaller. */
const PACKED_ALREADY = ['.png', '.woff2'];

/**
 * @param {string} folder
 * @returns {ReadonlyMap<string, Buffer>} its files as a server would send them compressed, made once: no request waits for it
 */
export function packFiles(folder) {
  const files = [...holdFiles(folder)].filter(([file]) => !PACKED_ALREADY.includes(extname(file)));
  return new Map(files.map(([file, bytes]) => [file, gzipSync(bytes)]));
}

/**
 * @param {string} folder
 * @returns {ReadonlyMap<string, Buffer>} its files as they are now: what is asked for again and again is not read again
 */
export function holdFiles(folder) {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
      const file = normalize(join(entry.parentPath, entry.name));
      return entry.isFile() ? [/** @type {const} */ ([file, readFileSync(file)])] : [];
    }),
  );
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} text
 * @param {Readonly<Record<string, string>>} [headers]
 */
function refuse(response, status, text, headers = {}) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache', ...headers });
  response.end(text);
}

/**
 * @param {string} file
 * @returns {Promise<{ readonly handle: import('node:fs/promises').FileHandle, readonly size: number } | null>} null when there is no such file
 */
async function openFile(file) {
  // Not waiting for a writer: a pipe is refused below.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => null);
  if (handle === null) return null;
  const found = await handle.stat();
  if (found.isFile()) return { handle, size: found.size };
  await handle.close();
  return null;
}

/**
 * @param {Site} site
 * @param {string} path
 * @returns {string | null} the file that is asked for, or null when the address is outside the site
 */
function fileFor(site, path) {
  if (!path.startsWith(site.base)) return null;
  const file = normalize(join(site.folder, path.slice(site.base.length) || 'index.html'));
  return file.startsWith(normalize(site.folder + sep)) ? file : null;
}

/**
 * @param {string} url
 * @returns {string | null} null when it is none, or what it names can't be a file's name
 */
function decodePath(url) {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    return path.includes('\0') ? null : path;
  } catch {
    return null;
  }
}

/**
 * @param {import('node:http').Server} server
 * @param {Site} site
 * @returns {Promise<number>}
 */
async function listen(server, { host, port }) {
  for (let offset = 0; offset < PORTS_TO_TRY; offset++) {
    const bound = await tryListen(server, host, port === 0 ? 0 : port + offset);
    if (bound !== null) return bound;
  }
  throw new Error(`No free port between ${port} and ${port + PORTS_TO_TRY - 1}.`);
}

/**
 * @param {import('node:http').Server} server
 * @param {string} host
 * @param {number} port
 * @returns {Promise<number | null>} null when the port is taken
 */
function tryListen(server, host, port) {
  return new Promise((resolve, reject) => {
    /** @param {NodeJS.ErrnoException} error */
    const failed = (error) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error));
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
}
