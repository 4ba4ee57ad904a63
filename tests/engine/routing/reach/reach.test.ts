import { describe, expect, test } from 'vitest';
import type { ClusterOverrides } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { computeReach } from '../../../../src/engine/routing/reach/compute-reach.ts';
import { diffReach } from '../../../../src/engine/routing/reach/diff-reach.ts';
import { formatConnections } from '../../../../src/engine/routing/reach/format-reach.ts';
import type { ReachOptions } from '../../../../src/engine/routing/reach/reach.ts';
import { gatewayOf, routeOf, ruleOf } from '../gateway/gateway-objects.ts';
import { buildCluster } from '../../../whole-engine.ts';

const metadata = (name: string, labels = {}, namespace = 'shop') => ({ name, namespace, labels });
const template = (app: string, ports: readonly object[] = []) => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: 'main', image: 'main', ports }] },
});
const workload = (kind: string, name: string, spec: object, apiVersion = 'apps/v1'): RawObject => ({
  apiVersion,
  kind,
  metadata: metadata(name),
  spec: { selector: { matchLabels: { app: name } }, ...spec },
});
const deployment = (name: string, ports: readonly object[] = [], spec: object = {}): RawObject =>
  workload('Deployment', name, { template: template(name, ports), ...spec });
const policy = (name: string, spec: object): RawObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: metadata(name),
  spec,
});
const only = (app: string) => ({ podSelector: { matchLabels: { app } } });
const service = (name: string, ports: readonly object[]): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata(name),
  spec: { selector: { app: name }, ports },
});

interface Asked extends ReachOptions {
  readonly overrides?: ClusterOverrides;
}
const reach = (objects: readonly RawObject[], { overrides = {}, ...options }: Asked = {}) =>
  computeReach(buildCluster({ objects, overrides }), options);
const text = (objects: readonly RawObject[], asked?: Asked) =>
  reach(objects, asked)
    .lines()
    .map(({ src, dst, connections }) => `${src} => ${dst} : ${formatConnections(connections)}`);
const between = (objects: readonly RawObject[], asked?: Asked) =>
  text(objects, asked).filter((line) => !line.includes('External'));

describe('workloads', () => {
  test('every kind that makes pods speaks, also without pods right now', () => {
    const objects = [
      deployment('none', [], { replicas: 0 }),
      workload('StatefulSet', 'db', { template: template('db'), serviceName: 'db', replicas: 2 }),
      workload('DaemonSet', 'agent', { template: template('agent') }),
      workload('ReplicaSet', 'set', { template: template('set') }),
      workload('ReplicationController', 'old', { selector: { app: 'old' }, template: template('old') }, 'v1'),
      workload('Job', 'once', { selector: undefined, template: template('once') }, 'batch/v1'),
      workload(
        'CronJob',
        'nightly',
        { selector: undefined, jobTemplate: { spec: { template: template('nightly') } } },
        'batch/v1',
      ),
    ];
    expect(reach(objects).sources.map(({ label }) => label)).toEqual([
      'shop/agent[DaemonSet]',
      'shop/db[StatefulSet]',
      'shop/nightly[CronJob]',
      'shop/none[Deployment]',
      'shop/old[ReplicationController]',
      'shop/once[Job]',
      'shop/set[ReplicaSet]',
      '0.0.0.0-255.255.255.255[External]',
    ]);
    const toNightly = policy('p', {
      ...only('nightly'),
      ingress: [{ from: [only('none')], ports: [{ protocol: 'SCTP', port: 5 }] }],
    });
    expect(between([...objects, toNightly]).filter((line) => line.includes('=> shop/nightly'))).toEqual([
      'shop/none[Deployment] => shop/nightly[CronJob] : SCTP 5',
    ]);
  });

  test('pods of one workload with different labels are added up', () => {
    const owned = (name: string, labels: object): RawObject => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        ...metadata(name, labels),
        ownerReferences: [{ kind: 'ReplicaSet', name: 'rs', controller: true }],
      },
      spec: { containers: [{ name: 'main', image: 'main' }] },
    });
    const objects = [
      owned('a', { app: 'a' }),
      owned('b', { app: 'b' }),
      deployment('web'),
      policy('a', { ...only('a'), ingress: [{ ports: [{ port: 80 }] }] }),
      policy('b', { ...only('b'), ingress: [{ ports: [{ port: 81 }, { port: 90, endPort: 95 }] }] }),
    ];
    expect(between(objects)).toContain('shop/web[Deployment] => shop/rs[ReplicaSet] : TCP 80-81,90-95');
  });

  test('a pod of the host network is not restricted, and no selector finds it', () => {
    const host = {
      ...deployment('host'),
      spec: {
        selector: {},
        template: {
          metadata: { labels: { app: 'host' } },
          spec: { hostNetwork: true, containers: [{ name: 'm', image: 'm' }] },
        },
      },
    };
    const objects = [
      host,
      deployment('web'),
      policy('all', { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }),
    ];
    expect(between(objects)).toEqual(['shop/web[Deployment] => shop/host[Deployment] : All Connections']);
  });
});

describe('ports', () => {
  const web = [
    deployment('web', [
      { name: 'http', containerPort: 8080 },
      { name: 'dns', containerPort: 53, protocol: 'UDP' },
    ]),
  ];
  const client = deployment('client');
  const to = (...ports: readonly object[]) => [
    ...web,
    client,
    policy('p', { ...only('web'), ingress: [{ from: [only('client')], ports }] }),
  ];

  test.each<readonly [string, readonly object[], readonly string[]]>([
    ['a name', [{ port: 'http' }], ['TCP 8080']],
    ['a name of another protocol', [{ port: 'dns' }], []],
    ['the name with its protocol', [{ port: 'dns', protocol: 'UDP' }], ['UDP 53']],
    ['a range', [{ port: 80, endPort: 90 }, { port: 91 }], ['TCP 80-91']],
    ['a protocol', [{ protocol: 'UDP' }], ['UDP 1-65535']],
    ['all protocols', ['TCP', 'UDP', 'SCTP'].map((protocol) => ({ protocol })), ['All Connections']],
  ])('%s', (_what, ports, expected) => {
    const found = between(to(...ports)).filter((line) => line.includes('=> shop/web'));
    expect(found).toEqual(
      expected.map((connections) => `shop/client[Deployment] => shop/web[Deployment] : ${connections}`),
    );
  });
});

describe('outside', () => {
  test('is cut at the borders of blocks, per direction; exceptions that touch are one', () => {
    const block = { ipBlock: { cidr: '10.0.0.0/8', except: ['10.10.0.0/16', '10.11.0.0/16'] } };
    const found = reach([deployment('web'), policy('p', { ...only('web'), ingress: [{ from: [block] }] })]);
    const labels = (list: typeof found.sources) =>
      list.filter(({ kind }) => kind === 'external').map(({ label }) => label);
    expect(labels(found.sources)).toEqual([
      '0.0.0.0-9.255.255.255[External]',
      '10.0.0.0-10.9.255.255[External]',
      '10.10.0.0-10.11.255.255[External]',
      '10.12.0.0-10.255.255.255[External]',
      '11.0.0.0-255.255.255.255[External]',
    ]);
    expect(labels(found.destinations)).toEqual(['0.0.0.0-255.255.255.255[External]']);
    expect(found.connections('10.10.0.0-10.11.255.255[External]', 'shop/web[Deployment]')).toEqual({});
    expect(found.connections('10.12.0.0-10.255.255.255[External]', 'shop/web[Deployment]')).toBe('All Connections');
  });

  test('ipBlocks are outside, unless pods are looked at by their addresses', () => {
    const objects = [
      deployment('web'),
      deployment('client'),
      policy('p', { ...only('web'), ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] }),
    ];
    const line = 'shop/client[Deployment] => shop/web[Deployment] : All Connections';
    expect(between(objects)).not.toContain(line);
    expect(between(objects, { ipBlocks: 'addresses' })).toContain(line);
  });

  test('a cluster of IPv6 has IPv6 addresses outside', () => {
    const found = reach([deployment('web')], { overrides: { podCIDRs: ['fd00:10::/56' as never] } });
    expect(found.sources.at(-1)?.label).toBe('::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff[External]');
  });
});

describe('{ingress-controller}', () => {
  const web = deployment('web', [{ name: 'http', containerPort: 8080 }, { containerPort: 9090 }]);
  const front = service('web', [
    { name: 'http', port: 80, targetPort: 'http' },
    { name: 'metrics', port: 9090 },
  ]);
  const ingress = (port: object): RawObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata('entry'),
    spec: { defaultBackend: { service: { name: 'web', port } } },
  });
  const route = (spec: object): RawObject => ({
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: metadata('route'),
    spec,
  });
  const lines = (...more: readonly RawObject[]) => text([web, front, ...more]).filter((line) => line.startsWith('{'));
  const opened = (connections: string) => [`{ingress-controller} => shop/web[Deployment] : ${connections}`];

  test('an Ingress opens the ports its Service leads to', () => {
    expect(lines(ingress({ number: 80 }))).toEqual(opened('TCP 8080'));
    expect(lines(ingress({ name: 'metrics' }))).toEqual(opened('TCP 9090'));
    expect(lines(ingress({ number: 81 }))).toEqual([]);
  });

  test('a Route opens its targetPort, or every port', () => {
    expect(lines(route({ to: { kind: 'Service', name: 'web' } }))).toEqual(opened('TCP 8080,9090'));
    expect(lines(route({ to: { name: 'web' }, port: { targetPort: 'http' } }))).toEqual(opened('TCP 8080'));
    expect(lines(route({ to: { name: 'web' }, port: { targetPort: 9090 } }))).toEqual(opened('TCP 9090'));
    expect(
      lines(route({ to: { name: 'none' }, alternateBackends: [{ name: 'web' }], port: { targetPort: 'http' } })),
    ).toEqual(opened('TCP 8080'));
  });

  test('an attached route of a Gateway opens its backends', () => {
    const backendRefs = [{ name: 'web', port: 80 }];
    const attached = routeOf('web', { rules: [ruleOf('/', { backendRefs })] });
    expect(lines(gatewayOf(), attached)).toEqual(opened('TCP 8080'));
    expect(lines(attached)).toEqual([]);
  });

  test('policies hold for it as for a pod nobody knows', () => {
    const entry = ingress({ number: 80 });
    expect(lines(entry, policy('p', { ...only('web'), ingress: [{ from: [only('client')] }] }))).toEqual([]);
    expect(lines(entry, policy('p', { ...only('web'), ingress: [{ from: [{ namespaceSelector: {} }] }] }))).toEqual(
      opened('TCP 8080'),
    );
    expect(lines(entry, policy('p', { ...only('web'), ingress: [{ ports: [{ port: 9090 }] }] }))).toEqual([]);
  });
});

test('under a CNI that ignores policies everything is open', () => {
  const objects = [deployment('web'), deployment('client'), policy('deny', { podSelector: {} })];
  expect(between(objects)).toEqual([]);
  expect(between(objects, { overrides: { cni: 'flannel' } })).toHaveLength(2);
});

test('a diff names the pairs that changed, and what is gone or new', () => {
  const objects = [deployment('web'), deployment('client')];
  const narrowed = [
    ...objects,
    policy('p', { ...only('web'), ingress: [{ from: [only('client')], ports: [{ port: 80 }] }] }),
  ];
  const [external, web, client] = [
    '0.0.0.0-255.255.255.255[External]',
    'shop/web[Deployment]',
    'shop/client[Deployment]',
  ];
  expect(diffReach(reach(objects), reach(narrowed))).toEqual([
    { src: external, dst: web, before: 'All Connections', after: {} },
    { src: client, dst: web, before: 'All Connections', after: { TCP: [[80, 80]] } },
  ]);
  expect(diffReach(reach(objects), reach([deployment('web')])).map(({ after }) => after)).toEqual([{}, {}, {}, {}]);
  expect(diffReach(reach(objects), reach(objects))).toEqual([]);
});
