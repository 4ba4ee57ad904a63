import { describe, expect, test } from 'vitest';
import type { ClusterIngress } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import type { IngressPath } from '../../../src/engine/kubernetes/model/basics.ts';
import { matchIngress, tlsSecret } from '../../../src/engine/routing/ingress/ingress-match.ts';

function path(text: string, pathType: IngressPath['pathType'] = 'Prefix'): IngressPath {
  return { path: text, pathType, backend: { service: `${pathType} ${text}`, port: { number: 80 } } };
}

function ingress(rules: ClusterIngress['rules'], more: Partial<ClusterIngress> = {}): ClusterIngress {
  const object = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'web' } };
  return { namespace: 'shop', name: 'web', object, rules, tls: [], addresses: [], ...more };
}

const serviceFor = (ingresses: readonly ClusterIngress[], host: string, at: string) =>
  matchIngress(ingresses, host, at)?.backend.service;

describe('paths', () => {
  test.each([
    [[path('/a')], '/a?query', 'Prefix /a'],
    [[path('/a')], '/ab', undefined],
    [[path('/a', 'Exact')], '/A', undefined],
    [[path('/a'), path('/a/b')], '/a/b/c', 'Prefix /a/b'],
    [[path('/a'), path('/a', 'Exact')], '/a', 'Exact /a'],
    [[path('/a', 'ImplementationSpecific')], '/a/b', 'ImplementationSpecific /a'],
    [[path('')], '/anything', 'Prefix '],
  ] as const)('%j <- %s', (paths, wanted, service) => {
    expect(serviceFor([ingress([{ paths }])], 'shop.example', wanted)).toBe(service);
  });
});

// Kubernetes documentation, "Ingress", table of path examples, row by row.
describe('the documented examples', () => {
  const P = (...texts: readonly string[]) => texts.map((text) => path(text));
  const E = (text: string) => [path(text, 'Exact')];

  test.each([
    [P('/'), '/any/thing', 'Prefix /'],
    [E('/foo'), '/foo', 'Exact /foo'],
    [E('/foo'), '/bar', undefined],
    [E('/foo'), '/foo/', undefined],
    [E('/foo/'), '/foo', undefined],
    [P('/foo'), '/foo', 'Prefix /foo'],
    [P('/foo'), '/foo/', 'Prefix /foo'],
    [P('/foo/'), '/foo', 'Prefix /foo/'],
    [P('/foo/'), '/foo/', 'Prefix /foo/'],
    [P('/aaa/bb'), '/aaa/bbb', undefined],
    [P('/aaa/bbb'), '/aaa/bbb', 'Prefix /aaa/bbb'],
    [P('/aaa/bbb/'), '/aaa/bbb', 'Prefix /aaa/bbb/'],
    [P('/aaa/bbb'), '/aaa/bbb/', 'Prefix /aaa/bbb'],
    [P('/aaa/bbb'), '/aaa/bbb/ccc', 'Prefix /aaa/bbb'],
    [P('/aaa/bbb'), '/aaa/bbbxyz', undefined],
    [P('/', '/aaa'), '/aaa/ccc', 'Prefix /aaa'],
    [P('/', '/aaa', '/aaa/bbb'), '/aaa/bbb', 'Prefix /aaa/bbb'],
    [P('/', '/aaa', '/aaa/bbb'), '/aaa/bbb/ccc', 'Prefix /aaa/bbb'],
    [P('/', '/aaa', '/aaa/bbb'), '/ccc', 'Prefix /'],
    [P('/aaa'), '/ccc', undefined],
    [[...P('/foo'), ...E('/foo')], '/foo', 'Exact /foo'],
    [[...E('/foo'), ...P('/foo/')], '/foo', 'Exact /foo'],
    [[...E('/foo'), ...P('/foo')], '/foo/bar', 'Prefix /foo'],
  ] as const)('%j <- %s', (paths, wanted, service) => {
    expect(serviceFor([ingress([{ paths }])], 'shop.example', wanted)).toBe(service);
    expect(serviceFor([ingress([{ paths: paths.toReversed() }])], 'shop.example', wanted)).toBe(service);
  });

  test.each([
    ['*.foo.com', 'bar.foo.com', true],
    ['*.foo.com', 'baz.bar.foo.com', false],
    ['*.foo.com', 'foo.com', false],
    ['*.foo.com', 'xfoo.com', false],
    ['foo.bar.com', 'foo.bar.com', true],
    ['foo.bar.com', 'bar.com', false],
  ])('host %s and %s: %s', (rule, host, matches) => {
    expect(serviceFor([ingress([{ host: rule, paths: P('/') }])], host, '/') !== undefined).toBe(matches);
  });

  test('paths of one host that several Ingresses share are one list', () => {
    const one = ingress([{ host: 'a.example', paths: P('/') }], { name: 'one' });
    const two = ingress([{ host: 'a.example', paths: P('/cart') }], { name: 'two' });
    expect(matchIngress([one, two], 'a.example', '/cart/1')?.ingress.name).toBe('two');
    expect(matchIngress([two, one], 'a.example', '/')?.ingress.name).toBe('one');
  });
});

describe('hosts', () => {
  const rules = [
    { host: '*.example.org', paths: [path('/w')] },
    { host: 'a.example.org', paths: [path('/a')] },
    { paths: [path('/n')] },
  ];

  test.each([
    ['A.Example.org', '/a', 'Prefix /a'],
    ['b.example.org', '/w', 'Prefix /w'],
    ['c.b.example.org', '/w', undefined],
    ['elsewhere.org', '/n', 'Prefix /n'],
    ['a.example.org', '/w', undefined],
  ])('%s %s', (host, wanted, service) => {
    expect(serviceFor([ingress(rules)], host, wanted)).toBe(service);
  });

  test('the default backend answers what no rule matches, also across Ingresses', () => {
    const fallback = ingress([], { name: 'other', defaultBackend: { service: 'fallback', port: { number: 80 } } });
    expect(matchIngress([ingress(rules), fallback], 'a.example.org', '/none')).toMatchObject({
      backend: { service: 'fallback' },
      ingress: { name: 'other' },
    });
  });
});

test('a TLS server name finds the Secret: equal before wildcard', () => {
  const tls = [
    { hosts: ['*.example.org'], secretName: 'wild' },
    { hosts: ['a.example.org'], secretName: 'exact' },
  ];
  expect(
    ['a.example.org', 'b.example.org', 'example.org'].map((host) => tlsSecret([ingress([], { tls })], host)),
  ).toEqual(['exact', 'wild', undefined]);
});
