import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { FORMER } from '../../src/lessons/editions/editions.ts';
import { loadEdition } from '../../src/lessons/catalog/load-edition.ts';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { editionOf } from '../../src/scenario/edition.ts';
import { type Archive, formatArchive, keepEditions } from './archive.ts';
import { ARCHIVE, FILES } from './archive-now.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const STALE = 'a lesson is new or has changed: node scripts/archive-lessons.mjs --write';

test.each(Object.entries(FILES))('%s keeps what links of today’s lessons will need', (path, text) => {
  expect(existsSync(`${root}/${path}`), STALE).toBe(true);
  expect(readFileSync(`${root}/${path}`, 'utf8') === text, STALE).toBe(true);
});

test('each file of a former edition is listed', () => {
  const files = readdirSync(`${root}/src/lessons/editions`, { recursive: true, withFileTypes: true });
  const names = files.filter((each) => each.isFile()).map(({ name }) => name);
  expect(names.toSorted()).toEqual([...[...FORMER.keys()].map((id) => `${id}.ts`), 'editions.ts'].toSorted());
});

const published = Object.entries(ARCHIVE.published).flatMap(([id, { editions }]) =>
  editions.split(' ').map((edition) => [id, edition] as const),
);

test.each(published)('%s.%s, of which links were made, opens as what its name says', async (id, edition) => {
  const document = await loadEdition(id, edition);
  expect(document && editionOf(document), STALE).toBe(edition);
});

const editionsOf = (archive: Archive) => Object.values(archive.former).flatMap((editions) => Object.keys(editions));

test('a new lesson needs no edition kept; one that changed, or is gone, needs its last one', () => {
  const none: Archive = { published: {}, former: {} };
  const fresh = keepEditions(none, { a: { edition: '1', text: 'first' } });
  expect(fresh).toEqual({ published: { a: { editions: '1', last: 'first' } }, former: {} });
  expect(keepEditions(fresh, { a: { edition: '1', text: 'first' } })).toEqual(fresh);
  const changed = keepEditions(fresh, { a: { edition: '2', text: 'second' } });
  expect(changed.published).toEqual({ a: { editions: '1 2', last: 'second' } });
  expect(changed.former).toEqual({ a: { 1: 'first' } });
  const again = keepEditions(changed, { a: { edition: '1', text: 'first' } });
  expect(again.published).toEqual({ a: { editions: '2 1', last: 'first' } });
  expect(editionsOf(again)).toEqual(['1', '2']);
  expect(keepEditions(fresh, {}).former).toEqual({ a: { 1: 'first' } });
  expect(Object.keys(formatArchive(fresh)).filter((path) => path.endsWith('/a.ts'))).toEqual([]);
  expect(formatArchive(changed)['src/lessons/editions/a/a.ts']).toContain("'first'");
});

test('an edition is named by what the lesson says', async () => {
  const [lesson] = await Promise.all(SCENARIOS.slice(0, 1).map(({ load }) => load()));
  if (lesson === undefined) throw new Error('no lesson');
  const edition = editionOf(lesson);
  expect(editionOf({ ...lesson, lesson: 'pod-to-service' })).toBe(edition);
  expect(editionOf({ ...lesson, title: `${lesson.title}.` })).not.toBe(edition);
  expect(editionOf({ ...lesson, objects: lesson.objects.slice(1) })).not.toBe(edition);
  expect(await loadEdition('pod-to-service', 'nothing')).toBeUndefined();
  expect(await loadEdition('constructor', '')).toBeUndefined();
});
