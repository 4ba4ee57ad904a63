import { expect, test } from 'vitest';
import type { TraceRequest } from '../../src/engine/requests.ts';
import { parseManifests } from '../../src/manifests/parse.ts';
import { withTriedFixes } from '../../src/report/tried-fixes.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

const SHOP = `
{apiVersion: v1, kind: Pod, metadata: {name: client, namespace: shop}, spec: {containers: [{name: client, image: client}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}, spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}}
`;
const CLOSED = `
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: closed, namespace: shop}, spec: {podSelector: {matchLabels: {app: web}}}}
`;
const REQUEST: TraceRequest = { from: { pod: 'shop/client' }, to: 'http://wbe:80/cart' };

function triedFix(text: string) {
  const router = createRouter(buildCluster(parseManifests([{ name: 'shop.yaml', text }])));
  const traced = router.trace(REQUEST);
  if (!traced.ok) throw new Error(traced.error.code);
  return withTriedFixes(router, REQUEST, traced.value).outcomes[0]?.cause?.fix;
}

test('a fix that tells to call another URL has that, once it has helped', () => {
  expect(triedFix(SHOP)).toMatchObject({ code: 'DID_YOU_MEAN', to: 'http://web/cart' });
  expect(triedFix(SHOP)?.leaves).toBeUndefined();
});

test('what still stands in the way of the other URL is told with it', () => {
  expect(triedFix(SHOP + CLOSED)).toMatchObject({
    to: 'http://web/cart',
    leaves: { code: 'POLICY_DENIES_INGRESS', detail: { policy: { name: 'closed' } } },
  });
});
