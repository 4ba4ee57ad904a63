import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/objects.ts';
import { EMPTY_DOCUMENT } from '../../src/scenario/document/document.ts';
import { type MigrationTarget, planMigration, usualGatewayClass } from '../../src/simulation/views/migration.ts';
import { putObjects } from '../../src/simulation/edits.ts';
import { MIGRATE } from '../../src/narration/en/page/later/migrate.ts';
import { buildCluster } from '../whole-engine.ts';
import { ingress, nginxBoard } from '../engine/routing/nginx/nginx.ts';
import { object, pod, service } from '../engine/routing/unread/board.ts';

const NEW = [pod('docs/new', 8080), service('docs/new', 80, { ports: [{ port: 80, targetPort: 8080 }] })];

function documentOf(...objects: readonly RawObject[]) {
  return { ...EMPTY_DOCUMENT, objects: nginxBoard({}, ...NEW, ...objects) };
}

function rowsOf(document: ReturnType<typeof documentOf>, target: MigrationTarget) {
  const { say } = MIGRATE;
  return [...planMigration(document, 'edge').rows(target)].map(({ url, via, before, after, changes }) => ({
    url,
    via,
    answers: `${say.answers(before)}; then ${say.answers(after)}`,
    says: changes.map(say.change),
  }));
}

const gateway = (hostnames: readonly string[], backend = 'wiki'): readonly RawObject[] => [
  object('gateway.networking.k8s.io/v1 Gateway docs/own', {
    gatewayClassName: 'edge',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
  }),
  object('gateway.networking.k8s.io/v1 HTTPRoute docs/own', {
    parentRefs: [{ name: 'own' }],
    hostnames,
    rules: [{ backendRefs: [{ name: backend, port: 80 }] }],
  }),
];

describe('against a draft', () => {
  test('every request is a row, and those answered as before have no change', () => {
    const rows = rowsOf(documentOf(ingress({})), 'draft');
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.map(({ says }) => says)).toEqual(rows.map(() => []));
    expect(rows[0]).toMatchObject({ url: 'http://a.example/', via: 'gateway/docs/ingress' });
  });

  test.each([
    ['who was kept out', { 'whitelist-source-range': '10.0.0.0/8' }, 'Who was kept out (403) is let in.'],
    [
      'a redirect that keeps more',
      { 'temporal-redirect': 'https://b.example:8443/here' },
      'It is sent on to https://b.example:8443/here?x=y.',
    ],
    ['a code', { 'force-ssl-redirect': 'true' }, 'Status 308 becomes 301.'],
  ])('%s is said', (_, options, sentence) => {
    expect(rowsOf(documentOf(ingress(options)), 'draft').flatMap(({ says }) => says)).toContain(sentence);
  });

  test('objects without a namespace are of the one that the board says', () => {
    const { metadata, ...rest } = ingress({});
    const { namespace: _, ...named } = metadata;
    const bare = { ...rest, metadata: named };
    const document = { ...documentOf(bare), overrides: { defaultNamespace: 'docs' } };
    const rows = rowsOf(document, 'draft');
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.flatMap(({ says }) => says)).toEqual([]);
  });
});

test('what chance decides is told as that', () => {
  const canary = ingress({ canary: 'true', 'canary-weight': '25' }, { name: 'c', paths: [['/', 'new']] });
  const says = (...more: readonly RawObject[]) =>
    rowsOf(documentOf(ingress({}), canary, ...more), more.length > 0 ? 'own' : 'draft').flatMap((row) => row.says);
  expect(says()).toEqual([]);
  expect(says(...gateway(['a.example']))).toContain('It ends in one way; before, chance decided among 2.');
});

describe('against Gateways that somebody has written', () => {
  test('there are some where a route is for the host; one for another host is none', () => {
    const has = (...hosts: readonly string[]) =>
      planMigration(documentOf(ingress({}), ...gateway(hosts)), 'edge').hasOwn;
    expect([has('a.example'), has('*.example'), has(), has('b.example')]).toEqual([true, true, true, false]);
  });

  test('each request enters at the one for its host, and differs where its backend does', () => {
    const rows = rowsOf(documentOf(ingress({}), ...gateway(['a.example'], 'new')), 'own');
    expect(rows[0]).toEqual({
      url: 'http://a.example/',
      via: 'gateway/docs/own',
      answers: '200 by docs/wiki, which sees a.example/; then 200 by docs/new, which sees a.example/',
      says: ['It gets to docs/new instead of docs/wiki.'],
    });
  });

  test('a host that is none is taken by nobody, and breaks nothing', () => {
    const rows = rowsOf(documentOf(ingress({}, { host: 'no host [' }), ...gateway(['a.example'])), 'own');
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ via }) => via))).toEqual(new Set([undefined]));
  });

  test('a host that no Gateway is for is taken by nobody', () => {
    const rows = rowsOf(documentOf(ingress({}), ...gateway(['b.example'])), 'own');
    expect(rows[0]).toMatchObject({ via: undefined, says: ['Nobody takes it any more.'] });
  });

  test('what was drafted and put on the board is what the next comparison is with, and it agrees', () => {
    const before = documentOf(ingress({}));
    const after = putObjects(before, planMigration(before, 'edge').draft.objects);
    expect(planMigration(after, 'edge').hasOwn).toBe(true);
    expect(rowsOf(after, 'own').flatMap(({ says }) => says)).toEqual([]);
  });
});

test('a draft names a GatewayClass that the board has', () => {
  const known = object('gateway.networking.k8s.io/v1 GatewayClass eg', { controllerName: 'example.net/gateway' });
  expect([[], [known]].map((objects) => usualGatewayClass(buildCluster({ objects })))).toEqual(['gateway', 'eg']);
});
