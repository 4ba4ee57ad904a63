import { describe, expect, test } from 'vitest';
import { findUnfair, NOISE, tailChance } from './chance.ts';

const times = (count: number, text: string): readonly string[] => Array(count).fill(text) as string[];
const THIRDS = new Map(['a', 'b', 'c'].map((who) => [who, 1 / 3]));

describe('what chance does not do', () => {
  test('the tail of ten throws of a coin', () => {
    expect(tailChance(9, 10, 0.5)).toBeCloseTo(11 / 1024);
    expect(tailChance(1, 10, 0.5)).toBeCloseTo(11 / 1024);
    expect(tailChance(0, 10, 0.5)).toBeCloseTo(1 / 1024);
    expect(tailChance(10, 10, 0.5)).toBeCloseTo(1 / 1024);
  });

  test('more than six standard deviations of many throws are below the noise, four are not', () => {
    expect(tailChance(500 + 100, 1000, 0.5)).toBeLessThan(NOISE);
    expect(tailChance(500 + 63, 1000, 0.5)).toBeGreaterThan(NOISE);
  });

  test('thirds are fair; a half, a quarter and a quarter are not', () => {
    expect(findUnfair(THIRDS, [...times(260, 'a'), ...times(240, 'b'), ...times(250, 'c')])).toEqual([]);
    expect(findUnfair(THIRDS, [...times(375, 'a'), ...times(187, 'b'), ...times(188, 'c')])).toEqual([
      '375 of 750 tries, not about 250: a',
    ]);
  });

  test('what a chain of thirds gives (1/3, 2/9, 4/9) is not fair', () => {
    expect(findUnfair(THIRDS, [...times(250, 'a'), ...times(167, 'b'), ...times(333, 'c')])).toEqual([
      '167 of 750 tries, not about 250: b',
      '333 of 750 tries, not about 250: c',
    ]);
  });

  test('whose packets are dropped tries again, so shares say nothing', () => {
    const shares = new Map([
      ['timeout', 0.5],
      ['a', 0.5],
    ]);
    expect(findUnfair(shares, [...times(250, 'timeout'), ...times(750, 'a')])).toEqual([]);
  });

  test('few tries prove nothing, and one who is alone is always fair', () => {
    expect(findUnfair(THIRDS, times(5, 'a'))).toEqual([]);
    expect(findUnfair(new Map([['a', 1]]), ['a', 'a', 'refused'])).toEqual([]);
  });
});
