import { expect, test } from 'vitest';
import type { Cluster } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { Intervention } from '../../../../src/engine/kubernetes/cluster/intervention.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { Router } from '../../../../src/engine/routing/engine/router.ts';
import { deployment, ingress, nodes, service } from '../objects.ts';
import { contentsOf } from './cluster-contents.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';

type Fields = Readonly<Record<string, unknown>>;

interface GivenPod {
  readonly metadata?: Fields;
  readonly spec?: Fields;
  readonly status?: Fields;
  readonly ports?: readonly Fields[];
}

/** A running pod of the application its name begins with. */
function pod(name: string, { metadata, spec, status, ports = [{ containerPort: 8080 }] }: GivenPod = {}): RawObject {
  const at = Number(name.split('-')[1]);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app: name.split('-')[0] }, ...metadata } as RawObject['metadata'],
    spec: { nodeName: `node-${(at % 2) + 1}`, containers: [{ name: 'main', ports }], ...spec },
    status: {
      phase: 'Running',
      podIP: `10.244.${(at % 2) + 1}.${at + 20}`,
      conditions: [{ type: 'Ready', status: 'True' }],
      ...status,
    },
  };
}

const NAMES = ['web-1', 'web-2', 'cart-3', 'cart-4'];
const SERVICES = [service('web'), service('cart'), service('db')];
const BEFORE = [...nodes(2), ...SERVICES, ...NAMES.map((name) => pod(name))];

function withPod(edited: RawObject, objects = BEFORE): readonly RawObject[] {
  return objects.map((each) => (each.kind === 'Pod' && each.metadata.name === edited.metadata.name ? edited : each));
}

/** All that hosts' networks rest on was taken from the cluster before. */
const keepsSeats = (before: Cluster, after: Cluster): boolean => before.seats === after.seats;

const UNREADY = { conditions: [{ type: 'Ready', status: 'False' }] };
const TWO_ON_ONE_PORT = ['main', 'second'].map((name) => ({ name, ports: [{ containerPort: 8080 }] }));

const CHANGES: readonly (readonly [string, GivenPod])[] = [
  ['into a selector', { metadata: { labels: { app: 'cart' } } }],
  ['into a selector, not ready', { metadata: { labels: { app: 'cart' } }, status: UNREADY }],
  ['out of every selector', { metadata: { labels: { app: 'nobody' } } }],
  ['labels removed', { metadata: { labels: undefined } }],
  ['labels that cannot be read', { metadata: { labels: 7 } }],
  ['not ready', { status: UNREADY }],
  ['crashing', { status: { containerStatuses: [{ name: 'main', state: { waiting: { reason: 'Error' } } }] } }],
  ['leaving', { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }],
  ['another port', { ports: [{ containerPort: 9090 }] }],
  ['a port that cannot be read', { ports: [{ containerPort: 'eighty' }] }],
  ['no ports', { ports: [] }],
  ['two containers on one port', { spec: { containers: TWO_ON_ONE_PORT } }],
  ['a hostname', { spec: { hostname: 'first', subdomain: 'web' } }],
];

test.each(CHANGES)('%s: the short way, to what is built from scratch', (_what, changed) => {
  const before = buildCluster({ objects: BEFORE });
  const objects = withPod(pod('web-1', changed));
  const after = buildCluster({ objects, previous: before });
  expect(keepsSeats(before, after)).toBe(true);
  expect(contentsOf(after)).toEqual(contentsOf(buildCluster({ objects: structuredClone(objects) })));
  const back = buildCluster({ objects: BEFORE, previous: after });
  expect(keepsSeats(before, back)).toBe(true);
  expect(contentsOf(back)).toEqual(contentsOf(buildCluster({ objects: structuredClone(BEFORE) })));
});

const STOP = { type: 'stop-container', namespace: 'default', pod: 'web-1', container: 'main' } as const;
const HOST_PORT = [{ containerPort: 8080, hostPort: 30080 }];

test.each<readonly [string, GivenPod, boolean]>([
  ['another node', { spec: { nodeName: 'node-1' } }, false],
  ['another address', { status: { podIP: '10.244.2.99' } }, false],
  ['finished', { status: { phase: 'Succeeded' } }, false],
  ['another hostIP', { status: { hostIP: '192.168.0.99' } }, true],
  ['a port of its node', { ports: HOST_PORT }, true],
  ['the network of its node', { spec: { hostNetwork: true } }, false],
  ['an owner', { metadata: { ownerReferences: [{ kind: 'ReplicaSet', name: 'web-6d4f' }] } }, true],
])(
  '%s: the hosts are made anew where it is about them, and other pods stay the objects they were',
  (_what, changed, short) => {
    const before = buildCluster({ objects: BEFORE });
    const objects = withPod(pod('web-1', changed));
    const after = buildCluster({ objects, previous: before });
    expect(keepsSeats(before, after)).toBe(short);
    expect(after.pod('default', 'web-2')).toBe(before.pod('default', 'web-2'));
    expect(after.service('default', 'cart')).toBe(before.service('default', 'cart'));
    expect(contentsOf(after)).toEqual(contentsOf(buildCluster({ objects: structuredClone(objects) })));
  },
);

test('a pod that crashes or is stopped leaves its port of the node to the next', () => {
  const takers = [pod('web-1', { ports: HOST_PORT }), pod('cart-3', { ports: HOST_PORT, status: { conditions: [] } })];
  const objects = [...nodes(2), ...takers];
  const before = buildCluster({ objects });
  const waiting = { containerStatuses: [{ name: 'main', state: { waiting: { reason: 'Error' } } }] };
  const crashing = pod('web-1', { ports: HOST_PORT, status: waiting });
  const after = buildCluster({ objects: withPod(crashing, objects), previous: before });
  const stateIn = (cluster: Cluster) => cluster.pod('default', 'cart-3')?.containers[0]?.state;
  const stopped = buildCluster({ objects, interventions: [STOP], previous: before });
  expect([before, after, stopped].map(stateIn)).toEqual(['failed', 'running', 'running']);
});

test('a pod that joins an edited Service listens where that targets', () => {
  const before = buildCluster({ objects: BEFORE });
  const db = service('db', { ports: [{ port: 80, targetPort: 7000 }], selector: { app: 'store' } });
  const withService = BEFORE.map((each) => (each.metadata.name === 'db' ? db : each));
  const between = buildCluster({ objects: withService, previous: before });
  const objects = withPod(pod('web-1', { metadata: { labels: { app: 'store' } }, ports: [] }), withService);
  const after = buildCluster({ objects, previous: between });
  expect(keepsSeats(before, after)).toBe(true);
  expect(after.pod('default', 'web-1')?.listeners).toEqual([
    { protocol: 'TCP', port: 7000, container: 'main', assumed: true },
  ]);
  expect(contentsOf(after)).toEqual(contentsOf(buildCluster({ objects: structuredClone(objects) })));
});

const KILL = { type: 'kill-sandbox', namespace: 'default', pod: 'web-1' } as const;

test.each<readonly [string, readonly Intervention[], readonly Intervention[], boolean]>([
  ['a container is stopped', [], [STOP], true],
  ['a container is started', [STOP], [STOP, { ...STOP, type: 'start-container' }], true],
  ['stopping is taken back', [STOP], [], true],
  ['another container is stopped', [STOP], [STOP, { ...STOP, pod: 'cart-3' }], true],
  ['a container that is not there is stopped', [], [{ ...STOP, container: 'gone' }], true],
  ['a container of a pod that is not there is stopped', [], [{ ...STOP, pod: 'gone' }], true],
  ['a stopped container is killed', [STOP], [STOP, KILL], false],
  ['a killed one is stopped', [KILL], [KILL, STOP], true],
])('%s: as from scratch', (_what, before, interventions, keeps) => {
  const first = buildCluster({ objects: BEFORE, interventions: before });
  const after = buildCluster({ objects: BEFORE, interventions, previous: first });
  expect(keepsSeats(first, after)).toBe(keeps);
  const anew = (list: readonly Intervention[]) =>
    contentsOf(buildCluster({ objects: structuredClone(BEFORE), interventions: list }));
  expect(contentsOf(after)).toEqual(anew(interventions));
  // Pods in which nothing is stopped any more can be edited again.
  const back = buildCluster({ objects: BEFORE, interventions: before, previous: after });
  expect(contentsOf(back)).toEqual(anew(before));
});

test('a replica on its way out is replaced by its workload', () => {
  const owned = { ownerReferences: [{ kind: 'Deployment', name: 'shop', controller: true }] };
  const objects = [...nodes(2), deployment('shop', 1), pod('web-1', { metadata: owned })];
  const before = buildCluster({ objects });
  const leaving = pod('web-1', { metadata: { ...owned, deletionTimestamp: '2026-01-01T00:00:00Z' } });
  const after = buildCluster({ objects: withPod(leaving, objects), previous: before });
  const made = ({ pods }: Cluster) => pods.filter(({ workload }) => workload.name === 'shop').length;
  expect([made(before), made(after)]).toEqual([1, 2]);
});

test('a pod that becomes an Ingress controller serves Ingresses', () => {
  const front = service('web', { type: 'LoadBalancer' });
  const objects = [...nodes(2), front, ingress('in', { name: 'cart', port: { number: 80 } }), pod('web-1')];
  const before = buildCluster({ objects });
  const labels = { app: 'web', 'app.kubernetes.io/name': 'ingress-nginx' };
  const after = buildCluster({ objects: withPod(pod('web-1', { metadata: { labels } }), objects), previous: before });
  expect(before.ingresses[0]?.controllerService?.name).toBe('ingress-nginx-controller');
  expect(after.ingresses[0]?.controllerService?.name).toBe('web');
});

test('an Ingress controller that is told to watch Ingresses without a class serves them', () => {
  const labels = { app: 'web', 'app.kubernetes.io/name': 'ingress-nginx' };
  const controller = (args: readonly string[]): RawObject => {
    const containers = [{ name: 'main', image: 'registry.k8s.io/ingress-nginx/controller:v1.9.0', args }];
    return pod('web-1', { metadata: { labels }, spec: { containers } });
  };
  const front = service('web', { type: 'LoadBalancer' });
  const objects = [...nodes(2), front, ingress('in', { name: 'cart', port: { number: 80 } }), controller([])];
  const before = buildCluster({ objects });
  const watching = withPod(controller(['--watch-ingress-without-class']), objects);
  const after = buildCluster({ objects: watching, previous: before });
  expect(before.ingresses[0]?.controllerService).toBeUndefined();
  expect(after.ingresses[0]?.controllerService?.name).toBe('web');
});

test('pods, nodes and Services that an edit does not touch are the objects they were', () => {
  const before = buildCluster({ objects: BEFORE });
  const after = buildCluster({ objects: withPod(pod('web-1', CHANGES[0]?.[1])), previous: before });
  expect(after.nodes).toBe(before.nodes);
  for (const name of ['web-2', 'cart-3']) expect(after.pod('default', name)).toBe(before.pod('default', name));
  expect(after.pod('default', 'web-1')).not.toBe(before.pod('default', 'web-1'));
  expect(after.service('default', 'db')).toBe(before.service('default', 'db'));
  expect(after.service('default', 'web')?.endpoints(4)).toHaveLength(1);
  expect(after.service('default', 'cart')?.endpoints(4)).toHaveLength(3);
  expect(after.podsOn('node-1')).toBe(before.podsOn('node-1'));
});

test('an edit of a policy leaves everything but the policy the objects they were', () => {
  const policy = (app: string): RawObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'closed', namespace: 'default' },
    spec: { podSelector: { matchLabels: { app } } },
  });
  const verdicts = (router: Router) =>
    [['cart-3', 'web'] as const, ['web-1', 'cart'] as const].map(([from, app]) => {
      const found = router.trace({ from: { pod: `default/${from}` }, to: `http://${app}/` });
      return found.ok ? found.value.verdict : 'no request';
    });
  const before = createRouter(buildCluster({ objects: [...BEFORE, policy('web')] }));
  expect(verdicts(before)).toEqual(['UNREACHABLE', 'REACHABLE']);
  const cluster = buildCluster({ objects: [...BEFORE, policy('cart')], previous: before.cluster });
  expect(keepsSeats(before.cluster, cluster)).toBe(true);
  expect(cluster.services).toEqual(before.cluster.services);
  expect(verdicts(createRouter(cluster, { previous: before.network }))).toEqual(['REACHABLE', 'UNREACHABLE']);
});

/** The same object, which tells when somebody reads it. */
function watched(object: RawObject, read: Set<string>): RawObject {
  return new Proxy(object, {
    get: (target, key) => {
      read.add(`${target.kind}/${target.metadata.name}`);
      return Reflect.get(target, key) as unknown;
    },
  });
}

test('an edit and the walk after it read the objects they touch, and no others', () => {
  const read = new Set<string>();
  const dns = service('kube-dns', { clusterIP: '10.96.0.10' });
  const kubeSystem = { ...dns, metadata: { ...dns.metadata, namespace: 'kube-system' } };
  const many = Array.from({ length: 40 }, (_, index) => pod(`db-${index + 10}`));
  const objects = [...BEFORE, kubeSystem, ...many].map((each) => watched(each, read));
  const first = createRouter(buildCluster({ objects }));
  const ip = first.cluster.service('default', 'cart')?.clusterIPs[0];
  const request = { from: { pod: 'default/web-2' }, to: `tcp://${ip}:80` };
  first.trace(request);
  const place = objects.findIndex((each) => each.kind === 'Pod' && each.metadata.name === 'web-1');
  const edited = objects.with(place, pod('web-1', CHANGES[0]?.[1]));
  read.clear();
  const cluster = buildCluster({ objects: edited, previous: first.cluster });
  const traced = createRouter(cluster, { previous: first.network }).trace(request);
  expect(traced.ok && traced.value.outcomes).toHaveLength(3);
  expect([...read].filter((key) => !/^(Pod|Service)\/(web|cart)/.test(key))).toEqual([]);
});

test('one edit gives a Service other addresses and another Service other pods', () => {
  const before = buildCluster({ objects: BEFORE });
  const balanced = service('db', { type: 'LoadBalancer' });
  const relabelled = withPod(pod('web-1', { metadata: { labels: { app: 'cart' } } }));
  const objects = relabelled.map((each) => (each.metadata.name === 'db' ? balanced : each));
  const after = buildCluster({ objects, previous: before });
  expect(keepsSeats(before, after)).toBe(true);
  expect(after.service('default', 'cart')?.endpoints(4)).toHaveLength(3);
  expect(contentsOf(after)).toEqual(contentsOf(buildCluster({ objects: structuredClone(objects) })));
});

test('a pod that becomes a node-local DNS cache adds its device to its node', () => {
  const dns = service('kube-dns', { clusterIP: '10.96.0.10' });
  const kubeSystem = { ...dns, metadata: { ...dns.metadata, namespace: 'kube-system' } };
  const onNode = { spec: { hostNetwork: true }, status: { podIP: '192.168.0.12' } };
  const objects = [...nodes(2), kubeSystem, pod('web-1', onNode)];
  const devicesOf = ({ network }: Router) =>
    network
      .namespace('node/node-2')
      ?.interfaces()
      .map(({ name }) => name);
  const before = createRouter(buildCluster({ objects }));
  const without = devicesOf(before);
  const labels = { 'k8s-app': 'node-local-dns' };
  const edited = withPod(pod('web-1', { ...onNode, metadata: { labels } }), objects);
  const cluster = buildCluster({ objects: edited, previous: before.cluster });
  const after = createRouter(cluster, { previous: before.network });
  expect(keepsSeats(before.cluster, cluster)).toBe(true);
  expect(without).not.toContain('nodelocaldns');
  expect(devicesOf(after)).toContain('nodelocaldns');
});
