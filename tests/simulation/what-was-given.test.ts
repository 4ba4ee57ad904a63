import { expect, test } from 'vitest';
import type { Cluster, ObjectRef, RawObject } from '../../src/engine/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../src/scenario/document/document.ts';
import { createCidr } from '../../src/engine/net/cidr.ts';
import { createIp } from '../../src/engine/net/ip.ts';
import { intervene, removeObjects } from '../../src/simulation/edits.ts';
import { decodeShareLink, encodeShareLink } from '../../src/scenario/share-link.ts';
import { buildCluster } from '../whole-engine.ts';
import { createDocumentStore } from '../whole-simulation.ts';

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
const deployment = (app: string, replicas: number, spec: object = {}) =>
  named(
    'Deployment',
    app,
    {
      spec: {
        replicas,
        selector: { matchLabels: { app } },
        template: {
          metadata: { labels: { app } },
          spec: { containers: [{ name: app, image: app, ports: [{ containerPort: 80 }] }], ...spec },
        },
      },
    },
    'apps/v1',
  );
const service = (app: string, more: object = {}) =>
  named('Service', app, { spec: { selector: { app }, ports: [{ port: 80 }], ...more } });

/** A board of three Services of every type, and their workloads. */
const BOARD: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  objects: [
    node('node-1', 0),
    node('node-2', 1),
    node('node-3', 2),
    ...['web', 'api', 'db'].flatMap((app) => [deployment(app, 3), service(app)]),
    service('door', { type: 'NodePort' }),
    service('gate', { type: 'LoadBalancer' }),
    service('wall', { type: 'LoadBalancer', externalTrafficPolicy: 'Local' }),
  ],
};

type Change = (document: ScenarioDocument) => ScenarioDocument;

const EDIT = { code: 'EDIT_BOARD', detail: {} } as const;

/** What every object has that was given to it. */
function given({ services, pods, nodes }: Cluster): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ...nodes.map(({ name, ips, podCIDRs }) => [`Node ${name}`, { ips, podCIDRs }] as const),
    ...pods.map(({ name, ips, nodeName }) => [`Pod ${name}`, { ips, nodeName }] as const),
    ...services.map(
      ({ name, clusterIPs, ports, loadBalancerIPs, healthCheckNodePort }) =>
        [
          `Service ${name}`,
          { clusterIPs, ports: ports.map(({ nodePort }) => nodePort), loadBalancerIPs, healthCheckNodePort },
        ] as const,
    ),
  ]);
}

const store = (board: ScenarioDocument = BOARD) => createDocumentStore(board);
type Store = ReturnType<typeof store>;
const now = (of: Store) => given(of.getState().router.cluster);

/** What stays of what there was. */
function stays(of: Store, change: Change): readonly (readonly [string, unknown, unknown])[] {
  const before = now(of);
  of.getState().edit(EDIT, change);
  const after = now(of);
  return [...before].flatMap(([key, was]) => (after.has(key) ? [[key, was, after.get(key)] as const] : []));
}

const without =
  (kind: string, name: string): Change =>
  (board) =>
    removeObjects(board, [{ kind, namespace: 'default', name } as ObjectRef]);
const put =
  (object: RawObject, at?: number): Change =>
  (board) => {
    const others = board.objects.filter(
      ({ kind, metadata }) => kind !== object.kind || metadata.name !== object.metadata.name,
    );
    const place =
      at ??
      board.objects.findIndex(({ kind, metadata }) => kind === object.kind && metadata.name === object.metadata.name);
    return { ...board, objects: others.toSpliced(place === -1 ? others.length : place, 0, object) };
  };

const EDITS: readonly (readonly [string, Change])[] = [
  ['a Service is deleted', without('Service', 'web')],
  ['a Service with a node port is deleted', without('Service', 'door')],
  ['a load balancer is deleted', without('Service', 'gate')],
  ['a Service comes before the others', put(service('cache', { type: 'LoadBalancer' }), 0)],
  ['a workload comes before the others', put(deployment('cache', 2), 0)],
  ['a workload is deleted', without('Deployment', 'web')],
  ['a workload is scaled down', put(deployment('web', 1))],
  ['a workload is scaled up', put(deployment('web', 8))],
  ['a node is cordoned', put({ ...node('node-1', 0), spec: { podCIDR: '10.244.0.0/24', unschedulable: true } })],
  ['a Service gets a node port', put(service('web', { type: 'NodePort' }))],
  ['a node is gone', (board) => removeObjects(board, [{ kind: 'Node', name: 'node-1' }])],
];

test.each(EDITS)('%s: everything else keeps its node, addresses and node ports', (_, change) => {
  const board = store();
  const kept = stays(board, change);
  expect(kept.length).toBeGreaterThanOrEqual(9);
  for (const [key, was, is] of kept) {
    // A pod whose node is gone has to go somewhere.
    const isLeft =
      (was as { nodeName?: string }).nodeName !== 'node-1' || board.getState().router.cluster.node('node-1');
    if (key !== 'Service web' && isLeft) expect([key, is]).toEqual([key, was]);
  }
  // A board that nobody has edited comes to the same.
  const { document } = board.getState();
  expect(given(buildCluster(document))).toEqual(now(board));
  const opened = decodeShareLink(encodeShareLink({ document, choices: [], lens: 'objects' }));
  if (!opened.ok) throw new Error(opened.why.code);
  expect(opened.problems).toEqual([]);
  expect(given(buildCluster(opened.scenario.document))).toEqual(now(board));
  while (board.getState().undo() !== undefined);
  expect(board.getState().document).toBe(BOARD);
  expect(now(board)).toEqual(given(buildCluster(BOARD)));
});

test('nodes of which nobody says where they are stay where they are, and their pods with them', () => {
  const bare = (name: string) => named('Node', name, {});
  const objects = ['node-1', 'node-2', 'node-3'].map(bare);
  const board = store({ ...BOARD, objects: [...objects, ...BOARD.objects.filter(({ kind }) => kind !== 'Node')] });
  const start = now(board);
  for (const change of [
    (before: ScenarioDocument) => removeObjects(before, [{ kind: 'Node', name: 'node-1' }]),
    put(bare('node-0'), 0),
    put(bare('node-9'), 1),
  ]) {
    edit(board, change);
    const after = now(board);
    for (const key of ['Node node-2', 'Node node-3']) expect([key, after.get(key)]).toEqual([key, start.get(key)]);
    const { cluster } = board.getState().router;
    for (const { name, ips, nodeName } of cluster.pods)
      if (['node-2', 'node-3'].includes((start.get(`Pod ${name}`) as { nodeName: string }).nodeName))
        expect({ ips, nodeName }).toEqual(start.get(`Pod ${name}`));
    const all = cluster.nodes.flatMap(({ ips, podCIDRs }) => [...ips, ...podCIDRs]);
    expect(new Set(all).size).toBe(all.length);
    expect(given(buildCluster(board.getState().document))).toEqual(after);
  }
});

test('a pod that had its address kept keeps it when its node is to have its range kept', () => {
  // The range that goes with a node is the first free one, so the node that nobody gives a range would take it over.
  const open = named('Node', 'node-4', {});
  const board = store({ ...BOARD, objects: [...BOARD.objects, open] });
  edit(board, put(deployment('web', 1)));
  const on = board.getState().router.cluster.podsOn('node-4');
  expect(on.map(({ namespace, name }) => held(board)?.[`Pod/${namespace}/${name}`]?.node)).toContain('node-4');
  const before = now(board);
  edit(board, (current) => removeObjects(current, [{ kind: 'Node', name: 'node-2' }]));
  const after = now(board);
  for (const key of ['Node node-4', ...on.map(({ name }) => `Pod ${name}`)])
    expect([key, after.get(key)]).toEqual([key, before.get(key)]);
  expect(given(buildCluster(board.getState().document))).toEqual(after);
});

const held = (of: Store) => of.getState().document.overrides.allocated;
const edit = (of: Store, change: Change) => of.getState().edit(EDIT, change);

test('what a board says of what was given is no more than it needs', () => {
  const board = store();
  const api = now(board).get('Service api');
  edit(board, without('Service', 'web'));
  const [address] = (api as { clusterIPs: string[] }).clusterIPs;
  expect(held(board)?.['Service/default/api']).toEqual({ ips: [address] });
  // Pods have what they would have anyway.
  expect(Object.keys(held(board) ?? {}).filter((key) => key.startsWith('Pod/'))).toEqual([]);
  // What it had is given again.
  edit(board, put(service('web'), 4));
  expect(held(board)).toBeUndefined();
  expect(now(board)).toEqual(given(buildCluster(BOARD)));
});

test('an edit that moves nothing writes nothing', () => {
  const board = store();
  edit(board, put(service('last')));
  edit(board, put(named('ConfigMap', 'settings', { data: {} })));
  expect(board.getState().document.overrides).toBe(BOARD.overrides);
});

test('what goes is not kept, nor what an object states itself from then on', () => {
  const board = store();
  edit(board, without('Service', 'web'));
  edit(board, without('Service', 'api'));
  expect(held(board)?.['Service/default/api']).toBeUndefined();
  expect(held(board)?.['Service/default/db']).toBeDefined();
  edit(board, put(service('db', { clusterIP: '10.96.7.7' })));
  expect(held(board)?.['Service/default/db']).toBeUndefined();
  expect(board.getState().router.cluster.service('default', 'db')?.clusterIPs).toEqual(['10.96.7.7']);
});

test('an address that is free again may be given again', () => {
  const board = store();
  const was = board.getState().router.cluster.service('default', 'web')?.clusterIPs;
  edit(board, without('Service', 'web'));
  edit(board, put(service('new')));
  expect(board.getState().router.cluster.service('default', 'new')?.clusterIPs).toEqual(was);
});

test('addresses of a range that is given up are given up', () => {
  const board = store();
  edit(board, without('Service', 'web'));
  const serviceCIDRs = [createCidr(createIp('10.112.0.0'), 16)];
  edit(board, (before) => ({ ...before, overrides: { ...before.overrides, serviceCIDRs } }));
  for (const { clusterIPs } of board.getState().router.cluster.services)
    for (const ip of clusterIPs) expect(ip).toMatch(/^10\.112\./);
  expect(Object.keys(held(board) ?? {}).filter((key) => held(board)?.[key]?.ips)).toEqual([]);
});

test('a pod that somebody moves gets another address, and keeps that one', () => {
  const board = store();
  const [pod] = board.getState().router.cluster.pods;
  if (pod === undefined) throw new Error('there are pods');
  const { namespace, name } = pod;
  const place = () => {
    const { nodeName, ips } = board.getState().router.cluster.pod(namespace, name) ?? {};
    return { nodeName, ips };
  };
  const to = pod.nodeName === 'node-1' ? 'node-2' : 'node-1';
  edit(board, (before) => intervene(before, { type: 'reschedule', namespace, pod: name, node: to }));
  const moved = place();
  expect(moved.nodeName).toBe(to);
  expect(moved.ips).not.toEqual(pod.ips);
  edit(board, put(deployment('cache', 4), 0));
  edit(board, put(deployment('api', 1)));
  expect(place()).toEqual(moved);
  edit(board, (before) => intervene(before, { type: 'kill-sandbox', namespace, pod: name }));
  expect(place().nodeName).toBe(to);
  expect(place().ips).not.toEqual(moved.ips);
});

test('a node that drives pods out keeps none of them', () => {
  const board = store();
  edit(board, put(deployment('cache', 4), 0));
  edit(
    board,
    put({
      ...node('node-1', 0),
      spec: { podCIDR: '10.244.0.0/24', taints: [{ key: 'broken', effect: 'NoExecute' }] },
    }),
  );
  expect(board.getState().router.cluster.podsOn('node-1')).toEqual([]);
});

test('who is asked to run elsewhere does not stay', () => {
  const pod = (more: object) => named('Pod', 'lone', { spec: { containers: [{ name: 'a', image: 'a' }], ...more } });
  const board = store({ ...BOARD, objects: [...BOARD.objects, pod({})] });
  edit(board, put(deployment('cache', 4), 0));
  const was = board.getState().router.cluster.pod('default', 'lone')?.nodeName;
  const to = was === 'node-3' ? 'node-2' : 'node-3';
  edit(board, put(pod({ nodeSelector: { 'kubernetes.io/hostname': to } })));
  expect(board.getState().router.cluster.pod('default', 'lone')?.nodeName).toBe(to);
});

test('a Service that gets a second clusterIP keeps the first, and the address of its load balancer', () => {
  const overrides = { serviceCIDRs: [createCidr(createIp('10.96.0.0'), 12), createCidr(createIp('fd00:96::'), 112)] };
  const board = store({ ...BOARD, overrides });
  const before = board.getState().router.cluster.service('default', 'gate');
  edit(board, put(service('gate', { type: 'LoadBalancer', ipFamilyPolicy: 'RequireDualStack' })));
  const after = board.getState().router.cluster.service('default', 'gate');
  expect(after?.clusterIPs[0]).toBe(before?.clusterIPs[0]);
  expect(after?.clusterIPs).toHaveLength(2);
  expect(after?.loadBalancerIPs[0]).toEqual(before?.loadBalancerIPs[0]);
});

test('who goes back to the board of a story has it as it is told of', () => {
  const board = store();
  edit(board, without('Service', 'web'));
  board.getState().edit({ code: 'RESUME_STORY', detail: {} }, (current) => ({
    ...current,
    objects: BOARD.objects,
    overrides: BOARD.overrides,
  }));
  expect(board.getState().document.overrides).toBe(BOARD.overrides);
  expect(now(board)).toEqual(given(buildCluster(BOARD)));
});
