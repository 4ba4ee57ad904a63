import { expect, test } from 'vitest';
import { PROBLEMS } from '../../src/narration/en/scenario/problems.ts';
import { say } from '../../src/narration/sentences.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../src/scenario/document/document.ts';
import { decodeShareLink, encodeShareLink } from '../../src/scenario/share-link.ts';

const many = <T>(count: number, item: T): readonly T[] => Array.from({ length: count }, () => item);
const FLOODS: Readonly<Record<string, Partial<ScenarioDocument>>> = {
  requests: { requests: many(100_000, { from: { internet: true }, to: 'http://a/' }) },
  'story steps': { story: many(100_000, { title: 'a', text: 'b' }) },
  interventions: { interventions: many(100_000, { type: 'kill-sandbox', namespace: 'a', pod: 'b' }) },
  positions: { layout: Object.fromEntries(many(100_000, { x: 1, y: 2 }).map((at, index) => [`Pod/a/${index}`, at])) },
};

test.each(Object.entries(FLOODS))('of a flood of %s the first ones are kept, with a word', (what, flood) => {
  const link = encodeShareLink({ document: { ...EMPTY_DOCUMENT, ...flood }, choices: [], lens: 'objects' });
  const decoded = decodeShareLink(link);
  if (!decoded.ok) throw new Error(decoded.why.code);
  const { document } = decoded.scenario;
  const kept = [document.requests, document.story, document.interventions, Object.keys(document.layout)];
  expect(Math.max(...kept.map(({ length }) => length))).toBeLessThanOrEqual(50_000);
  expect(decoded.problems.map((problem) => say(PROBLEMS, problem))).toEqual([
    expect.stringMatching(new RegExp(`^There are 100,000 ${what}; the first [0-9,]+ are kept\\.$`)),
  ]);
});
