import { expect, test } from 'vitest';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
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
  if (only?.left.ok !== true || only.right.ok !== true) throw new Error('not walked');
  expect([only.left.walk.result.verdict, only.right.walk.result.verdict]).toEqual(['UNREACHABLE', 'REACHABLE']);
});

test('on the same board nothing ends otherwise, and what cannot be walked says so on either side', async () => {
  const document = await load('pod-to-service');
  const router = routerUnder(document, {});
  const gone = { from: { pod: 'shop/nobody' }, to: 'http://cart/' };
  const found = compareRequests([router, routerUnder(document, {})], [...document.requests, gone]);
  expect(found.every(({ same }) => same)).toBe(true);
  expect(found.map(({ left }) => left.ok)).toEqual([...document.requests.map(() => true), false]);
});
