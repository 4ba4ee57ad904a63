// Knows whether dist/ is the build of the sources as they are now.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

const sources = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'scripts/cli/compile.mjs',
  'scripts/cli/launch.mjs',
  'scripts/page-files.mjs',
  'scripts/first-picture.mjs',
  'scripts/notices.mjs',
  'package-lock.json',
];
const stamp = join(root, '.cache/build-stamp');

/** Whether dist/ holds the page and the command line built from exactly these sources. */
export function isBuilt() {
  const outputs = ['dist/index.html', 'dist/cli/packetwalk.js'];
  if (!outputs.every((path) => existsSync(join(root, path)))) return false;
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digestSources();
}

/** Call before a build: until it has ended well, nothing is called built. */
export function clearBuildStamp() {
  rmSync(stamp, { force: true });
}

/** @param {string} digest of the sources the build started from */
export function writeBuildStamp(digest) {
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(stamp, digest);
}

/** @returns {string} a digest of the names and contents of everything a build reads */
export function digestSources() {
  const hash = createHash('sha256');
  for (const path of sources.flatMap(listFiles).sort()) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {readonly string[]}
 */
function listFiles(path) {
  if (!existsSync(join(root, path))) return [];
  if (!readdirSync(root, { withFileTypes: true }).some((entry) => entry.name === path && entry.isDirectory())) {
    return [path];
  }
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}
