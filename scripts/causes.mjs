// Keeps the list in docs/causes.md equal to what the engine says: its cause codes, and the sentences their scenarios end with.
//   node scripts/causes.mjs [--write]      without --write it only says whether the list is current

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, root } from './install.mjs';

const document = join(root, 'docs/causes.md');
const marker = '<!-- Below: written by scripts/causes.mjs from the code. -->';

ensureInstalled();
const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
const { runnerImport } = await import('vite');
const source = join(root, 'tests/engine/routing/causes/format-causes.ts');
const { module } = await runnerImport(source, { configFile: false, root, logLevel: 'warn' });
const { formatCauses } = /** @type {{ formatCauses: () => string }} */ (module);

const current = readFileSync(document, 'utf8');
const at = current.indexOf(marker);
if (at === -1) throw new Error(`docs/causes.md has lost its marker: ${marker}`);
const wanted = `${current.slice(0, at)}${marker}\n\n${formatCauses()}`;
if (values.write) writeFileSync(document, wanted);
else if (wanted !== current) {
  console.error('docs/causes.md does not say what the engine says: node scripts/causes.mjs --write');
  process.exitCode = 1;
}
