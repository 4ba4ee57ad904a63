import { describe, expect, test } from 'vitest';
import { expectations, findDifferences, observedText, triesFor } from './compare.ts';
import { findBrokenPromises } from './service-promise.ts';

const ONE = 'accepted pod/shop/a 10.244.1.5 at 10.244.2.7:8080';
const TWO = 'accepted pod/shop/b 10.244.1.5 at 10.244.2.8:8080';
const EITHER = new Map([
  [ONE, 0.5],
  [TWO, 0.5],
]);

describe('what the kernel did against what was foretold', () => {
  test('agreement has nothing to say', () => {
    const tries = triesFor(EITHER);
    expect(findDifferences(EITHER, [...Array(tries - 1).fill(ONE), TWO] as string[], false)).toEqual([]);
  });

  test('an answer that was not foretold is a difference, also once in many', () => {
    expect(findDifferences(new Map([[ONE, 1]]), [ONE, ONE, 'refused'], false)).toEqual([
      'the kernel: refused; not foretold',
    ]);
  });

  test('another source address is another answer', () => {
    const observed = { id: '1', result: 'accepted', answeredBy: 'pod/shop/a', sawSource: '10.244.1.1' } as const;
    const text = observedText({ ...observed, sawDestination: '10.244.2.7', sawPort: 8080 });
    expect(findDifferences(new Map([[ONE, 1]]), [text], false)).toContain(`the kernel: ${text}; not foretold`);
  });

  test('an endpoint that never answers is a difference once chance is ruled out', () => {
    const seen = (times: number) => findDifferences(EITHER, Array(times).fill(ONE) as string[], false);
    expect(seen(5)).toEqual([]);
    expect(seen(triesFor(EITHER))).toEqual([`foretold, never seen in ${triesFor(EITHER)} tries: ${TWO}`]);
  });

  test('with sessionAffinity one endpoint is enough', () => {
    expect(findDifferences(EITHER, Array(99).fill(ONE) as string[], true)).toEqual([]);
  });

  test('no outcome foretells nothing', () => {
    expect([...expectations([])]).toEqual([]);
    expect(findDifferences(expectations([]), ['timeout'], false)).toHaveLength(1);
  });
});

describe('what a Service promises', () => {
  const promised = new Map([
    ['pod/shop/a', 0.5],
    ['pod/shop/b', 0.5],
  ]);
  test('is broken by a stranger, by one who never answers, and by a change of mind', () => {
    expect(findBrokenPromises(promised, [ONE, TWO], { affinity: false })).toEqual([]);
    expect(findBrokenPromises(promised, [ONE, TWO, 'timeout'], { affinity: false })).toHaveLength(1);
    expect(findBrokenPromises(promised, Array(27).fill(ONE) as string[], { affinity: false })).toEqual([
      'not what the API promises: never: pod/shop/b; promised: pod/shop/a,pod/shop/b',
    ]);
    expect(findBrokenPromises(promised, [ONE, ONE], { affinity: false })).toEqual([]);
    expect(findBrokenPromises(promised, [ONE, ONE], { affinity: true })).toEqual([]);
    expect(findBrokenPromises(promised, [ONE, TWO], { affinity: true })).toHaveLength(1);
  });
});
