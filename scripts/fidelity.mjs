// Keeps the list in docs/fidelity.md equal to the `Simplification: …` lines in the sources.
//   node scripts/fidelity.mjs [--write]      without --write it only says whether the list is current

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './install.mjs';

const document = join(root, 'docs/fidelity.md');
const marker = '<!-- Below: written by scripts/fidelity.mjs from the sources. -->';

/**
 * @param {string} text of a source file
 * @returns {readonly string[]} what each of its simplification lines says
 */
export function findSimplifications(text) {
  return [...text.matchAll(/\bSimplification: (.+?)\s*(?:\*\/)?\s*$/gm)].map((match) => match[1] ?? '');
}

/** @returns {string} a section per source file that simplifies something, sorted by path */
function formatSections() {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({
      path: path.split(sep).join('/'),
      lines: findSimplifications(readFileSync(join(root, 'src', path), 'utf8')),
    }))
    .filter(({ lines }) => lines.length > 0)
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, lines }) => `### ${path}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`)
    .join('\n');
}

if (import.meta.filename === process.argv[1]) {
  const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
  const current = readFileSync(document, 'utf8');
  const at = current.indexOf(marker);
  if (at === -1) throw new Error(`docs/fidelity.md has lost its marker: ${marker}`);
  const wanted = `${current.slice(0, at)}${marker}\n\n${formatSections()}`;
  if (values.write) writeFileSync(document, wanted);
  else if (wanted !== current) {
    console.error(
      'docs/fidelity.md does not list the simplifications in src as they are: node scripts/fidelity.mjs --write',
    );
    process.exitCode = 1;
  }
}
