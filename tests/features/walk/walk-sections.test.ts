import { WALK_DETAIL } from '../../../src/narration/en/page/later/walk.ts';
import { describe, expect, it } from 'vitest';
import { walkSections } from '../../../src/features/walk/words/walk-sections.ts';
import { TO_BROKEN, TO_INGRESS, TO_SERVICE, walkOf } from '../fixture-board.ts';

describe('walkSections', () => {
  it('has a section for each leg and direction, in the order they are played', () => {
    expect(walkSections(walkOf(TO_SERVICE), WALK_DETAIL).map(({ title }) => title)).toEqual([
      'Connection, request',
      'Connection, reply',
    ]);
    expect(walkSections(walkOf(TO_INGRESS), WALK_DETAIL).map(({ title }) => title)).toEqual([
      'Connection, request',
      'Proxied connection, request',
      'Proxied connection, reply',
      'Connection, reply',
    ]);
  });

  it('shows the name lookup only when the timeline has it', () => {
    const [first] = walkSections(walkOf(TO_SERVICE, false), WALK_DETAIL);
    expect(first?.title).toBe('DNS lookup, request');
  });

  it('holds every cue exactly once', () => {
    for (const request of [TO_SERVICE, TO_BROKEN, TO_INGRESS]) {
      const timeline = walkOf(request, false);
      let cue = 0;
      for (const { hops } of walkSections(timeline, WALK_DETAIL)) {
        for (const { firstCue, hop } of hops) {
          expect(firstCue).toBe(cue);
          cue += hop.steps.length;
        }
      }
      expect(cue).toBe(timeline.cues.length);
    }
  });

  it('marks the hop where the packet fails, and no other', () => {
    const sections = walkSections(walkOf(TO_BROKEN), WALK_DETAIL);
    expect(sections.map(({ title }) => title)).toEqual(['Connection, request', 'Connection, error comes back']);
    const failing = sections.flatMap(({ hops }) => hops).filter(({ fails }) => fails);
    expect(failing.map(({ hop }) => hop.namespace)).toEqual(['node/node-1']);
    const fine = walkSections(walkOf(TO_SERVICE), WALK_DETAIL).flatMap(({ hops }) => hops);
    expect(fine.some(({ fails }) => fails)).toBe(false);
  });
});
