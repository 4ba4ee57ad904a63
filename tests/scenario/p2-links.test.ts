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

/** What a depth was called then, and is now; the key steps of then are the hops, which nobody has to ask for. */
const DEPTHS = new Map([['all', 'rules']]);

/** What a document said then that nobody had given a title. */
const UNTITLED = 'Untitled';

test.each(FIXTURES)('$name: a p2 link holds what it held', ({ link, holds }) => {
  const decoded = decodeShareLink(link);
  if (!decoded.ok) throw new Error(decoded.why.code);
  expect(decoded.problems).toEqual([]);
  const depth = holds.depth && (DEPTHS.get(holds.depth) ?? holds.depth);
  const { document } = holds;
  const title = document.title === UNTITLED ? '' : document.title;
  expect(decoded.scenario).toEqual({ ...holds, document: { ...document, title }, ...(depth && { depth }) });
});
