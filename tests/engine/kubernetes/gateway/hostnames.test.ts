import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareHostnames,
  hostnameCovers,
  intersectHostnames,
} from '../../../../src/engine/kubernetes/gateway/read/hostnames.ts';

describe('hostnameCovers', () => {
  test.each([
    [undefined, 'a.example', true],
    ['a.example', 'a.example', true],
    ['a.example', 'b.a.example', false],
    ['*.example.com', 'test.example.com', true],
    ['*.example.com', 'foo.test.example.com', true],
    ['*.example.com', 'example.com', false],
    ['*.example.com', '.example.com', false],
    ['*.example.com', 'test.example.net', false],
    ['*.example.com', 'testexample.com', false],
  ])('%s, %s: %s', (hostname, host, covers) => {
    expect(hostnameCovers(hostname, host)).toBe(covers);
  });
});

describe('intersectHostnames', () => {
  test.each([
    ['test.example.com', '*.example.com', 'test.example.com'],
    ['*.example.com', 'foo.test.example.com', 'foo.test.example.com'],
    ['*.example.com', '*.foo.example.com', '*.foo.example.com'],
    ['*.example.com', '*.example.com', '*.example.com'],
    ['*.example.com', 'example.com', undefined],
    ['*.example.com', '*.example.net', undefined],
    ['a.example', 'b.example', undefined],
  ])('%s and %s: %s', (a, b, both) => {
    expect(intersectHostnames(a, b)).toBe(both);
    expect(intersectHostnames(b, a)).toBe(both);
  });

  const label = fc.constantFrom('a', 'b');
  const name = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'));
  const hostname = fc.tuple(fc.boolean(), name).map(([wild, rest]) => (wild ? `*.${rest}` : rest));

  test('a host falls under the intersection exactly when it falls under both', () => {
    fc.assert(
      fc.property(hostname, hostname, name, (a, b, host) => {
        const both = intersectHostnames(a, b);
        const covered = both !== undefined && hostnameCovers(both, host);
        expect(covered).toBe(hostnameCovers(a, host) && hostnameCovers(b, host));
      }),
    );
  });
});

test('exact before wildcard, longer before shorter, any before none', () => {
  const order = [undefined, '*.com', 'a.com', '*.example.com', 'www.example.com'] as const;
  const ranked = [...order].map((each) => ({ each })).toSorted((a, b) => compareHostnames(a.each, b.each));
  expect(ranked.map(({ each }) => each)).toEqual(['www.example.com', 'a.com', '*.example.com', '*.com', undefined]);
});
