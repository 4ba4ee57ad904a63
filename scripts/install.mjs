// Installs the dependencies when they are missing or older than the lockfile, and not otherwise. Needs Node alone.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const lockfile = join(root, 'package-lock.json');
const stamp = join(root, 'node_modules/.packetwalk-lock');

/** Makes node_modules match the lockfile. Ends the process with npm's exit code when npm fails. */
export function ensureInstalled() {
  const wanted = createHash('sha256').update(readFileSync(lockfile)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === wanted) return;
  if (!installedByHand()) {
    console.log('Installing dependencies (once per lockfile) …');
    const npm = process.env['npm_execpath'];
    // Not `npm ci`: it refuses a lockfile without the optional packages of other platforms, which not every registry offers.
    const args = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    const done = npm?.endsWith('.js')
      ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
      : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
    if (done.status !== 0) {
      console.error('The dependencies could not be installed; npm says why above.');
      process.exit(done.status || 1);
    }
  }
  // A new file: a copy of the folder made of hard links shares the old one.
  rmSync(stamp, { force: true });
  writeFileSync(stamp, `${wanted}\n`);
}

/** Whether someone's own `npm ci` or `npm install` already put exactly the lockfile's versions there: the folders tell. */
function installedByHand() {
  const { packages } = /** @type {{ packages: Record<string, { version: string, optional?: boolean }> }} */ (
    JSON.parse(readFileSync(lockfile, 'utf8'))
  );
  return Object.entries(packages).every(
    ([path, { version, optional }]) => path === '' || optional || versionIn(join(root, path)) === version,
  );
}

/**
 * @param {string} folder
 * @returns {string | undefined} the version of the package there
 */
function versionIn(folder) {
  const about = join(folder, 'package.json');
  return existsSync(about) ? JSON.parse(readFileSync(about, 'utf8')).version : undefined;
}
