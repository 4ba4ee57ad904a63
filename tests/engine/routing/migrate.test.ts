import { describe, expect, test } from 'vitest';
import { draftGateways } from '../../../src/engine/kubernetes/migrate/draft-gateways.ts';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { compareEntries, entryRequests, withDraft } from '../../../src/engine/routing/migrate/compare-entries.ts';
import { sayAnswers, sayLacking } from '../../../src/narration/en/phrases/migration.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';
import { ingress, nginxBoard, TLS } from './nginx/nginx.ts';
import { object, pod, service } from './unread/board.ts';

const NEW = [pod('docs/new', 8080), service('docs/new', 80, { ports: [{ port: 80, targetPort: 8080 }] })];
const SECRET: RawObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'crt', namespace: 'docs' },
  type: 'kubernetes.io/tls',
};

/** What was drafted for these Ingresses, and what is answered otherwise. */
function migrated(...ingresses: readonly RawObject[]) {
  const objects = nginxBoard({}, ...NEW, SECRET, ...ingresses);
  const cluster = buildCluster({ objects });
  const draft = draftGateways(cluster, 'edge');
  const after = createRouter(buildCluster({ objects: withDraft(objects, cluster, draft) }));
  const requests = entryRequests(cluster);
  const differences = compareEntries(createRouter(cluster), after, requests);
  return {
    kinds: draft.objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
    lacking: draft.lacking.map(({ reason }) => reason),
    requests: requests.length,
    differences: differences.map(
      ({ url, before, after: then }) => `${url}: ${sayAnswers(before)}; then ${sayAnswers(then)}`,
    ),
    draft,
  };
}

describe('what goes over is answered as before', () => {
  test.each([
    ['paths of every kind', ingress({}, { paths: [['/a'], ['/a/b', 'new'], ['/x', 'wiki', 'Exact']] })],
    ['a beginning that is cut', ingress({ 'rewrite-target': '/$2' }, { paths: [['/board(/|$)(.*)']] })],
    ['everything at one path', ingress({ 'rewrite-target': '/' }, { paths: [['/charts']] })],
    ['an expression', ingress({ 'use-regex': 'true' }, { paths: [['/w[a-z]+/x']] })],
    ['a name for the backend', ingress({ 'upstream-vhost': 'inner.example' })],
    ['app-root', ingress({ 'app-root': '/start' })],
    ['redirects', ingress({ 'permanent-redirect': 'https://b.example$request_uri' })],
  ])('%s', (_, own) => {
    const { differences, requests, lacking } = migrated(own);
    expect(differences).toEqual([]);
    expect(lacking).toEqual([]);
    expect(requests).toBeGreaterThan(1);
  });

  test('a canary by header and weight', () => {
    const canary = { canary: 'true', 'canary-by-header': 'X-New', 'canary-weight': '25' };
    const { differences, kinds } = migrated(ingress({}), ingress(canary, { name: 'c', paths: [['/', 'new']] }));
    expect(differences).toEqual([]);
    expect(kinds).toEqual(['Gateway ingress', 'HTTPRoute i-a-example']);
  });

  test('a default backend for hosts without rules, and for paths of a host', () => {
    const rest = { defaultBackend: { service: { name: 'new', port: { number: 80 } } } };
    expect(migrated(ingress({}, { paths: [['/x']], spec: rest })).differences).toEqual([]);
  });
});

test('of Ingresses without a namespace it is known whose they are', () => {
  const { metadata, ...rest } = ingress({});
  const objects = nginxBoard({}, { ...rest, metadata: { name: metadata.name } });
  const cluster = buildCluster({ objects, overrides: { defaultNamespace: 'docs' } });
  const left = withDraft(objects, cluster, draftGateways(cluster, 'edge'), 'docs');
  expect(left.filter(({ kind }) => kind === 'Ingress')).toEqual([]);
  expect(left.filter(({ kind }) => kind === 'HTTPRoute')).toHaveLength(1);
});

describe('what does not go over is said', () => {
  test('https is asked for by another code', () => {
    const { differences, lacking } = migrated(ingress({}, { spec: TLS }));
    expect(lacking).toEqual(['REDIRECT_CODE']);
    expect(differences).toContain(
      'http://a.example/some/thing?x=y: 308 to https://a.example/some/thing?x=y; then 301 to https://a.example/some/thing?x=y',
    );
    expect(differences.filter((each) => each.startsWith('https'))).toEqual([]);
  });

  test('a beginning that is replaced is one of whole elements', () => {
    expect(migrated(ingress({ 'rewrite-target': '/v2/$1' }, { paths: [['/api/(.*)']] })).differences).toEqual([
      'http://a.example/api: 404; then 200 by docs/wiki, which sees a.example/v2',
    ]);
  });

  test('a redirect to one address keeps what was asked', () => {
    expect(migrated(ingress({ 'temporal-redirect': 'https://b.example:8443/here' })).differences).toEqual([
      'http://a.example/some/thing?x=y: 302 to https://b.example:8443/here; then 302 to https://b.example:8443/here?x=y',
    ]);
  });

  test('nobody is kept out any more', () => {
    const { differences, draft } = migrated(ingress({ 'whitelist-source-range': '10.0.0.0/8' }));
    expect(differences).toContain('http://a.example/: 403; then 200 by docs/wiki, which sees a.example/');
    expect(draft.lacking.map(sayLacking)).toEqual([
      expect.stringContaining('Ingress docs/i (whitelist-source-range): who is let in'),
    ]);
  });

  test.each([
    [{ 'rewrite-target': '/$2/$1' }, '/a/(b)/(c)', ['REWRITE']],
    [{ 'permanent-redirect': 'https://$host/x' }, '/', ['VARIABLES']],
    [{ 'backend-protocol': 'HTTPS' }, '/', ['BACKEND_VERIFIED']],
    [{ 'backend-protocol': 'GRPC' }, '/', ['OTHER']],
    [{ 'server-alias': 'b.example' }, '/', ['ALIAS']],
    [{ 'configuration-snippet': 'x;' }, '/', ['OTHER']],
    [{ 'from-to-www-redirect': 'true' }, '/', ['REDIRECT_CODE']],
    [{ 'auth-type': 'basic', 'auth-secret': 'pw' }, '/', ['ACCESS']],
  ])('%j at %s: %j', (options, path, reasons) => {
    expect(migrated(ingress(options, { paths: [[path]] })).lacking).toEqual(reasons);
  });

  test('nothing is drafted of what another controller serves', () => {
    const foreign = object('networking.k8s.io/v1 Ingress docs/i', { ingressClassName: 'traefik', rules: [] });
    expect(migrated(foreign).kinds).toEqual([]);
  });
});
