import { describe, expect, test } from 'vitest';
import { objectKey } from '../../../src/engine/objects.ts';
import { challengeAfter, CHALLENGES } from '../../../src/lessons/catalog/challenges.ts';
import { CHAPTERS, SCENARIOS } from '../../../src/lessons/catalog/catalog.ts';
import { lookupLesson } from '../../../src/lessons/catalog/lookup-lesson.ts';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { goalLines } from '../../../src/features/challenge/clause-words.ts';
import { CHALLENGE } from '../../../src/narration/en/page/later/challenge.ts';
import { restoreScenario } from '../../../src/scenario/restore/restore.ts';
import { decodeShareLink, encodeShareLink } from '../../../src/scenario/share-link.ts';
import { type CheckedClause, checkGoal } from '../../../src/simulation/challenge/check-goal.ts';
import { countEdits } from '../../../src/simulation/challenge/count-edits.ts';
import { createDocumentStore } from '../../whole-simulation.ts';
import { type BoardEdit, take } from './board-edits.ts';
import { INNER_SOLUTIONS } from './inner-solutions.ts';
import { OUTER_SOLUTIONS } from './outer-solutions.ts';

const SOLUTIONS = { ...INNER_SOLUTIONS, ...OUTER_SOLUTIONS };
const EDIT = { code: 'EDIT_BOARD', detail: {} } as const;

/** What is not met after these edits, made one by one in a page’s store. */
function unmet(document: ScenarioDocument, edits: readonly BoardEdit[]): readonly CheckedClause[] {
  const store = createDocumentStore(document);
  for (const edit of edits) expect(store.getState().edit(EDIT, edit), 'an edit that changes nothing').toBeDefined();
  const { goal } = document;
  if (goal === undefined) throw new Error('no goal');
  const made = countEdits(store.getState());
  expect(made).toBe(edits.length);
  return [...checkGoal(goal, store.getState().router, made)].filter(({ miss }) => miss !== undefined);
}

test('each has an id of its own that no lesson has, in the order of the chapters, and a solution', async () => {
  const ids = CHALLENGES.map(({ id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(20);
  expect(new Set([...ids, ...SCENARIOS.map(({ id }) => id)]).size).toBe(ids.length + SCENARIOS.length);
  expect(Object.keys(SOLUTIONS).toSorted()).toEqual(ids.toSorted());
  const chapters = CHALLENGES.map(({ chapter }) => CHAPTERS.indexOf(chapter));
  expect(chapters).toEqual(chapters.toSorted((a, b) => a - b));
  expect(new Set(chapters).size).toBe(CHAPTERS.length);
  expect((await lookupLesson('wrong-selector'))?.title).toBe('Nobody behind the Service');
  expect(challengeAfter(ids[0] ?? '')?.id).toBe(ids[1]);
  expect(challengeAfter(ids.at(-1) ?? '')).toBeUndefined();
  expect(challengeAfter('constructor')).toBeUndefined();
});

describe.each(CHALLENGES)('$id', async ({ id, title, load }) => {
  const document = await load();
  const { solve, also = {}, wrong, spare = [] } = SOLUTIONS[id] ?? { solve: [], wrong: {} };

  test('is a small board with a goal, words and hints, that a link and a file carry', () => {
    expect(document.title).toBe(title);
    expect(document.objects.filter(({ kind }) => kind === 'Node').length).toBeLessThanOrEqual(3);
    expect(document.goal?.hints?.length).toBeGreaterThanOrEqual(3);
    expect(document.goal?.keep?.length).toBeGreaterThan(0);
    expect(restoreScenario(JSON.parse(JSON.stringify(document)))).toMatchObject({
      scenario: { document },
      problems: [],
    });
    const shared = decodeShareLink(encodeShareLink({ document, choices: [], lens: 'objects' }));
    expect(shared.ok && shared.scenario.document.goal).toEqual(document.goal);
  });

  test('is not met as it is opened, and says what is so instead, but not why', () => {
    const clauses = unmet(document, []);
    expect(clauses).not.toEqual([]);
    for (const { text, instead } of goalLines(clauses, CHALLENGE)) {
      expect(`${text}; ${instead}`).toMatch(/^\S.+; \S.+$/);
      expect(`${text}; ${instead}`).not.toMatch(/undefined|\[object|selector|NaN/);
    }
  });

  test('is met by its solution, and with the changes that it allows', () => {
    expect(unmet(document, solve)).toEqual([]);
    expect(document.goal?.mostEdits ?? Infinity).toBeGreaterThanOrEqual(solve.length);
  });

  test.each(Object.entries(also))('is met otherwise: %s', (_, edits) => {
    expect(unmet(document, edits)).toEqual([]);
  });

  test.each(Object.entries(wrong))('is not met: %s', (_, edits) => {
    expect(unmet(document, edits)).not.toEqual([]);
  });

  test('is not met without something that it speaks of', () => {
    const { goal } = document;
    const spoken = new Set([
      ...(goal?.keep ?? []).map(({ object }) => object),
      ...(goal?.requests ?? []).flatMap(({ by = [], from }) => [...by, ...('pod' in from ? [`Pod/${from.pod}`] : [])]),
    ]);
    const objects = new Map(document.objects.map(({ kind, metadata }) => [objectKey({ kind, ...metadata }), kind]));
    for (const key of objects.keys()) {
      expect(unmet(document, [take(key)]), `at first, without ${key}`).not.toEqual([]);
      const isSpare =
        spare.includes(key) || (!spoken.has(key) && /^(Namespace|Node|NetworkPolicy|GatewayClass)\//.test(key));
      if (!isSpare) expect(unmet(document, [...solve, take(key)]), `solved, without ${key}`).not.toEqual([]);
    }
  });

  test('more changes than it allows do not meet it', () => {
    const most = document.goal?.mostEdits;
    if (most === undefined) return;
    const more = Array.from(
      { length: most + 1 - solve.length },
      (_, at): BoardEdit =>
        (board) => ({
          ...board,
          overrides: { ...board.overrides, kubernetesVersion: `1.${30 + at}` },
        }),
    );
    expect(unmet(document, [...solve, ...more]).map(({ is }) => is)).toEqual(['edits']);
  });
});
