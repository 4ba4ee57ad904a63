// Keeps every edition of the lessons that a link could have been made of: links name it, and open for ever.
//   node scripts/archive-lessons.mjs [--write]      without --write it only says whether today's lessons are kept

import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, root } from './install.mjs';

const folder = join(root, 'src/lessons/editions');

ensureInstalled();
const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
const { runnerImport } = await import('vite');
const source = join(root, 'tests/lessons/editions-now.ts');
const { module } = await runnerImport(source, { configFile: false, root, logLevel: 'warn' });
const { EDITIONS_NOW } = /** @type {{ EDITIONS_NOW: Record<string, string> }} */ (module);

const kept = new Set(readdirSync(folder).flatMap((file) => /^(.*)\.edition\.ts$/.exec(file)?.[1] ?? []));
const lacking = Object.entries(EDITIONS_NOW).filter(([name]) => !kept.has(name));
if (values.write) {
  for (const [name, text] of lacking) {
    const quoted = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
    writeFileSync(join(folder, `${name}.edition.ts`), `export const EDITION =\n  '${quoted}';\n`);
    kept.add(name);
  }
  const lines = [...kept].toSorted().map((name) => `  '${name}': () => import('./${name}.edition.ts'),\n`);
  writeFileSync(join(folder, 'editions.ts'), list(lines.join('')));
} else if (lacking.length > 0) {
  console.error(`not kept: ${lacking.map(([name]) => name).join(', ')}: node scripts/archive-lessons.mjs --write`);
  process.exitCode = 1;
}

/** @param {string} lines */
function list(lines) {
  return `// Written by scripts/archive-lessons.mjs. An edition is never taken out: links name it.

/** Every edition of every lesson that could be shared, as "LESSON.EDITION": its document in JSON. */
export const EDITIONS: Readonly<Record<string, () => Promise<{ readonly EDITION: string }>>> = {
${lines}};
`;
}
