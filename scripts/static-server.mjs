// Serves a folder of static files, under any sub-folder path, on the first free port. Needs Node alone.

import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const PORTS_TO_TRY = 50;

/** @type {Readonly<Record<string, string>>} */
const contentTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.yaml': 'text/yaml; charset=utf-8',
};

/**
 * @typedef {{ readonly folder: string, readonly base: string, readonly host: string, readonly port: number }} Site
 * `base` starts and ends with a slash; `port` 0 is any free port, another number is the first of those tried.
 */

/**
 * @param {Site} site
 * @returns {Promise<{ readonly port: number, readonly close: () => void }>} rejects when no port is free
 */
export async function serve(site) {
  const server = createServer((request, response) => {
    const file = fileFor(site, request.url ?? '/');
    if (file === null) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
      return;
    }
    const type = contentTypes[extname(file)] ?? 'application/octet-stream';
    const hashed = file.includes(`${sep}assets${sep}`);
    const caching = hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
    response.writeHead(200, { 'content-type': type, 'cache-control': caching });
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).pipe(response);
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
 * @param {string} url
 * @returns {string | null} the file to send, or null when the address is outside the site
 */
function fileFor(site, url) {
  const path = decodePath(url);
  if (path === null || !path.startsWith(site.base)) return null;
  const file = normalize(join(site.folder, path.slice(site.base.length) || 'index.html'));
  if (!file.startsWith(normalize(site.folder + sep))) return null;
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null;
}

/** @param {string} url */
function decodePath(url) {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname);
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
