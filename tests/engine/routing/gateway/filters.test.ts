import { describe, expect, test } from 'vitest';
import type { RouteFilter } from '../../../../src/engine/kubernetes/gateway/read/gateway-specs.ts';
import { applyRequestFilters, redirectLocation } from '../../../../src/engine/routing/gateway/filters.ts';

const request = { scheme: 'http', authority: 'shop.example', target: '/foo/bar?a=1', headers: {} };
const context = (prefix = '/foo', listenerPort = 80) => ({
  match: { path: { type: 'PathPrefix' as const, value: prefix }, headers: [], query: [] },
  listenerPort,
});

// The table of the specification: request, prefix, replacement, result.
test.each([
  ['/foo/bar', '/foo', '/xyz', '/xyz/bar'],
  ['/foo/bar', '/foo', '/xyz/', '/xyz/bar'],
  ['/foo/bar', '/foo/', '/xyz', '/xyz/bar'],
  ['/foo/bar', '/foo/', '/xyz/', '/xyz/bar'],
  ['/foo', '/foo', '/xyz', '/xyz'],
  ['/foo/', '/foo', '/xyz', '/xyz/'],
  ['/foo/bar', '/foo', '', '/bar'],
  ['/foo/', '/foo', '', '/'],
  ['/foo', '/foo', '', '/'],
  ['/foo/', '/foo', '/', '/'],
  ['/foo', '/foo', '/', '/'],
  ['/foo/bar?a=1', '/foo', '/xyz', '/xyz/bar?a=1'],
  ['/foo', '/', '/xyz', '/xyz/foo'],
])('%s with prefix %s replaced by "%s" is %s', (target, prefix, value, wanted) => {
  const filter: RouteFilter = { type: 'URLRewrite', path: { type: 'ReplacePrefixMatch', value } };
  expect(applyRequestFilters({ ...request, target }, [filter], context(prefix)).target).toBe(wanted);
});

test('a full path is replaced, the query stays; a hostname takes the place of Host', () => {
  const filter: RouteFilter = {
    type: 'URLRewrite',
    hostname: 'inner.example',
    path: { type: 'ReplaceFullPath', value: '/new' },
  };
  const after = applyRequestFilters(request, [filter], context());
  expect(after).toMatchObject({ target: '/new?a=1', authority: 'inner.example' });
});

describe('RequestHeaderModifier', () => {
  const modify = (changes: object, headers: Readonly<Record<string, string>>) => {
    const filter: RouteFilter = {
      type: 'RequestHeaderModifier',
      changes: { set: [], add: [], remove: [], ...changes },
    };
    return applyRequestFilters({ ...request, headers }, [filter], context());
  };

  test('set overwrites, add appends, remove takes away; names have no case', () => {
    expect(modify({ set: [{ name: 'x-a', value: 'new' }] }, { 'X-A': 'old' }).headers).toEqual({ 'X-A': 'new' });
    expect(modify({ set: [{ name: 'X-A', value: 'new' }] }, {}).headers).toEqual({ 'X-A': 'new' });
    expect(modify({ add: [{ name: 'x-a', value: 'new' }] }, { 'X-A': 'old' }).headers).toEqual({ 'X-A': 'old,new' });
    expect(modify({ add: [{ name: 'X-A', value: 'new' }] }, {}).headers).toEqual({ 'X-A': 'new' });
    expect(modify({ remove: ['x-a'] }, { 'X-A': 'old', 'X-B': 'b' }).headers).toEqual({ 'X-B': 'b' });
  });

  test('Host is the authority', () => {
    expect(modify({ set: [{ name: 'Host', value: 'inner.example' }] }, {}).authority).toBe('inner.example');
  });
});

describe('RequestRedirect', () => {
  const redirect = (more: object, from: Partial<typeof request> = {}, port = 80) => {
    const filter: RouteFilter = { type: 'RequestRedirect', statusCode: 302, ...more };
    return redirectLocation({ ...request, target: '/foo/bar', ...from }, filter, context('/foo', port));
  };

  test.each([
    [{}, {}, 80, 'http://shop.example/foo/bar'],
    [{ hostname: 'example.org' }, {}, 80, 'http://example.org/foo/bar'],
    // Without a scheme the port is the listener's.
    [{}, { authority: 'shop.example:8080' }, 8080, 'http://shop.example:8080/foo/bar'],
    [{ port: 80 }, {}, 8080, 'http://shop.example/foo/bar'],
    [{ port: 8080 }, {}, 80, 'http://shop.example:8080/foo/bar'],
    [{}, { scheme: 'https' }, 443, 'https://shop.example/foo/bar'],
    [{ port: 443 }, { scheme: 'https' }, 443, 'https://shop.example/foo/bar'],
    [{ port: 8443 }, { scheme: 'https' }, 443, 'https://shop.example:8443/foo/bar'],
    // With one it is the scheme's own.
    [{ scheme: 'https' }, {}, 8080, 'https://shop.example/foo/bar'],
    [{ scheme: 'https', port: 443 }, {}, 80, 'https://shop.example/foo/bar'],
    [{ scheme: 'https', port: 8443 }, {}, 80, 'https://shop.example:8443/foo/bar'],
    [{ scheme: 'http' }, { scheme: 'https' }, 443, 'http://shop.example/foo/bar'],
    [{ scheme: 'http', port: 8080 }, { scheme: 'https' }, 443, 'http://shop.example:8080/foo/bar'],
    [{ path: { type: 'ReplaceFullPath', value: '/all' } }, {}, 80, 'http://shop.example/all'],
    [{ path: { type: 'ReplacePrefixMatch', value: '/new' } }, {}, 80, 'http://shop.example/new/bar'],
  ] as const)('%o from %o at %i: %s', (filter, from, port, location) => {
    expect(redirect(filter, from, port)).toBe(location);
  });
});
