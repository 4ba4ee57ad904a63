// Finds a Chromium for the end-to-end tests, and installs one where that can be done without asking.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

// The headless shell draws the same pages in half the time: it has no window around them.
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
];
const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * CHROME_PATH, then an installed Chromium or Chrome, then the one Playwright downloaded earlier.
 * @returns {string | null} an executable
 */
export function findBrowser() {
  const given = process.env['CHROME_PATH'];
  if (given) {
    if (isExecutable(given)) return given;
    throw new Error(`CHROME_PATH is ${given}, which cannot be executed.`);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...fixedPlaces, ...playwrightCache()].find(isExecutable) ?? null;
}

/**
 * @returns {string} an executable; ends the process with a message when there is none and none can be installed
 */
export function findOrInstallBrowser() {
  const found = findBrowser();
  if (found) return found;
  installWithApt();
  const installed = findBrowser();
  if (installed) return installed;
  console.error(
    [
      'The end-to-end tests need Chromium or Chrome, and none was found. Do one of these:',
      '  - install it (Debian, Ubuntu: sudo apt-get install chromium)',
      '  - npx playwright install chromium',
      '  - set CHROME_PATH to its executable',
    ].join('\n'),
  );
  process.exit(1);
}

function installWithApt() {
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const hasApt = ['/usr/bin/apt-get', '/bin/apt-get'].some(isExecutable);
  if (!hasApt || (prefix.length > 0 && spawnSync('sudo', ['-n', 'true']).status !== 0)) return;
  console.log('Installing Chromium with apt-get (once) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  /** @param {readonly string[]} args */
  const apt = (args) => {
    const [program = 'apt-get', ...rest] = [...prefix, 'apt-get', ...args];
    return spawnSync(program, rest, { env, encoding: 'utf8' });
  };
  apt(['update', '-q']);
  // Debian has the shell by itself; elsewhere it comes with the browser.
  for (const name of ['chromium-headless-shell', 'chromium']) {
    const done = apt(['install', '-y', '-q', '--no-install-recommends', name]);
    if (done.status === 0) return;
    console.error(done.stderr || done.stdout);
  }
}

/** @returns {readonly string[]} newest first */
function playwrightCache() {
  const folders = [
    process.env['PLAYWRIGHT_BROWSERS_PATH'],
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
  ];
  return folders
    .filter((folder) => folder !== undefined)
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.startsWith('chromium-'))
        .sort()
        .reverse()
        .flatMap((name) => [
          join(folder, name, 'chrome-linux/chrome'),
          join(folder, name, 'chrome-linux64/chrome'),
          join(folder, name, 'chrome-mac/Chromium.app/Contents/MacOS/Chromium'),
        ]),
    );
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
