// npm test: everything, from a fresh clone on. Stops after the first group that fails.

import { checks } from './check.mjs';
import { findOrInstallBrowser } from './find-browser.mjs';
import { ensureInstalled, root } from './install.mjs';
import { runGroup, tool } from './steps.mjs';

process.chdir(root);
ensureInstalled();
const browser = findOrInstallBrowser();
console.log(`Browser: ${browser}`);
const started = performance.now();

const passed =
  (await runGroup('check and build', [
    { name: 'page and command line', command: [process.execPath, 'scripts/build.mjs'] },
    ...checks(),
  ])) &&
  (await runGroup('unit and property tests', [{ name: 'vitest', command: tool('vitest', 'run'), live: true }])) &&
  (await runGroup('end-to-end tests', [
    {
      name: 'playwright',
      command: tool('playwright', 'test', '--project', 'chromium'),
      env: { CHROME_PATH: browser },
      live: true,
    },
  ]));

const minutes = ((performance.now() - started) / 60_000).toFixed(1);
console.log(`\n${passed ? 'All tests passed' : 'FAILED'} after ${minutes} min`);
process.exitCode = passed ? 0 : 1;
