// What the built page has beside its bundle: a Content-Security-Policy, the list of its files in the service worker, the notices.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { transformWithOxc } from 'vite';
import { root } from './install.mjs';
import { formatNotices } from './notices.mjs';

const WORKER = 'service-worker.js';
const WORKER_SOURCE = join(root, 'src/app/service-worker/service-worker.ts');
const NOTICES = 'third-party-notices.txt';

/** @returns {import('vite').Plugin} */
export function pageFiles() {
  return {
    name: 'packetwalk-page-files',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir = 'dist' }, bundle) {
        // Pages to measure are built alike and have none of it.
        if (bundle['index.html'] === undefined) return;
        const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
        writeFileSync(join(dir, NOTICES), formatNotices(modules));
        const page = join(dir, 'index.html');
        writeFileSync(page, addPolicy(readFileSync(page, 'utf8')));
        writeFileSync(join(dir, WORKER), await createWorker(dir));
      },
    },
  };
}

/**
 * @param {string} html
 * @returns {string} the page with its policy in front of everything that is fetched
 */
export function addPolicy(html) {
  if (/<script(?![^>]*\bsrc=)[^>]*>|\son\w+=|\sstyle=/i.test(html))
    throw new Error('The page holds a script or a style that its policy forbids');
  const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(
    ([, text = '']) => `'sha256-${digest(text, 'base64')}'`,
  );
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    ["style-src 'self'", ...styles].join(' '),
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
  const charset = '<meta charset="utf-8" />';
  if (!html.includes(charset)) throw new Error('The page does not begin with its character set');
  return html.replace(charset, `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`);
}

/**
 * @param {string} dir
 * @returns {Promise<string>} the service worker, which knows every file of the page
 */
async function createWorker(dir) {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .split(sep)
        .join('/'),
    )
    .filter((file) => !file.startsWith('cli/') && file !== WORKER)
    .sort();
  const source = readFileSync(WORKER_SOURCE, 'utf8');
  const version = digest(
    [source, ...files.map((file) => `${file} ${digest(readFileSync(join(dir, file)), 'hex')}`)].join('\n'),
    'hex',
  );
  // The page itself goes by the name of its folder: that is the address people open.
  const listed = files.map((file) => (file === 'index.html' ? '' : file));
  const { code } = await transformWithOxc(source, WORKER_SOURCE, { target: 'es2022' });
  return `const VERSION = ${JSON.stringify(version.slice(0, 12))};\nconst FILES = ${JSON.stringify(listed)};\n${code}`;
}

/**
 * @param {string | Buffer} text
 * @param {'hex' | 'base64'} encoding
 */
function digest(text, encoding) {
  return createHash('sha256').update(text).digest(encoding);
}
