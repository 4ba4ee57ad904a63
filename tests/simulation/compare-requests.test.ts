import { expect, test } from 'vitest';
import { fourNetworks, OWN } from '../../src/features/compare/networks.ts';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { namespace, nodes, pod } from '../../src/lessons/objects/objects.ts';
import { EMPTY_DOCUMENT } from '../../src/scenario/document/document.ts';
import { compareRequests } from '../../src/simulation/views/compare-requests.ts';
import { routerUnder } from '../../src/simulation/views/compare-walks.ts';

async function load(id: string) {
  const document = await SCENARIOS.find((lesson) => lesson.id === id)?.load();
  if (document === undefined) throw new Error(id);
  return document;
}

test('before and after an edit, the requests whose outcome it changed are told from the others', async () => {
  const before = await load('broken-shop');
  const objects = before.objects.map((object) =>
    object.kind === 'Service' && object.metadata.name === 'cart'
      ? { ...object, spec: { selector: { app: 'cart' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] } }
      : object,
  );
  const routers = [routerUnder(before, {}), routerUnder({ ...before, objects }, {})] as const;
  const found = compareRequests(routers, before.requests);
  expect(found.map(({ request }) => request)).toEqual(before.requests);
  const changed = found.filter(({ same }) => !same);
  expect(changed.map(({ request: { to } }) => to)).toEqual(['http://cart/']);
  const [only] = changed;
  expect(only?.ends.map((end) => end.ok && end.walk.result.verdict)).toEqual(['UNREACHABLE', 'REACHABLE']);
});

test('on the same board nothing ends otherwise, and what cannot be walked says so on either side', async () => {
  const document = await load('pod-to-service');
  const router = routerUnder(document, {});
  const gone = { from: { pod: 'shop/nobody' }, to: 'http://cart/' };
  const found = compareRequests([router, routerUnder(document, {})], [...document.requests, gone]);
  expect(found.every(({ same }) => same)).toBe(true);
  expect(found.map(({ ends: [left] }) => left?.ok)).toEqual([...document.requests.map(() => true), false]);
});

test('a policy that names a range of pods keeps others out where ranges are matched, pods too where they never are, and nobody where no policy is enforced', () => {
  const document = {
    ...EMPTY_DOCUMENT,
    objects: [
      namespace(),
      ...nodes(2),
      pod('web', 'node-1', [{ name: 'web', image: 'nginx', ports: { http: 80 } }]),
      pod('db', 'node-2', [{ name: 'db', image: 'postgres', ports: { sql: 5432 } }]),
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'db', namespace: 'shop' },
        spec: {
          podSelector: { matchLabels: { app: 'db' } },
          ingress: [{ from: [{ ipBlock: { cidr: '10.244.1.0/24' } }] }],
        },
      },
    ],
  };
  const routers = fourNetworks('bridge').map((cni) => routerUnder(document, cni === OWN ? {} : { cni }));
  const from = { pod: 'shop/web' };
  const found = compareRequests(routers, [
    { from, to: 'tcp://10.244.2.2:5432' },
    { from: { pod: 'shop/db' }, to: 'tcp://10.244.1.2:80' },
  ]);
  expect(fourNetworks('bridge')).toEqual([OWN, 'calico', 'cilium', 'flannel']);
  expect(fourNetworks('calico')).toEqual([OWN, 'cilium', 'flannel', 'aws-vpc']);
  const verdicts = found.map(({ ends }) => ends.map((end) => end.ok && end.walk.result.verdict));
  expect(verdicts).toEqual([
    ['REACHABLE', 'REACHABLE', 'UNREACHABLE', 'REACHABLE'],
    ['REACHABLE', 'REACHABLE', 'REACHABLE', 'REACHABLE'],
  ]);
  expect(found.map(({ same }) => same)).toEqual([false, true]);
});

test('of a request on the screen the way that is walked there is the one that is compared', async () => {
  const document = await load('pod-to-service');
  const router = routerUnder(document, {});
  const [request] = document.requests;
  if (request === undefined) throw new Error('no request');
  const traced = router.trace(request);
  if (!traced.ok) throw new Error('not walked');
  const answerers = traced.value.outcomes.map((like) => {
    const [found] = compareRequests([router, routerUnder(document, { cni: 'cilium' })], [request], () => like);
    return found?.ends.map((end) => end.ok && end.walk.outcome.destination?.name);
  });
  const names = traced.value.outcomes.map(({ destination }) => destination?.name);
  expect(new Set(names).size).toBeGreaterThan(2);
  expect(answerers).toEqual(names.map((name) => [name, name]));
});
