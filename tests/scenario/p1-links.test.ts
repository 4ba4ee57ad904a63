import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeShareLink } from '../../src/scenario/share-link.ts';
import { whatIsShown } from './shown.ts';

interface Fixture {
  readonly name: string;
  readonly link: string;
  readonly shows: unknown;
}

/** Made by the last build that wrote p1 (2026-11-28), one of each lesson, with edits; never to be made again. */
const FIXTURES = JSON.parse(
  readFileSync(new URL('./fixtures/p1-links.json', import.meta.url), 'utf8'),
) as readonly Fixture[];

test('there are twelve of them', () => {
  expect(FIXTURES).toHaveLength(12);
});

test.each(FIXTURES)('$name: a p1 link shows what it showed', async ({ link, shows }) => {
  const decoded = decodeShareLink(link);
  if (!decoded.ok) throw new Error(decoded.why.code);
  expect(decoded.problems).toEqual([]);
  expect(JSON.parse(JSON.stringify(await whatIsShown(decoded.scenario)))).toEqual(shows);
});
