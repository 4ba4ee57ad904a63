import { expect, test } from 'vitest';
import { type Standing, standingOf, unlike } from '../../../src/simulation/requests/standing.ts';
import { createBoardFrom } from '../../../src/simulation/build/new-board.ts';
import { makeThing } from '../../../src/simulation/build/add.ts';
import { putObjects } from '../../../src/simulation/edits.ts';
import { createSimulation } from '../../whole-simulation.ts';

const board = (['node', 'namespace', 'deployment', 'service', 'pod'] as const).reduce(
  (each, thing) =>
    putObjects(
      each,
      makeThing(each, thing, thing === 'service' ? { to: { kind: 'Deployment', namespace: 'shop', name: 'web' } } : {}),
    ),
  createBoardFrom('empty'),
);

/** Standings of requests that end each in its own way, as one standing with several ends. */
function several(...targets: readonly string[]): Standing {
  const { router } = createSimulation({ initial: board }).document.getState();
  const walks = targets.flatMap((to) => {
    const traced = router.trace({ from: { pod: 'shop/shell' }, to });
    return traced.ok ? [traced.value] : [];
  });
  const [first] = walks;
  if (first === undefined) throw new Error('nothing walked');
  return standingOf({ ok: true, value: { ...first, outcomes: walks.flatMap(({ outcomes }) => outcomes) } });
}

test('of two standings that fail each is told by a way that ends as none of the other’s', () => {
  const refused = 'http://web:81/';
  const [before, after] = [several('http://nobody/', refused), several('http://nobody/', 'http://10.96.200.200/')];
  const causeOf = (standing: Standing) => 'outcome' in standing && standing.outcome.cause?.code;
  expect(causeOf(before)).toBe(causeOf(after));
  const [told, then] = [causeOf(unlike(before, after)), causeOf(unlike(after, before))];
  expect(told).not.toBe(then);
  expect([told, then]).not.toContain('NAME_NOT_FOUND');
});

test('where all ends are the other’s too the first that fails is told', () => {
  const [one, more] = [several('http://nobody/'), several('http://nobody/', 'http://web/')];
  expect(unlike(one, more)).toEqual(one);
});
