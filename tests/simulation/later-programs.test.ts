import { expect, test, vi } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { createEngine } from '../../src/engine/routing/engine/create-engine.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../src/scenario/document/document.ts';
import { createBareSimulation as createSimulation } from '../whole-simulation.ts';
import { shopObjects } from '../engine/routing/shop.ts';
import { namedEdit } from '../named-edit.ts';

const pod = (name: string, port: object): RawObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop' },
  spec: { nodeName: 'node-1', containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 80, ...port }] }] },
});

const BALANCED: RawObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'balanced', namespace: 'shop' },
  spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 80 }] },
  status: { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } },
};

const SLICED: readonly RawObject[] = [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'sliced', namespace: 'shop' },
    spec: { clusterIP: '10.96.0.99', ports: [{ port: 80 }] },
  },
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'sliced-1', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'sliced' } },
    addressType: 'IPv4',
    ports: [{ name: '', port: 80, protocol: 'TCP' }],
    endpoints: [{ addresses: ['192.0.2.80'], conditions: { ready: true } }],
  },
];

/** The page as it starts: with an engine without programs. */
function startPage() {
  const simulation = createSimulation();
  const codes = () => simulation.playback.getState().result?.assumptions.map(({ code }) => code);
  return { ...simulation, codes };
}

const wantsPrograms = ({ objects, overrides }: ScenarioDocument): boolean =>
  createEngine().lacks(objects, overrides).length > 0;

test('a step that fails has its words, and the request its cause, once a request has failed', async () => {
  const { document, playback } = startPage();
  document.getState().edit(namedEdit('Add'), () => ({ ...EMPTY_DOCUMENT, objects: shopObjects() }));
  playback.getState().send({ from: { pod: 'shop/client' }, to: 'tcp://192.168.0.12:81' });
  const told = () => {
    const { router, narrator } = document.getState();
    const { cluster } = router;
    return playback
      .getState()
      .outcome?.legs.flatMap(({ request }) =>
        request.hops.flatMap((hop) =>
          hop.steps.map((step) => narrator.step(step, { cluster, hop, direction: 'request' }).title),
        ),
      );
  };
  expect(told()).toContain('SOCKET');
  playback.getState().setDepth('hops');
  await vi.waitFor(() => expect(told()).toContain('Refused'), { timeout: 20_000 });
  expect(told()).not.toContain('SOCKET');
  expect(playback.getState().outcome?.cause?.code).toBeDefined();
});

test.each([
  ['a load balancer', [BALANCED], 'LOAD_BALANCERS_NOT_LOADED', { internet: true }, 'http://203.0.113.7/'],
  [
    'a hostPort',
    [pod('open', { hostPort: 8080 })],
    'HOST_PORTS_NOT_LOADED',
    { pod: 'shop/client' },
    'http://192.168.0.11:8080/',
  ],
  ['a given EndpointSlice', SLICED, 'ENDPOINT_SLICES_NOT_LOADED', { pod: 'shop/client' }, 'http://sliced/'],
] as const)(
  '%s in an edited document is said to be missing, and walked once its program has come',
  async (...given) => {
    const [, more, code, from, to] = given;
    const { document, playback, codes } = startPage();
    const objects = shopObjects({ more: [...more] });
    expect(wantsPrograms({ ...EMPTY_DOCUMENT, objects: shopObjects() })).toBe(false);
    expect(wantsPrograms({ ...EMPTY_DOCUMENT, objects })).toBe(true);
    document.getState().edit(namedEdit('Add'), () => ({ ...EMPTY_DOCUMENT, objects }));
    playback.getState().send({ from, to });
    expect(codes()).toContain(code);
    await vi.waitFor(() => expect(codes()).not.toContain(code), { timeout: 20_000 });
    expect(playback.getState().outcome?.disposition).toMatch(/ACCEPTED|EXITS_NETWORK/);
  },
);

test('of a request with too many ways, 2,100 through 10 nodes to 210 pods, one of each kind is walked once what folds them has come', async () => {
  const { document, playback } = startPage();
  const nodes = Array.from({ length: 10 }, (_, at) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `node-${at}` },
    spec: { podCIDRs: [`10.244.${at}.0/24`] },
    status: { addresses: [{ type: 'InternalIP', address: `192.168.0.${at + 10}` }] },
  }));
  const container = { name: 'many', image: 'many', ports: [{ containerPort: 80 }] };
  const template = { metadata: { labels: { app: 'many' } }, spec: { containers: [container] } };
  const many = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'many', namespace: 'shop' },
    spec: { replicas: 210, selector: { matchLabels: { app: 'many' } }, template },
  };
  const outside = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'many', namespace: 'shop' },
    spec: { externalIPs: ['203.0.113.60'], selector: { app: 'many' }, ports: [{ port: 80 }] },
  };
  const opened = { ...EMPTY_DOCUMENT, objects: [...nodes, many, outside] };
  expect(wantsPrograms(opened)).toBe(false);
  document.getState().edit(namedEdit('Add'), () => opened);
  playback.getState().send({ from: { internet: true }, to: 'http://203.0.113.60/' });
  const { result } = playback.getState();
  expect(result?.missing?.probability).toBeGreaterThan(0);
  await vi.waitFor(() => expect(playback.getState().result).not.toBe(result), { timeout: 30_000 });
  const folded = playback.getState().result;
  expect(folded?.missing).toBeUndefined();
  expect(folded?.assumptions.map(({ code }) => code)).toContain('ENDPOINTS_ALIKE');
  expect(folded?.outcomes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
});
