import { describe, expect, test } from 'vitest';
import { gatewayOf, listener, type RouteFields, routeOf, ruleOf } from './gateway-objects.ts';
import { shopObjects, shopRouter, traced } from '../shop.ts';

/** Names of the routes, and "name#rule" of the one that takes the request. */
function taken(
  routes: Readonly<Record<string, RouteFields>>,
  to: string,
  http: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): string {
  const objects = Object.entries(routes).map(([name, fields]) => routeOf(name, fields));
  const router = shopRouter(shopObjects({ more: [gatewayOf(), ...objects] }));
  const { outcomes } = traced(router, { from: { internet: true }, via: 'gateway/shop/edge', to, http });
  const found = new Set(outcomes.map((each) => `${each.http?.route?.name}#${each.http?.route?.rule}`));
  expect(found.size).toBe(1);
  return [...found][0] ?? '';
}

const rule = (match: object) => ruleOf('/', { matches: [match] });
const path = (value: string, type = 'PathPrefix') => ({ path: { type, value } });
const header = (name: string) => ({ name, value: 'x' });
const headers = { headers: { a: 'x', b: 'x' } };

describe('of the rules that match', () => {
  const pairs: readonly [string, object, object, string][] = [
    ['an exact path goes before a prefix', path('/a/b', 'Exact'), path('/a/b'), '/a/b'],
    ['a long prefix before a short one', path('/a/b'), path('/a'), '/a/b/c'],
    ['a prefix before a regular expression', path('/a'), path('/a/.*', 'RegularExpression'), '/a/b'],
    ['a path before a method', path('/a'), { method: 'GET' }, '/a'],
    ['a method before none', { method: 'GET' }, {}, '/'],
    ['a method before any number of headers', { method: 'GET' }, { headers: [header('a'), header('b')] }, '/'],
    ['more headers before fewer', { headers: [header('a'), header('b')] }, { headers: [header('a')] }, '/'],
    [
      'a header before query parameters',
      { headers: [header('a')] },
      { queryParams: [header('q'), header('r')] },
      '/?q=x&r=x',
    ],
    [
      'more query parameters before fewer',
      { queryParams: [header('q'), header('r')] },
      { queryParams: [header('q')] },
      '/?q=x&r=x',
    ],
  ];
  test.each(pairs)('%s', (_name, first, second, target) => {
    const to = `http://shop.example${target}`;
    expect(taken({ web: { rules: [rule(second), rule(first)] } }, to, headers)).toBe('web#1');
    expect(taken({ web: { rules: [rule(first), rule(second)] } }, to, headers)).toBe('web#0');
    // Across routes, whatever their names say.
    expect(taken({ a: { rules: [rule(second)] }, b: { rules: [rule(first)] } }, to, headers)).toBe('b#0');
  });

  test('equal ones: the oldest route, then the first by name, then the first rule', () => {
    const old = { created: '2024-01-01T00:00:00Z' };
    const young = { created: '2024-06-01T00:00:00Z' };
    expect(taken({ a: young, b: old }, 'http://shop.example/')).toBe('b#0');
    expect(taken({ a: {}, b: old }, 'http://shop.example/')).toBe('b#0');
    expect(taken({ b: old, a: old }, 'http://shop.example/')).toBe('a#0');
    expect(taken({ a: { rules: [ruleOf(), ruleOf()] } }, 'http://shop.example/')).toBe('a#0');
  });

  test('the most specific hostname goes before any path', () => {
    const routes = {
      all: { rules: [rule(path('/a/b', 'Exact'))] },
      wild: { hostnames: ['*.example'], rules: [rule(path('/a/b'))] },
      longer: { hostnames: ['*.shop.example'], rules: [rule(path('/a'))] },
      exact: { hostnames: ['www.shop.example'] },
    };
    expect(taken(routes, 'http://www.shop.example/a/b')).toBe('exact#0');
    expect(taken(routes, 'http://api.shop.example/a/b')).toBe('longer#0');
    expect(taken(routes, 'http://pay.example/a/b')).toBe('wild#0');
    expect(taken(routes, 'http://other.test/a/b')).toBe('all#0');
    // What the most specific does not match falls to the next.
    expect(taken(routes, 'http://other.shop.example/b')).toBe('undefined#undefined');
    expect(taken({ ...routes, rest: { hostnames: ['*.example'] } }, 'http://other.shop.example/b')).toBe('rest#0');
  });

  test('equal intersections with the listener: the route that says more itself', () => {
    const edge = gatewayOf([listener({ hostname: 'www.shop.example' })]);
    const routes = [routeOf('a', { hostnames: ['*.example'] }), routeOf('b', { hostnames: ['*.shop.example'] })];
    const router = shopRouter(shopObjects({ more: [edge, ...routes] }));
    const request = { from: { internet: true }, via: 'gateway/shop/edge', to: 'http://www.shop.example/' } as const;
    expect(traced(router, request).outcomes[0]?.http?.route?.name).toBe('b');
  });
});

test('listeners are apart: only the most specific one is asked', () => {
  const edge = gatewayOf([listener(), listener({ name: 'wild', hostname: '*.example' })]);
  const routes = [
    routeOf('all', { parent: { sectionName: 'http' } }),
    routeOf('wild', { parent: { sectionName: 'wild' }, rules: [ruleOf('/cart')] }),
  ];
  const router = shopRouter(shopObjects({ more: [edge, ...routes] }));
  const status = (to: string) =>
    traced(router, { from: { internet: true }, via: 'gateway/shop/edge', to }).outcomes[0]?.http;
  expect(status('http://shop.example/cart')).toMatchObject({ status: 200, listener: 'wild', route: { name: 'wild' } });
  expect(status('http://shop.example/')).toMatchObject({ status: 404, listener: 'wild' });
  expect(status('http://shop.test/')).toMatchObject({ status: 200, listener: 'http', route: { name: 'all' } });
});

test('listeners that conflict are as good as not there', () => {
  const twin = (name: string) => listener({ name, hostname: 'shop.example' });
  const router = shopRouter(shopObjects({ more: [gatewayOf([listener(), twin('a'), twin('b')]), routeOf('web')] }));
  const request = { from: { internet: true }, via: 'gateway/shop/edge', to: 'http://shop.example/' } as const;
  expect(traced(router, request).outcomes[0]?.http).toMatchObject({ status: 200, listener: 'http' });
});

test('a GRPCRoute: the longer service, then the longer method, then headers', () => {
  const grpc = (method: object, more: object = {}) => ({
    matches: [{ method, ...more }],
    backendRefs: [{ name: 'web', port: 80 }],
  });
  const rules = [
    grpc({ service: 'shop.Cart' }),
    grpc({ service: 'shop.Cart', method: 'Add' }),
    grpc({ method: 'Add' }),
    grpc({ service: 'shop.Cart', method: 'Add' }, { headers: [header('a')] }),
  ];
  const routes = { rpc: { kind: 'GRPCRoute', rules } };
  expect(taken(routes, 'http://shop.example/shop.Cart/Get', { method: 'POST' })).toBe('rpc#0');
  expect(taken(routes, 'http://shop.example/shop.Cart/Add', { method: 'POST' })).toBe('rpc#1');
  expect(taken(routes, 'http://shop.example/shop.Order/Add', { method: 'POST' })).toBe('rpc#2');
  expect(taken(routes, 'http://shop.example/shop.Cart/Add', { method: 'POST', headers: { a: 'x' } })).toBe('rpc#3');
});
