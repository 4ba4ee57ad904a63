// npm start: installs and builds when needed, serves the built page and prints its address.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isBuilt } from './build-stamp.mjs';
import { ensureInstalled, root } from './install.mjs';
import { serve } from './static-server.mjs';

const FIRST_PORT = 4173;

ensureInstalled();
if (!isBuilt()) {
  const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) process.exit(built.status || 1);
}
const host = process.env['HOST'] ?? '127.0.0.1';
const server = await serve({
  folder: join(root, 'dist'),
  base: '/',
  host,
  port: Number(process.env['PORT'] ?? FIRST_PORT),
});
console.log(
  `\npacketwalk is at http://${host === '127.0.0.1' ? 'localhost' : host}:${server.port}/   (Ctrl C ends it)`,
);
