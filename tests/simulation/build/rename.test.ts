import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { objectKey, type ObjectRef } from '../../../src/engine/objects.ts';
import { SCENARIOS } from '../../../src/lessons/catalog/catalog.ts';
import { parseManifests } from '../../../src/manifests/parse.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { objectsOf } from '../../../src/simulation/build/board-objects.ts';
import { isSystemNamespace } from '../../../src/simulation/system.ts';
import '../../property-seed.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';
import { NAMED } from './named-objects.ts';
import { renamed } from './renamed.ts';

const BOARD: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  objects: parseManifests([{ name: 'named.yaml', text: NAMED }]).objects,
};
const WEB_POD = podOf(BOARD, 'web');
const ASKED: ScenarioDocument = {
  ...BOARD,
  requests: [
    { from: { pod: `shop/${WEB_POD}` }, to: 'http://api/' },
    { from: { pod: `shop/${WEB_POD}` }, to: 'http://api.shop.svc.cluster.local:80/path' },
    { from: { pod: 'tools/shell' }, to: 'http://api.shop/' },
    { from: { pod: 'tools/shell' }, to: 'http://db-0.db.shop:6379/' },
    { from: { pod: 'tools/shell' }, to: 'http://outside.shop/' },
    { from: { node: 'node-1' }, to: 'http://192.168.0.12/' },
    { from: { internet: true }, to: 'http://web.example.com/', via: 'ingress/shop/web' },
    { from: { internet: true }, to: 'http://edge.example.com/', via: 'gateway/shop/edge/http' },
  ],
  interventions: [{ type: 'reschedule', namespace: 'shop', pod: WEB_POD, node: 'node-2' }],
  layout: { [`Pod/shop/${WEB_POD}`]: { x: 1, y: 2 }, 'wires|Service/shop/api': { x: 3, y: 4 } },
};

function podOf(document: ScenarioDocument, workload: string): string {
  return buildCluster(document).pods.find((pod) => pod.workload.name === workload)?.name ?? '';
}

/** What a cluster does for each request, and which of what is named is not there. */
function behaviour(document: ScenarioDocument): unknown {
  const cluster = buildCluster(document);
  const router = createRouter(cluster);
  const outcomes = document.requests.map((request) => {
    const traced = router.trace(request);
    if (!traced.ok) return traced.error.code;
    const { verdict } = traced.value;
    return [verdict, traced.value.outcomes.map(({ disposition, probability }) => `${disposition} ${probability}`)];
  });
  const findings = cluster.findings.map(({ code, severity }) => `${severity} ${code}`).sort();
  return { outcomes, findings, pods: cluster.pods.map(({ ready }) => `${ready}`).sort() };
}

const shop = (kind: string, name: string): ObjectRef => ({ kind, namespace: 'shop', name });

describe('a name stands in every field that says so', () => {
  test.each<readonly [ObjectRef, string, readonly string[]]>([
    [shop('Service', 'api'), 'Ingress/shop/web', ['"service":{"name":"NEW"']],
    [shop('Service', 'api'), 'HTTPRoute/shop/edge', ['"backendRefs":[{"name":"NEW"', '"backendRef":{"name":"NEW"']],
    [
      shop('Service', 'api'),
      'Route/shop/front',
      ['"to":{"kind":"Service","name":"NEW"', '{"kind":"Service","name":"NEW","weight":1}'],
    ],
    [shop('Service', 'api'), 'EndpointSlice/shop/api-1', ['"kubernetes.io/service-name":"NEW"']],
    [shop('Service', 'api'), 'Service/shop/outside', ['NEW.shop.svc.cluster.local']],
    [shop('Service', 'api'), 'ReferenceGrant/shop/tools', ['"name":"NEW"']],
    [shop('Service', 'db'), 'StatefulSet/shop/db', ['"serviceName":"NEW"']],
    [shop('HTTPRoute', 'edge'), 'BackendTrafficPolicy/shop/web', ['"kind":"HTTPRoute","name":"NEW"']],
    [shop('StatefulSet', 'db'), 'Service/shop/db-first', ['"statefulset.kubernetes.io/pod-name":"NEW-0"']],
    [shop('Secret', 'cert'), 'Ingress/shop/web', ['"secretName":"NEW"']],
    [shop('Secret', 'cert'), 'Gateway/shop/edge', ['"certificateRefs":[{"name":"NEW"']],
    [shop('Gateway', 'edge'), 'HTTPRoute/shop/edge', ['"parentRefs":[{"name":"NEW"']],
    [{ kind: 'IngressClass', name: 'nginx' }, 'Ingress/shop/web', ['"ingressClassName":"NEW"']],
    [{ kind: 'GatewayClass', name: 'envoy' }, 'Gateway/shop/edge', ['"gatewayClassName":"NEW"']],
    [
      { kind: 'Node', name: 'node-1' },
      'Deployment/shop/web',
      ['"key":"kubernetes.io/hostname","operator":"In","values":["NEW"'],
    ],
    [{ kind: 'Node', name: 'node-1' }, 'DaemonSet/shop/agent', ['"kubernetes.io/hostname":"NEW"']],
    [{ kind: 'Node', name: 'node-1' }, 'Pod/tools/shell', ['"key":"metadata.name","operator":"In","values":["NEW"']],
    [{ kind: 'Node', name: 'node-1' }, 'EndpointSlice/shop/api-1', ['"nodeName":"NEW"']],
    [{ kind: 'Namespace', name: 'tools' }, 'NetworkPolicy/shop/api', ['"kubernetes.io/metadata.name":"NEW"']],
    [{ kind: 'Namespace', name: 'tools' }, 'ReferenceGrant/shop/tools', ['"namespace":"NEW"']],
  ])('%o in %s', (ref, key, texts) => {
    const after = renamed(BOARD, ref, 'other');
    const found = objectsOf(after).find((each) => objectKey(each.ref) === key);
    for (const text of texts) expect(JSON.stringify(found?.object)).toContain(text.replace('NEW', 'other'));
    expect(renamed(after, { ...ref, name: 'other' }, ref.name)).toEqual(BOARD);
  });

  test('an object of another group that is called as the kind of this one stays', () => {
    const foreign = { apiVersion: 'example.com/v1', kind: 'Wish', metadata: { name: 'w', namespace: 'shop' } };
    const spec = { targetRef: { group: 'example.com', kind: 'Service', name: 'api' } };
    const board = { ...BOARD, objects: [...BOARD.objects, { ...foreign, spec }] };
    expect(renamed(board, shop('Service', 'api'), 'other').objects.at(-1)).toMatchObject({ spec });
  });
});

describe('what a board holds beside its objects follows', () => {
  test('requests name Services, pods, nodes and entries as they are called then', () => {
    const requests = (ref: ObjectRef, name: string) =>
      renamed(ASKED, ref, name).requests.map(({ from, to, via }) => [...Object.values(from), to, via].join(' '));
    const service = requests(shop('Service', 'api'), 'core');
    expect(service.slice(0, 3).map((text) => text.split('//')[1])).toEqual([
      'core/ ',
      'core.shop.svc.cluster.local:80/path ',
      'core.shop/ ',
    ]);
    expect(requests(shop('Service', 'db'), 'store')[3]).toContain('http://db-0.store.shop:6379/');
    expect(requests(shop('StatefulSet', 'db'), 'store')[3]).toContain('http://store-0.db.shop:6379/');
    expect(requests({ kind: 'Namespace', name: 'shop' }, 'store').slice(2)).toEqual([
      'tools/shell http://api.store/ ',
      'tools/shell http://db-0.db.store:6379/ ',
      'tools/shell http://outside.store/ ',
      'node-1 http://192.168.0.12/ ',
      'true http://web.example.com/ ingress/store/web',
      'true http://edge.example.com/ gateway/store/edge/http',
    ]);
    expect(requests(shop('Gateway', 'edge'), 'door')[7]).toContain('gateway/shop/door/http');
    expect(requests({ kind: 'Node', name: 'node-1' }, 'alpha')[5]).toContain('alpha ');
  });

  test('pods that are called otherwise keep their requests, their places and what was done to them', () => {
    const after = renamed(ASKED, shop('Deployment', 'web'), 'front');
    const pod = podOf(after, 'front');
    expect(pod).toMatch(/^front-/);
    expect(after.requests[0]?.from).toEqual({ pod: `shop/${pod}` });
    expect(after.interventions).toEqual([{ type: 'reschedule', namespace: 'shop', pod, node: 'node-2' }]);
    expect(Object.keys(after.layout)).toEqual([`Pod/shop/${pod}`, 'wires|Service/shop/api']);
    expect(Object.keys(renamed(ASKED, shop('Service', 'api'), 'core').layout)[1]).toBe('wires|Service/shop/core');
  });
});

const BOARDS = [ASKED, ...(await Promise.all(SCENARIOS.map(({ load }) => load())))];
/** Programs are known by the names that their installations have. */
const mayBeRenamed = ({ kind, namespace, name }: ObjectRef): boolean =>
  !isSystemNamespace(namespace ?? name) && kind !== 'ConfigMap';

test('whatever gets another name, every request ends as before, and nothing is missed that was not', () => {
  fc.assert(
    fc.property(fc.constantFrom(...BOARDS), fc.nat(1000), fc.nat(1000), (board, one, two) => {
      const twice = [one, two].reduce((document, at) => {
        const refs = objectsOf(document)
          .map(({ ref }) => ref)
          .filter(mayBeRenamed);
        const ref = refs[at % refs.length];
        return ref === undefined ? document : renamed(document, ref, `other-${at}`);
      }, board);
      expect(behaviour(twice)).toEqual(behaviour(board));
    }),
    { numRuns: 25 },
  );
});
