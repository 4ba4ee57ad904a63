// Keeps what is written of the kinds elsewhere equal to the files of the kinds: the lists in docs/kinds.md, and the table by which
// a page knows all kinds before it has fetched what their objects say.
//   node scripts/kinds.mjs [--write]      without --write it only says whether both are current

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, root } from './install.mjs';

const document = join(root, 'docs/kinds.md');
const table = join(root, 'src/engine/kubernetes/kind-table/kind-table.ts');
const marker = '<!-- Below: written by scripts/kinds.mjs from the code. -->';

ensureInstalled();
const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
const { runnerImport } = await import('vite');

/** @param {string} path */
const load = async (path) =>
  (await runnerImport(join(root, path), { configFile: false, root, logLevel: 'warn' })).module;

/** @param {string} path @param {string} wanted */
function settle(path, wanted) {
  if (values.write) writeFileSync(path, wanted);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== wanted) {
    console.error(`${relative(root, path)} does not say what the engine does: node scripts/kinds.mjs --write`);
    process.exitCode = 1;
  }
}

// The table first: the lists are made by code that looks into it.
const { formatTable } = /** @type {{ formatTable: () => string }} */ (
  await load('tests/engine/kubernetes/kinds/format-table.ts')
);
settle(table, formatTable());
const { formatKinds } = /** @type {{ formatKinds: () => string }} */ (
  await load('tests/engine/kubernetes/kinds/format-kinds.ts')
);
const current = readFileSync(document, 'utf8');
const at = current.indexOf(marker);
if (at === -1) throw new Error(`docs/kinds.md has lost its marker: ${marker}`);
settle(document, `${current.slice(0, at)}${marker}\n\n${formatKinds()}\n`);
