import { expect, test } from 'vitest';
import { createCidr } from '../../../src/engine/net/cidr.ts';
import { createIp } from '../../../src/engine/net/ip.ts';
import type { RawObject } from '../../../src/engine/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { removeObjects } from '../../../src/simulation/edits.ts';
import { createDocumentStore } from '../../whole-simulation.ts';

const named = (kind: string, name: string, rest: object, apiVersion = 'v1'): RawObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(kind !== 'Node' && { namespace: 'default' }) },
  ...rest,
});
const node = (name: string, at: number) =>
  named('Node', name, {
    spec: { podCIDR: `10.244.${at}.0/24` },
    status: { addresses: [{ type: 'InternalIP', address: `192.168.0.${10 + at}` }] },
  });
const deployment = (app: string, replicas: number) =>
  named(
    'Deployment',
    app,
    {
      spec: {
        replicas,
        selector: { matchLabels: { app } },
        template: {
          metadata: { labels: { app } },
          spec: { containers: [{ name: app, image: app, ports: [{ containerPort: 80 }] }] },
        },
      },
    },
    'apps/v1',
  );
const service = (app: string) => named('Service', app, { spec: { selector: { app }, ports: [{ port: 80 }] } });

/** A board of three Services and their workloads. */
const BOARD: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  objects: [
    node('node-1', 0),
    node('node-2', 1),
    ...['web', 'api', 'db'].flatMap((app) => [deployment(app, 3), service(app)]),
  ],
};

/** With a request to every address that a Service, a pod or a node has. */
function boardOfAddresses() {
  const store = createDocumentStore(BOARD);
  const { cluster } = store.getState().router;
  const addresses = [
    ...cluster.services.flatMap(({ clusterIPs }) => clusterIPs),
    ...cluster.pods.flatMap(({ ips }) => ips),
    ...cluster.nodes.flatMap(({ ips }) => ips),
  ];
  const requests = addresses.map((ip) => ({ from: { node: 'node-1' }, to: `http://${ip}:80` }));
  return createDocumentStore({ ...BOARD, requests });
}

type Store = ReturnType<typeof createDocumentStore>;

/** Whom each request is for, by name. */
function goals(store: Store): readonly string[] {
  const { router, document } = store.getState();
  const { cluster } = router;
  const known = [...cluster.services, ...cluster.pods, ...cluster.nodes].flatMap((each) =>
    ('clusterIPs' in each ? each.clusterIPs : each.ips).map(
      (ip) => [ip, `${'clusterIPs' in each ? 'service' : 'at'} ${each.name}`] as const,
    ),
  );
  const holders = new Map<string, string>(known);
  return document.requests.map(({ to }) => holders.get(new URL(to).hostname) ?? 'nobody');
}

const putFirst = (objects: readonly RawObject[]) => (document: ScenarioDocument) => ({
  ...document,
  objects: [...objects, ...document.objects],
});

test.each<readonly [string, (document: ScenarioDocument) => ScenarioDocument, readonly string[]]>([
  [
    'a Service is deleted',
    (now) => removeObjects(now, [{ kind: 'Service', namespace: 'default', name: 'web' }]),
    ['service web'],
  ],
  ['a Service comes before the others', putFirst([service('cache')]), []],
  ['a workload before the others', putFirst([deployment('cache', 2)]), []],
  [
    'another workload is scaled',
    (now) => ({
      ...now,
      objects: now.objects.map((each) =>
        each.kind === 'Deployment' && each.metadata.name === 'web' ? deployment('web', 1) : each,
      ),
    }),
    ['at web-'],
  ],
])('%s: requests to addresses go to whom they went', (_, change, gone) => {
  const store = boardOfAddresses();
  const before = goals(store);
  const { requests } = store.getState().document;
  store.getState().edit({ code: 'EDIT_BOARD', detail: {} }, change);
  const after = goals(store);
  const left = before.flatMap((goal, at) => (gone.some((name) => goal.startsWith(name)) ? [] : [at]));
  expect(left.length).toBeGreaterThan(10);
  expect(left.map((at) => after[at])).toEqual(left.map((at) => before[at]));
  // Otherwise nothing would have been followed.
  expect(store.getState().document.requests).not.toEqual(requests);
  store.getState().undo();
  expect(store.getState().document.requests).toBe(requests);
});

test('a pod that was moved by hand has another address, and a request to the one before is not followed', () => {
  const store = boardOfAddresses();
  const { requests } = store.getState().document;
  const [pod] = store.getState().router.cluster.pods;
  if (pod === undefined) throw new Error('there are pods');
  const to = pod.nodeName === 'node-1' ? 'node-2' : 'node-1';
  const { namespace, name } = pod;
  store.getState().edit({ code: 'RESCHEDULE', detail: { pod: name, node: to } }, (now) => ({
    ...now,
    interventions: [{ type: 'reschedule', namespace, pod: name, node: to }],
  }));
  expect(store.getState().document.requests).toBe(requests);
});

test('a request to the address of a Service that goes stays as it is written', () => {
  const store = boardOfAddresses();
  const first = store.getState().document.requests[0]?.to;
  store
    .getState()
    .edit({ code: 'EDIT_BOARD', detail: {} }, (now) =>
      removeObjects(now, [{ kind: 'Service', namespace: 'default', name: 'web' }]),
    );
  expect(store.getState().document.requests[0]?.to).toBe(first);
});

test('a Service that gets a second clusterIP keeps the address of its load balancer in requests', () => {
  const balanced = (more: object) =>
    named('Service', 'web', {
      spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80 }], ...more },
    });
  const objects = [...BOARD.objects.filter(({ kind }) => kind !== 'Service'), balanced({})];
  const overrides = { serviceCIDRs: [createCidr(createIp('10.96.0.0'), 12), createCidr(createIp('fd00:96::'), 112)] };
  const board = { ...BOARD, objects, overrides };
  const [service] = createDocumentStore(board).getState().router.cluster.services;
  const ip = service?.loadBalancerIPs[0]?.ip;
  const requests = [{ from: { internet: true as const }, to: `http://${ip}:80` }];
  const store = createDocumentStore({ ...board, requests });
  store.getState().edit({ code: 'EDIT_BOARD', detail: {} }, (now) => ({
    ...now,
    objects: now.objects.map((each) =>
      each.kind === 'Service' ? balanced({ ipFamilyPolicy: 'RequireDualStack' }) : each,
    ),
  }));
  const { router, document } = store.getState();
  expect(router.cluster.services.find(({ name }) => name === 'web')?.clusterIPs).toHaveLength(2);
  expect(document.requests).toEqual(requests);
});
