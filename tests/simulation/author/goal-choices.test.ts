import { expect, test } from 'vitest';
import type { Router } from '../../../src/engine/engine.ts';
import { parseManifests } from '../../../src/manifests/parse.ts';
import { EMPTY_DOCUMENT } from '../../../src/scenario/document/document.ts';
import * as choices from '../../../src/simulation/author/goal-choices.ts';
import { sayings, withoutSaying, withSaying } from '../../../src/simulation/author/part-of-object.ts';
import * as write from '../../../src/simulation/author/write-goal.ts';
import { checkGoal } from '../../../src/simulation/challenge/check-goal.ts';
import { leaves } from '../../../src/simulation/challenge/leaves.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

const { objects } = parseManifests([
  {
    name: 'board.yaml',
    text: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, tier: front } }
    spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  serviceName: db
  replicas: 1
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: db, ports: [{ containerPort: 53, protocol: UDP }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: ops }
spec: { containers: [{ name: client, image: client }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, labels: { team: a } }
spec: { type: NodePort, selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }, { name: more, port: 81 }] }
`,
  },
]);
const cluster = buildCluster({ objects });
const [webPod] = cluster.pods.filter(({ workload }) => workload.name === 'web');
const selected = `Pod/shop/${webPod?.name}`;

test('who can answer is what has pods, and pods that keep their names; a pod that was made goes by what makes it', () => {
  expect(choices.answerersOf(cluster)).toEqual([
    'Pod/ops/client',
    'Deployment/shop/web',
    'StatefulSet/shop/db',
    'Deployment/kube-system/coredns',
    'Pod/shop/db-0',
  ]);
  expect(choices.objectSelected(selected, cluster)).toBe('Deployment/shop/web');
  expect(choices.objectSelected('Service/shop/web', cluster)).toBe('Service/shop/web');
  expect(choices.objectSelected('Pod/ops/client', cluster)).toBe('Pod/ops/client');
  expect(choices.objectSelected('Pod/ops/nobody', cluster)).toBeUndefined();
});

test('pods are chosen by the labels that their workload gives them, or all of a namespace; with the ports they listen on', () => {
  const web = { namespace: 'shop', labels: { app: 'web', tier: 'front' } };
  const db = { namespace: 'shop', labels: { app: 'db' } };
  expect(choices.podGroups(cluster)).toEqual([
    { namespace: 'ops' },
    web,
    db,
    { namespace: 'kube-system' },
    { namespace: 'shop' },
  ]);
  expect(choices.podsSelected(selected, cluster)).toEqual(web);
  expect(choices.podsSelected('StatefulSet/shop/db', cluster)).toEqual(db);
  expect(choices.podsSelected('Service/shop/web', cluster)).toBeUndefined();
  expect(choices.portsOf(db, cluster)).toMatchObject([{ protocol: 'UDP', port: 53 }]);
});

test('statuses begin with the one that the request gets now', () => {
  const request = { from: { internet: true }, to: 'http://shop.example.com/' } as const;
  const outcomes = [{ http: { status: 503 } }, {}, { http: { status: 404 } }];
  const router = { trace: () => ({ ok: true, value: { outcomes } }) } as unknown as Router;
  const statuses = choices.statusesFor(request, router);
  expect(statuses.slice(0, 3)).toEqual([503, 404, 200]);
  expect(new Set(statuses).size).toBe(statuses.length);
});

test('what an object has to say is chosen of what it says, and taken back without a rest', () => {
  const object = cluster.objects.get('Service/shop/web') ?? { kind: '' };
  const said = sayings(object);
  expect(said).toContainEqual([['spec', 'type'], 'NodePort']);
  expect(said).toContainEqual([['spec', 'ports', 1, 'port'], '81']);
  expect(said).toContainEqual([['metadata', 'labels', 'team'], 'a']);
  expect(said.flatMap(([path]) => path[0])).not.toContain('kind');
  const type = withSaying({}, object, ['spec', 'type']);
  const both = withSaying(type, object, ['spec', 'ports', 1, 'port']);
  expect(both).toEqual({ spec: { type: 'NodePort', ports: [{}, { port: 81 }] } });
  expect(leaves(both)).toEqual([
    [['spec', 'type'], 'NodePort'],
    [['spec', 'ports', 1, 'port'], '81'],
  ]);
  const router = createRouter(cluster);
  const keep = [{ object: 'Service/shop/web', has: both }];
  expect([...checkGoal({ text: '', requests: [], keep }, router, 0)]).toEqual([{ is: 'object', object: keep[0] }]);
  expect(withoutSaying(both, ['spec', 'ports', 1, 'port'])).toEqual(type);
  expect(withoutSaying(type, ['spec', 'type'])).toBeUndefined();
});

test('a request that no longer stands with the board stays in the goal until it is said not to matter', () => {
  const request = { from: { pod: 'ops/client' }, to: 'http://web.shop/' } as const;
  const kept = write.endRequest({ ...EMPTY_DOCUMENT, requests: [request] }, request, { expect: 404 });
  const without = { ...kept, requests: [] };
  expect(write.requestsOf(without)).toEqual([request]);
  expect(write.requestsOf(kept, request)).toEqual([request]);
  const shown = { from: { pod: 'ops/client' }, to: 'http://web.shop/elsewhere' } as const;
  expect(write.requestsOf(kept, shown)).toEqual([request, shown]);
  const both = write.endRequest(kept, shown, { expect: 'fails' });
  expect(both.requests).toEqual([request, shown]);
  expect(write.endRequest(both, shown, { expect: 'succeeds' }).requests).toEqual([request, shown]);
  expect(write.endRequest(without, request, undefined).goal?.requests).toEqual([]);
});

test('who has to answer is kept with another end, but for one that nobody answers; each of them means at least two', () => {
  const request = { from: { pod: 'ops/client' }, to: 'http://web.shop/' } as const;
  const [by, each, ownAddress] = [['Deployment/shop/web', 'StatefulSet/shop/db'], true, true] as const;
  const end = (document: typeof EMPTY_DOCUMENT) => write.endOf(document, request);
  let board = write.endRequest(EMPTY_DOCUMENT, request, { expect: 'succeeds', by, each, ownAddress });
  expect(end(board)).toEqual({ ...request, expect: 'succeeds', by, each, ownAddress });
  board = write.endRequest(board, request, { expect: 404, by: [by[0]], each });
  expect(end(board)).toEqual({ ...request, expect: 404, by: [by[0]] });
  expect(end(write.endRequest(board, request, { expect: 'fails', by: [by[0]] }))).toEqual({
    ...request,
    expect: 'fails',
  });
  expect(end(write.endRequest(board, request, { expect: 'succeeds', by: [] }))).toEqual({
    ...request,
    expect: 'succeeds',
  });
});

test('who alone may reach whom is added, written and taken away; how what is kept has to be is written', () => {
  const to = { namespace: 'shop', labels: { app: 'db' } };
  let board = write.writeAccess(EMPTY_DOCUMENT, 0, { to, port: 53, protocol: 'UDP', only: [] });
  board = write.writeAccess(board, 1, { to, port: 80, only: [{ namespace: 'ops' }] });
  board = write.writeAccess(board, 0, { to, port: 54, only: [] });
  expect(board.goal?.access?.map(({ port }) => port)).toEqual([54, 80]);
  board = write.writeAccess(write.writeAccess(board, 0, undefined), 0, undefined);
  expect(board.goal).not.toHaveProperty('access');
  board = write.toggleKept(board, 'Deployment/shop/web');
  board = write.writeKept(board, { object: 'Deployment/shop/web', pods: 2, on: ['node-1'] });
  expect(board.goal?.keep).toEqual([{ object: 'Deployment/shop/web', pods: 2, on: ['node-1'] }]);
});

test('what a request names and who answers it stays, so that nothing is met by taking it away; a goal keeps no more than it can', () => {
  const router = createRouter(cluster);
  const named = (to: string) => choices.namedBy({ from: { pod: 'ops/client' }, to }, router);
  expect(named('http://web.shop/')).toEqual(['Pod/ops/client', 'Service/shop/web', 'Deployment/shop/web']);
  expect(named('http://web.shop.svc.cluster.local/')).toContain('Service/shop/web');
  const { clusterIPs } = cluster.services.find(({ name }) => name === 'web') ?? { clusterIPs: [] };
  expect(named(`http://${clusterIPs[0]}/`)).toContain('Service/shop/web');
  // A name is of the namespace of who asks.
  expect(named('http://web/')).toEqual(['Pod/ops/client']);
  const kept = write.keepAll(write.toggleKept(EMPTY_DOCUMENT, 'Pod/ops/client'), named('http://web.shop/'));
  expect(kept.goal?.keep?.map(({ object }) => object)).toEqual(named('http://web.shop/'));
  const many = Array.from({ length: 80 }, (_, at) => `Pod/ops/a${at}`);
  expect(write.keepAll(kept, many).goal?.keep).toHaveLength(50);
});
