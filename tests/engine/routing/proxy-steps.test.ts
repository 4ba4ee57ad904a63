import { expect, test } from 'vitest';
import type { ProxyStep, Step } from '../../../src/engine/linux/model/trace.ts';
import type { Outcome } from '../../../src/engine/routing/outcome/outcome.ts';
import { EXTERNAL_TO_SERVICE } from '../../../src/lessons/external-to-service.ts';
import { ONE_ADDRESS_MANY_ROUTES } from '../../../src/lessons/one-address-many-routes.ts';
import { ENGLISH } from '../../../src/narration/en/all-words.ts';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

const isProxyStep = (step: Step): step is Exclude<ProxyStep, { readonly type: 'SIDECAR' }> =>
  step.type === 'TLS_TERMINATED' || step.type === 'ROUTE_MATCHED' || step.type === 'NO_ROUTE_MATCHED';

function outcomesOf({ objects, overrides, requests }: ScenarioDocument, request: number): readonly Outcome[] {
  const router = createRouter(buildCluster({ objects, overrides }));
  const asked = requests[request];
  const traced = asked && router.trace(asked);
  if (traced?.ok !== true) throw new Error(`request ${request} cannot be walked`);
  return traced.value.outcomes;
}

/** What proxies decided on the first way, each with where it stands. */
function decided(document: ScenarioDocument, request: number) {
  const [outcome] = outcomesOf(document, request);
  const { router } = { router: createRouter(buildCluster({ ...document })) };
  return (outcome?.legs ?? []).flatMap((leg) =>
    leg.request.hops.flatMap((hop) =>
      hop.steps.filter(isProxyStep).map((step) => {
        const { title, sentence } = ENGLISH.step(step, { cluster: router.cluster, hop, direction: 'request' });
        return { step, place: hop.namespace, after: hop.steps[hop.steps.indexOf(step) - 1]?.type, title, sentence };
      }),
    ),
  );
}

test('an Ingress controller ends TLS and finds the rule in its own pod, after its socket took the packet', () => {
  const found = decided(EXTERNAL_TO_SERVICE, 0);
  expect(found.map(({ step }) => `${step.type} ${step.action}`)).toEqual([
    'TLS_TERMINATED DECRYPTED',
    'ROUTE_MATCHED FORWARDED',
  ]);
  expect(found.every(({ place }) => place.startsWith('pod/ingress-nginx/'))).toBe(true);
  expect(found.map(({ after }) => after)).toEqual(['SOCKET', 'TLS_TERMINATED']);
  const ingress = { kind: 'Ingress', namespace: 'shop', name: 'shop' };
  expect(found[0]?.step.detail).toEqual({ serverName: 'shop.example.com', entry: ingress, secretName: 'shop-tls' });
  expect(found[1]?.step.detail).toEqual({
    entry: ingress,
    object: ingress,
    rule: 0,
    host: 'shop.example.com',
    path: '/cart',
    backend: { kind: 'Service', namespace: 'shop', name: 'cart' },
    status: 200,
  });
  expect(found[1]?.sentence).toBe(
    'Rule 1 of Ingress shop/shop asks for host shop.example.com, path /cart and takes the request; the proxy opens a connection of its own to an endpoint of Service shop/cart.',
  );
});

test('a request that no rule takes is answered by the controller', () => {
  const [last] = decided(EXTERNAL_TO_SERVICE, 3);
  expect(last?.step).toMatchObject({
    type: 'NO_ROUTE_MATCHED',
    action: 'ANSWERED',
    detail: { host: 'blog.example.com', path: '/', status: 404 },
  });
  expect(last?.sentence).toBe('No rule takes blog.example.com/: the proxy answers 404 by itself.');
});

test('the proxy of a Gateway names the Gateway, the route and its rule', () => {
  const routes = ONE_ADDRESS_MANY_ROUTES.requests.map((_request, index) => decided(ONE_ADDRESS_MANY_ROUTES, index));
  for (const steps of routes) {
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.every(({ step }) => step.detail.entry?.kind === 'Gateway')).toBe(true);
  }
  expect(routes[0]?.at(-1)?.step).toMatchObject({ type: 'ROUTE_MATCHED', detail: { object: { kind: 'HTTPRoute' } } });
  // A backend that may not be named is found by its rule, and refused.
  expect(routes[3]?.at(-1)?.step).toMatchObject({ type: 'ROUTE_MATCHED', action: 'ANSWERED', detail: { status: 500 } });
  expect(routes[4]?.at(-1)?.step).toMatchObject({ type: 'NO_ROUTE_MATCHED', detail: { status: 404 } });
});
