import { describe, expect, test } from 'vitest';
import type { RouteMatch } from '../../../../src/engine/kubernetes/gateway/read/gateway-specs.ts';
import { compilePattern } from '../../../../src/engine/kubernetes/gateway/read/pattern.ts';
import { createHttpRequest, matchesRequest } from '../../../../src/engine/routing/gateway/match-rule.ts';

const match = (more: Partial<RouteMatch>): RouteMatch => ({ headers: [], query: [], ...more });
const path = (type: 'Exact' | 'PathPrefix' | 'RegularExpression', value: string) =>
  match({ path: { type, value, pattern: compilePattern(value, 1024) } });
const get = (target: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
  createHttpRequest(method, target, headers);

describe('paths', () => {
  test.each([
    ['Exact', '/abc', '/abc', true],
    ['Exact', '/abc', '/abc?x=1', true],
    ['Exact', '/abc', '/abc/', false],
    ['Exact', '/abc', '/Abc', false],
    ['PathPrefix', '/abc', '/abc', true],
    ['PathPrefix', '/abc', '/abc/', true],
    ['PathPrefix', '/abc', '/abc/def', true],
    ['PathPrefix', '/abc', '/abcd', false],
    ['PathPrefix', '/abc/', '/abc', true],
    ['PathPrefix', '/abc/', '/abc/def', true],
    ['PathPrefix', '/', '/anything', true],
    ['PathPrefix', '/Abc', '/abc', false],
    ['RegularExpression', '/v[0-9]+/.*', '/v12/cart', true],
    ['RegularExpression', '/v[0-9]+', '/v1/cart', false],
    ['RegularExpression', '/(', '/(', false],
  ] as const)('%s %s <- %s: %s', (type, value, target, fits) => {
    expect(matchesRequest(path(type, value), get(target))).toBe(fits);
  });
});

describe('headers, query, method', () => {
  const header = (name: string, value: string, type: 'Exact' | 'RegularExpression' = 'Exact') =>
    match({ headers: [{ type, name, value, pattern: compilePattern(value, 4096) }] });
  const query = (name: string, value: string) => match({ query: [{ type: 'Exact', name, value }] });

  test('header names have no case, values have', () => {
    expect(matchesRequest(header('Version', 'two'), get('/', { version: 'two' }))).toBe(true);
    expect(matchesRequest(header('version', 'Two'), get('/', { Version: 'two' }))).toBe(false);
    expect(matchesRequest(header('version', 'two'), get('/'))).toBe(false);
    expect(matchesRequest(header('version', '.*', 'RegularExpression'), get('/'))).toBe(false);
    expect(matchesRequest(header('version', 't.o', 'RegularExpression'), get('/', { Version: 'two' }))).toBe(true);
  });

  test('query parameters are decoded; of several values the first counts', () => {
    expect(matchesRequest(query('animal', 'blue whale'), get('/?animal=blue%20whale'))).toBe(true);
    expect(matchesRequest(query('animal', 'blue whale'), get('/?animal=blue+whale'))).toBe(true);
    expect(matchesRequest(query('animal', 'whale'), get('/?animal=dolphin&animal=whale'))).toBe(false);
    expect(matchesRequest(query('Animal', 'whale'), get('/?animal=whale'))).toBe(false);
    expect(matchesRequest(query('a', '%'), get('/?a=%'))).toBe(true);
    expect(matchesRequest(query('a', ''), get('/?a'))).toBe(true);
  });

  test('all of a match must fit', () => {
    const both = match({ path: { type: 'Exact', value: '/a' }, method: 'POST' });
    expect(matchesRequest(both, get('/a', {}, 'POST'))).toBe(true);
    expect(matchesRequest(both, get('/a'))).toBe(false);
    expect(matchesRequest(both, get('/b', {}, 'POST'))).toBe(false);
  });
});

test('gRPC methods are paths of two elements', () => {
  const call = (service: string | undefined, method: string | undefined) =>
    match({ grpc: { type: 'Exact', ...(service && { service }), ...(method && { method }) } });
  const target = get('/shop.Cart/Add');
  expect(matchesRequest(call('shop.Cart', 'Add'), target)).toBe(true);
  expect(matchesRequest(call('shop.Cart', undefined), target)).toBe(true);
  expect(matchesRequest(call(undefined, 'Add'), target)).toBe(true);
  expect(matchesRequest(call('shop.Car', 'Add'), target)).toBe(false);
  expect(matchesRequest(call(undefined, undefined), get('/shop.Cart/Add/More'))).toBe(false);
  const service = 'shop\\..*';
  const pattern = compilePattern(service, 1024);
  expect(matchesRequest(match({ grpc: { type: 'RegularExpression', service, servicePattern: pattern } }), target)).toBe(
    true,
  );
});
