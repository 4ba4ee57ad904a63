import { ENGLISH } from '../../../src/narration/en/all-words.ts';
import { COMPARE } from '../../../src/narration/en/page/later/compare.ts';
import { describe, expect, test } from 'vitest';
import { answerer, changeWords, lookupWords, wayWords } from '../../../src/features/compare/mode-words.ts';

describe('changeWords', () => {
  test('address and port of one end are one change', () => {
    const changes = [
      { field: 'destinationIP', before: '10.96.0.10', after: '10.244.1.3' },
      { field: 'destinationPort', before: '80', after: '8080' },
    ] as const;
    expect(changeWords(changes)).toEqual([{ end: 'destination', before: '10.96.0.10:80', after: '10.244.1.3:8080' }]);
  });

  test('what stays is not said', () => {
    const changes = [
      { field: 'sourceIP', before: 'fd00::1', after: 'fd00::2' },
      { field: 'destinationPort', before: '80', after: '8080' },
    ] as const;
    expect(changeWords(changes)).toEqual([
      { end: 'source', before: 'fd00::1', after: 'fd00::2' },
      { end: 'destination', before: ':80', after: ':8080' },
    ]);
  });

  test('an IPv6 address with a port is in brackets', () => {
    const changes = [
      { field: 'destinationIP', before: 'fd00::1', after: 'fd00::2' },
      { field: 'destinationPort', before: '80', after: '8080' },
    ] as const;
    expect(changeWords(changes)[0]).toMatchObject({ before: '[fd00::1]:80', after: '[fd00::2]:8080' });
  });

  test('no change, no words', () => expect(changeWords([])).toEqual([]));
});

test('who answers is an object, with its container where there is one', () => {
  expect(answerer({ destination: null }, COMPARE)).toBeUndefined();
  expect(answerer({ destination: { kind: 'Node', name: 'node-1' } }, COMPARE)).toBe('Node node-1');
  expect(answerer({ destination: { kind: 'Pod', namespace: 'shop', name: 'web-0', container: 'app' } }, COMPARE)).toBe(
    'Pod shop/web-0, container app',
  );
});

test('a request that meets no Service looks nothing up', () =>
  expect(lookupWords(undefined, COMPARE.lookups)).toMatch(/no Service/));

test('a way is told in one direction', () => {
  const hops = [
    { namespace: 'pod/shop/a', direction: 'request', rulesEvaluated: 0 },
    { namespace: 'node/one', direction: 'request', rulesEvaluated: 3 },
    { namespace: 'node/one', direction: 'reply', rulesEvaluated: 1 },
  ] as const;
  expect(wayWords(hops, 'request', ENGLISH)).toBe('Pod shop/a → Node one');
  expect(wayWords(hops, 'reply', ENGLISH)).toBe('Node one');
});
