import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../scripts/install.mjs';

const NAMED = /`((?:[a-z0-9-]+\/)+[A-Za-z0-9_.-]+\.(?:tsx?|mjs))`/g;
/** Where the text leaves away what goes without saying. */
const BEGINNINGS = ['', 'src', 'src/engine', 'tests', 'tests/engine/kubernetes', 'tests/engine'];

const PAGES = readdirSync(join(root, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);

test.each(['README.md', 'CONTRIBUTING.md', ...PAGES])('%s names no file that is not there', (name) => {
  const text = readFileSync(join(root, name), 'utf8');
  const named = [...text.matchAll(NAMED)].flatMap(([, path]) => path ?? []).filter((path) => !path.includes('NAME'));
  expect(named.filter((path) => !BEGINNINGS.some((start) => existsSync(join(root, start, path))))).toEqual([]);
});
