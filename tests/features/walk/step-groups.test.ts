import { WALK_DETAIL } from '../../../src/narration/en/page/later/walk.ts';
import { describe, expect, it } from 'vitest';
import { groupOf, quietWords, stepGroups } from '../../../src/features/walk/words/step-groups.ts';
import { TO_BROKEN, TO_INGRESS, TO_SERVICE, walkOf } from '../fixture-board.ts';

const hops = [TO_SERVICE, TO_BROKEN, TO_INGRESS].flatMap((request) =>
  walkOf(request).outcome.legs.flatMap(({ request: there, reply }) => [...there.hops, ...(reply?.hops ?? [])]),
);

describe('stepGroups', () => {
  it('keeps every step, in order, folded or not', () => {
    for (const { steps } of hops) {
      for (const all of [true, false]) {
        const flat = stepGroups(steps, all).flatMap((group) => (group.kind === 'step' ? [group.step] : group.steps));
        expect(flat).toEqual(steps);
      }
    }
  });

  it('gives every step its own line when all are wanted', () => {
    for (const { steps } of hops) {
      const groups = stepGroups(steps, true);
      expect(groups.every(({ kind }) => kind === 'step')).toBe(true);
      expect(groups).toHaveLength(steps.length);
    }
  });

  it('never folds what decides or changes where the packet goes', () => {
    const folded = hops.flatMap(({ steps }) =>
      stepGroups(steps, false).flatMap((group) => (group.kind === 'quiet' ? group.steps : [])),
    );
    expect(folded.length).toBeGreaterThan(0);
    const telling = ['SOCKET', 'ROUTE', 'TRANSLATE', 'POLICY'];
    expect(folded.filter(({ type }) => telling.includes(type))).toEqual([]);
    const actions = ['ACCEPT', 'DROP', 'REJECT', 'DNAT', 'SNAT', 'MASQUERADE'];
    expect(folded.filter(({ type, action }) => type === 'RULE' && actions.includes(action))).toEqual([]);
  });

  it('never leaves two folded lines side by side', () => {
    for (const { steps } of hops) {
      const groups = stepGroups(steps, false);
      groups.forEach((group, index) => {
        if (group.kind === 'quiet') expect(groups[index + 1]?.kind).not.toBe('quiet');
      });
    }
  });
});

describe('groupOf', () => {
  it('finds the line of every step', () => {
    for (const { steps } of hops) {
      const groups = stepGroups(steps, false);
      steps.forEach((step, index) => {
        const group = groups[groupOf(groups, index)];
        expect(group?.kind === 'step' ? [group.step] : group?.steps).toContain(step);
      });
      expect(groupOf(groups, -1)).toBe(-1);
    }
  });
});

describe('quietWords', () => {
  it('names a few and counts the others', () => {
    expect(quietWords(['a', 'b', 'c'], WALK_DETAIL.andMore)).toBe('a · b · c');
    expect(quietWords(['a', 'b', 'c', 'd'], WALK_DETAIL.andMore)).toBe('a · b and 2 more');
  });
});
