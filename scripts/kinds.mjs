// Keeps the lists in docs/kinds.md equal to what the engine does with objects of each kind.
//   node scripts/kinds.mjs [--write]      without --write it only says whether the list is current

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, root } from './install.mjs';

const document = join(root, 'docs/kinds.md');
const marker = '<!-- Below: written by scripts/kinds.mjs from the code. -->';

ensureInstalled();
const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
const { runnerImport } = await import('vite');
const source = join(root, 'tests/engine/kubernetes/kinds/format-kinds.ts');
const { module } = await runnerImport(source, { configFile: false, root, logLevel: 'warn' });
const { formatKinds } = /** @type {{ formatKinds: () => string }} */ (module);

const current = readFileSync(document, 'utf8');
const at = current.indexOf(marker);
if (at === -1) throw new Error(`docs/kinds.md has lost its marker: ${marker}`);
const wanted = `${current.slice(0, at)}${marker}\n\n${formatKinds()}\n`;
if (values.write) writeFileSync(document, wanted);
else if (wanted !== current) {
  console.error('docs/kinds.md does not say what the engine does: node scripts/kinds.mjs --write');
  process.exitCode = 1;
}
