import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply, diff } from '../../src/scenario/difference.ts';

const json = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('-0'));
const named = fc.record(
  { name: fc.constantFrom('a', 'b', 'c', 'd'), ports: fc.array(fc.nat(3)), more: json },
  { requiredKeys: ['name'] },
);
const list = fc.array(fc.oneof(named, fc.nat(5), fc.record({ host: fc.nat(3), list: fc.array(named) })));

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('what a difference is applied to becomes what it was made from', () => {
  const pairs = fc.oneof(
    fc.tuple(json, json),
    fc.tuple(list, list),
    fc.tuple(fc.record({ items: list }), fc.record({ items: list })),
  );
  fc.assert(
    fc.property(pairs, ([from, to]) => {
      const [a, b] = [plain(from), plain(to)];
      const patch = diff(a, b);
      if (patch === undefined) expect(a).toEqual(b);
      else expect(apply(a, plain(patch))).toEqual(b);
    }),
    { numRuns: 3000 },
  );
});

describe('a difference is small', () => {
  const pods = ['a', 'b', 'c'].map((name) => ({
    kind: 'Pod',
    metadata: { name, namespace: 'shop' },
    spec: { node: 1, image: 'x'.repeat(50) },
  }));
  const [a, b, c] = pods;

  test.each([
    ['a field', [a, { ...b, spec: { ...b?.spec, node: 2 } }, c], { 1: { spec: { node: [2] } } }],
    ['a removal', [a, c], { '-': [1] }],
    [
      'an addition',
      [a, b, c, { kind: 'Pod', metadata: { name: 'd' } }],
      { '+': [[3, { kind: 'Pod', metadata: { name: 'd' } }]] },
    ],
    ['a field that goes', [a, b, { ...c, spec: { node: 1 } }], { 2: { spec: { image: [] } } }],
  ] as const)('%s', (_what, to, patch) => {
    expect(diff(pods, to)).toEqual(patch);
  });
});

test('what is no difference is refused, and never reaches a prototype', () => {
  for (const patch of [
    null,
    7,
    'x',
    [1, 2],
    { '+': 1 },
    { '-': 7 },
    { 9: [1] },
    { x: [1] },
    { '+': [['a', 1]] },
    { 0: 5 },
  ]) {
    expect(() => apply([1, 2], patch), JSON.stringify(patch)).toThrow();
  }
  for (const patch of [null, 7, { a: { b: [1] } }, { a: 5 }]) expect(() => apply({ a: 1 }, patch)).toThrow();
  const patched = apply({ a: {} }, JSON.parse('{"__proto__":[{"polluted":1}],"a":{"constructor":[1]}}'));
  expect(Object.getPrototypeOf(patched)).toBe(Object.prototype);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});
