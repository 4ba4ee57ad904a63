import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { SharedScenario } from '../../src/scenario/document/document.ts';
import { decodeShareLink } from '../../src/scenario/share-link.ts';

interface Fixture {
  readonly name: string;
  readonly link: string;
  readonly holds: SharedScenario;
}

/** Made when p2 was released (2026-11-28); never to be made again. */
const FIXTURES = JSON.parse(
  readFileSync(new URL('./fixtures/p2-links.json', import.meta.url), 'utf8'),
) as readonly Fixture[];

test.each(FIXTURES)('$name: a p2 link holds what it held', ({ link, holds }) => {
  const decoded = decodeShareLink(link);
  if (!decoded.ok) throw new Error(decoded.message);
  expect(decoded.problems).toEqual([]);
  expect(decoded.scenario).toEqual(holds);
});
