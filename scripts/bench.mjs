// npm run bench: measures what fast means here, each figure against a reference in the same run, and writes docs/performance.md.
//   --rows 1,4,10   only these rows; prints, and leaves docs/performance.md as it is
//   --rounds 7      rounds of each measurement, 5 unless told

import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { isBuilt } from './build-stamp.mjs';
import { findOrInstallBrowser } from './find-browser.mjs';
import { ensureInstalled, root } from './install.mjs';
import { packFiles, serve } from './static-server.mjs';
import { runGroup } from './steps.mjs';

const LEAST_ROUNDS = 5;
/** Its version 5 takes twice as long. */
const PARSER = 'js-yaml@4.1.0';
const { values } = parseArgs({
  options: { rows: { type: 'string' }, rounds: { type: 'string', default: String(LEAST_ROUNDS) } },
});
const rows = values.rows?.split(',').map(Number);
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1 || rows?.some((row) => !Number.isInteger(row))) {
  console.error('Usage: npm run bench -- [--rows 1,4,10] [--rounds 5]');
  process.exit(2);
}
if (rounds < LEAST_ROUNDS) console.error(`Fewer than ${LEAST_ROUNDS} rounds: good for trying, not for a figure.`);

process.chdir(root);
ensureInstalled();
const executable = findOrInstallBrowser();
/** Rows that measure what is built, the page or the command line. */
const OF_THE_BUILD = [4, 5, 9, 11, 12];
if ((rows === undefined || rows.some((row) => OF_THE_BUILD.includes(row))) && !isBuilt()) {
  const built = await runGroup('build', [{ name: 'page', command: [process.execPath, 'scripts/build.mjs'] }]);
  if (!built) process.exit(1);
}

const out = join(root, '.cache/bench');
const pages = join(root, 'tests/bench/pages');
rmSync(out, { recursive: true, force: true });
const { build } = await import('vite');
/** @param {readonly string[]} names of the pages that may share their scripts */
const buildPages = (names) =>
  build({
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: join(out, 'pages'),
      emptyOutDir: false,
      rollupOptions: { input: names.map((name) => join(pages, name)) },
    },
  });
/** The parser that row 5 is measured against: nothing here depends on it, so it is fetched for that row alone. */
function fetchParser() {
  const folder = join(root, '.cache/bench-parser');
  const file = join(folder, 'node_modules/js-yaml/dist/js-yaml.min.js');
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const install = ['install', '--prefix', folder, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', [...install, PARSER], { stdio: ['ignore', 'ignore', 'inherit'] });
  return file;
}

const alone = 'react.html';
await buildPages(readdirSync(pages).filter((name) => name.endsWith('.html') && name !== alone));
await buildPages([alone]);
if (rows === undefined || rows.includes(5))
  copyFileSync(fetchParser(), join(out, 'pages/tests/bench/pages/js-yaml.min.js'));
await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: {
    ssr: true,
    outDir: join(out, 'program'),
    minify: false,
    target: 'node20',
    rollupOptions: {
      input: { main: 'tests/bench/main.ts', 'scale-program': 'tests/bench/scale-program.ts' },
      output: { entryFileNames: '[name].js' },
    },
  },
});

const { run } = await import(pathToFileURL(join(out, 'program/main.js')).href);
const host = '127.0.0.1';
/** Served as a server on the network would, compressed; what is measured and what it is measured against alike. @param {string} folder */
const servePacked = (folder) =>
  serve({ folder, base: '/', host, port: 0, packed: existsSync(folder) ? packFiles(folder) : new Map() });
const measured = await servePacked(join(out, 'pages'));
const site = await servePacked(join(root, 'dist'));
try {
  const met = await run({
    root,
    rounds,
    ...(rows === undefined ? {} : { rows }),
    executable,
    pages: `http://${host}:${measured.port}/tests/bench/pages/`,
    site: `http://${host}:${site.port}/`,
  });
  if (!met) console.log('Not every target is met.');
} finally {
  measured.close();
  site.close();
}
