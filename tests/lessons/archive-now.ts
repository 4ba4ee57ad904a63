import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { CHALLENGES } from '../../src/lessons/catalog/challenges.ts';
import { FORMER } from '../../src/lessons/editions/editions.ts';
import { editionOf } from '../../src/scenario/edition.ts';
import { type Archive, formatArchive, keepEditions, PUBLISHED } from './archive.ts';

const former = [...FORMER].map(async ([id, load]) => [id, Object.fromEntries((await load()).EDITIONS)] as const);
const lessons = [...SCENARIOS, ...CHALLENGES].map(async ({ id, load }) => {
  const document = await load();
  return [id, { edition: editionOf(document), text: JSON.stringify(document) }] as const;
});
const path = fileURLToPath(new URL(`../../${PUBLISHED}`, import.meta.url));

/** What is kept. */
export const ARCHIVE: Archive = {
  published: JSON.parse(readFileSync(path, 'utf8')) as Archive['published'],
  former: Object.fromEntries(await Promise.all(former)),
};

/** The files that hold what has to be kept, by their path. */
export const FILES = formatArchive(keepEditions(ARCHIVE, Object.fromEntries(await Promise.all(lessons))));
