import { describe, expect, it } from 'vitest';
import { bandsOf, hopStarts } from '../../../src/features/timeline/bands.ts';
import { TO_INGRESS, TO_SERVICE, walkOf } from '../fixture-board.ts';

describe('bandsOf', () => {
  it('covers the walk without gaps', () => {
    for (const request of [TO_SERVICE, TO_INGRESS]) {
      const bands = bandsOf(walkOf(request));
      expect(bands[0]?.from).toBe(0);
      bands.slice(1).forEach((band, index) => expect(band.from).toBeCloseTo(bands[index]?.to ?? -1, 9));
      expect(bands.at(-1)?.to).toBeCloseTo(1, 9);
    }
  });

  it('changes direction with each band of a plain request', () => {
    expect(bandsOf(walkOf(TO_SERVICE)).map(({ direction }) => direction)).toEqual(['request', 'reply']);
  });
});

describe('hopStarts', () => {
  it('has a tick for every hop but the first, ascending', () => {
    const timeline = walkOf(TO_SERVICE);
    const ticks = hopStarts(timeline);
    expect(ticks).toHaveLength(timeline.cues.filter(({ step }) => step === 0).length - 1);
    expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
    expect(ticks.every((tick) => tick > 0 && tick < 1)).toBe(true);
  });
});
