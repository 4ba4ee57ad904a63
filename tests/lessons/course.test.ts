import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { CHALLENGES } from '../../src/lessons/catalog/challenges.ts';

const PAGE = readFileSync(join(root, 'docs/lessons.md'), 'utf8');
const NOT_YET = 'not yet';
const REFERENCE = /^`([\w-]+)` (\d+)$/;

/** The cells of the table below a heading, a row each, without its head. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = PAGE.split(`\n## ${heading}\n`);
  const [text = ''] = section.split('\n## ');
  return text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const path = rowsBelow('The path');
const codes = rowsBelow('Competences').map(([code]) => code);
const served = path.flatMap(([, , , cell = '']) => cell.split(', '));

test('every lesson is in it, in the order of the path', () => {
  expect(path.map(([number, id, title]) => [number, id, title])).toEqual(
    SCENARIOS.map(({ id, title }, index) => [String(index + 1), `\`${id}\``, title]),
  );
});

test('every challenge is in it, in the order of the Gallery, and serves competences', () => {
  const rows = rowsBelow('Challenges');
  expect(rows.map(([number, id, title]) => [number, id, title])).toEqual(
    CHALLENGES.map(({ id, title }, index) => [String(index + 1), `\`${id}\``, title]),
  );
  const serving = rows.flatMap(([, , , cell = '']) => cell.split(', '));
  expect(serving.filter((code) => !codes.includes(code))).toEqual([]);
});

test('every lesson serves competences, and every competence is served', () => {
  expect(new Set(codes).size).toBe(codes.length);
  expect(served.filter((code) => !codes.includes(code))).toEqual([]);
  expect(codes.filter((code) => code !== undefined && !served.includes(code))).toEqual([]);
});

test('where a fact is seen is a part of a lesson, where it is done a part or a challenge, or it says that none is there yet', async () => {
  const parts = new Map(
    await Promise.all(SCENARIOS.map(async ({ id, load }) => [id, (await load()).story.length] as const)),
  );
  const facts = rowsBelow('Facts');
  const challenges: string[] = [];
  expect(facts.length).toBeGreaterThan(0);
  for (const [fact, ...cells] of facts) {
    expect(cells, fact).toHaveLength(2);
    const [seen = '', done = ''] = cells;
    const named = done.split(', ').flatMap((each) => /^`([\w-]+)`$/.exec(each)?.[1] ?? []);
    expect(
      named.filter((id) => !CHALLENGES.some((each) => each.id === id)),
      fact,
    ).toEqual([]);
    challenges.push(...named);
    const parted = [seen, ...done.split(', ').filter((each) => !/^`[\w-]+`$/.test(each))];
    for (const reference of parted.flatMap((cell) => (cell === NOT_YET ? [] : cell.split(', ')))) {
      const [, id = '', part = '0'] = REFERENCE.exec(reference) ?? [];
      expect(Number(part), `${fact}: ${reference}`).toBeGreaterThan(0);
      expect(Number(part), `${fact}: ${reference}`).toBeLessThanOrEqual(parts.get(id) ?? 0);
    }
  }
  // Each once at most, and most of what there is to do is a challenge.
  expect(new Set(challenges).size).toBe(challenges.length);
  expect(challenges.length).toBeGreaterThan(9);
});
