// Keeps what links were made of: they name the edition of a lesson that they change, and open for ever. A lesson is its own edition until
// it changes; then the former one is found in tests/lessons/published.json, and kept in src/lessons/editions.
//   node scripts/archive-lessons.mjs [--write]      without --write it only says whether all is kept

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, root } from './install.mjs';

ensureInstalled();
const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
const { runnerImport } = await import('vite');
const source = join(root, 'tests/lessons/archive-now.ts');
const { module } = await runnerImport(source, { configFile: false, root, logLevel: 'warn' });
const { FILES } = /** @type {{ FILES: Record<string, string> }} */ (module);

for (const [path, text] of Object.entries(FILES)) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (values.write) writeFileSync(file, text);
  else {
    console.error(`${path} lacks an edition: node scripts/archive-lessons.mjs --write`);
    process.exitCode = 1;
  }
}
