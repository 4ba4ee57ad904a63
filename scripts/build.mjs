// npm run build: the page to dist/, the command line to dist/cli/packetwalk.js.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { clearBuildStamp, digestSources, writeBuildStamp } from './build-stamp.mjs';
import { ensureInstalled, root } from './install.mjs';
import { runGroup, tool } from './steps.mjs';

ensureInstalled();
const digest = digestSources();
clearBuildStamp();
rmSync(join(root, 'dist'), { recursive: true, force: true });
const ok = await runGroup('build', [
  { name: 'page', command: tool('vite', 'build', '--logLevel', 'warn') },
  { name: 'command line', command: tool('vite', 'build', '--mode', 'cli', '--logLevel', 'warn') },
]);
if (ok) writeBuildStamp(digest);
else process.exitCode = 1;
