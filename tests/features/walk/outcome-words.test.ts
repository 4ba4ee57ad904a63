import { WALK } from '../../../src/narration/en/page/first/walk.ts';
import { WALK_DETAIL } from '../../../src/narration/en/page/later/walk.ts';
import { describe, expect, it } from 'vitest';
import { outcomeBadge, percent, verdictWords } from '../../../src/features/walk/words/outcome-words.ts';
import { branchLabel } from '../../../src/features/walk/words/way-words.ts';
import { firstOutcome, TO_BROKEN, TO_INGRESS, TO_SERVICE } from '../fixture-board.ts';

describe('words for outcomes', () => {
  const good = firstOutcome(TO_SERVICE);
  const bad = firstOutcome(TO_BROKEN);

  it('says in a word what became of the packet', () => {
    expect(outcomeBadge(good, WALK.outcomes)).toEqual({ text: 'Arrives', tone: 'reply' });
    expect(outcomeBadge(bad, WALK.outcomes)).toEqual({ text: 'Rejected', tone: 'rejected' });
    expect(outcomeBadge(firstOutcome(TO_INGRESS), WALK.outcomes).text).toBe('HTTP 200');
  });

  it('tells branches apart by where they end and through which nodes', () => {
    expect(branchLabel(good, { via: WALK_DETAIL.via, outcomes: WALK.outcomes })).toMatch(/^web-\S+ via node-1/);
    expect(branchLabel(bad, { via: WALK_DETAIL.via, outcomes: WALK.outcomes })).toBe('Rejected via node-1');
  });

  it('counts ways', () => {
    expect(verdictWords({ verdict: 'REACHABLE', outcomes: [good] }, WALK.verdict)).toBe('the only way it can go');
    expect(verdictWords({ verdict: 'REACHABLE', outcomes: [good, good] }, WALK.verdict)).toBe('both ways succeed');
    expect(verdictWords({ verdict: 'AMBIGUOUS', outcomes: [good, bad] }, WALK.verdict)).toBe('1 of 2 ways succeeds');
    expect(verdictWords({ verdict: 'UNREACHABLE', outcomes: [bad, bad] }, WALK.verdict)).toBe('neither way succeeds');
    expect(verdictWords({ verdict: 'REACHABLE', outcomes: [good, { ...good, reply: 'DROPPED' }] }, WALK.verdict)).toBe(
      '1 of 2 ways is answered',
    );
  });

  it('counts the ways without what was not considered where the verdict is not known', () => {
    expect(verdictWords({ verdict: 'UNDETERMINED', outcomes: [good, bad] }, WALK.verdict)).toBe('1 of 2 ways succeeds');
    const lost = { ...bad, disposition: 'INSUFFICIENT_INFO' as const };
    expect(verdictWords({ verdict: 'UNDETERMINED', outcomes: [lost] }, WALK.verdict)).toBe(
      'the objects do not say enough',
    );
    expect(outcomeBadge(lost, WALK.outcomes)).toEqual({ text: 'Not known', tone: 'unknown' });
  });

  it('rounds shares', () => {
    expect([1, 1 / 3, 0.05, 0.0042].map(percent)).toEqual(['100 %', '33 %', '5 %', '0.42 %']);
  });
});
