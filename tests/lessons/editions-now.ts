import { SCENARIOS } from '../../src/lessons/catalog.ts';
import { editionOf } from '../../src/scenario/edition.ts';

const entries = SCENARIOS.map(async ({ id, load }) => {
  const document = await load();
  return [`${id}.${editionOf(document)}`, JSON.stringify(document)] as const;
});

/** The lessons as they are, as "LESSON.EDITION": the document in JSON. */
export const EDITIONS_NOW: Readonly<Record<string, string>> = Object.fromEntries(await Promise.all(entries));
