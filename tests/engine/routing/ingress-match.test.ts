import { describe, expect, test } from 'vitest';
import type { ClusterIngress, IngressPath } from '../../../src/engine/kubernetes/cluster.ts';
import { matchIngress, tlsSecret } from '../../../src/engine/routing/ingress-match.ts';

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
