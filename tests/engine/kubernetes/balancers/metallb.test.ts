import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { buildCluster } from '../../../whole-engine.ts';
import { nodes, service } from '../objects.ts';

const pool = (name: string, spec: object, labels = {}): RawObject => ({
  apiVersion: 'metallb.io/v1beta1',
  kind: 'IPAddressPool',
  metadata: { name, namespace: 'metallb-system', labels },
  spec: { ...spec },
});
const lan = (spec: object = {}) => pool('lan', { addresses: ['192.168.0.240-192.168.0.242'], ...spec });

interface Wish {
  readonly spec?: object;
  readonly annotations?: Record<string, string>;
  readonly labels?: Record<string, string>;
  readonly status?: Record<string, unknown>;
  readonly namespace?: string;
}

function wish(name: string, { spec = {}, annotations = {}, labels = {}, status, namespace = 'default' }: Wish = {}) {
  const made = service(name, { type: 'LoadBalancer', ...spec }, status);
  return { ...made, metadata: { ...made.metadata, namespace, annotations, labels } };
}

function given(...objects: readonly RawObject[]): Record<string, unknown> {
  const { services } = buildCluster({ objects: [...nodes(2), ...objects] });
  return Object.fromEntries(
    services
      .filter(({ type }) => type === 'LoadBalancer')
      .map(({ name, loadBalancerIPs, balancing }) => [
        name,
        balancing?.pending?.code ?? loadBalancerIPs.map(({ ip }) => ip).join(),
      ]),
  );
}

const shares = (key: string) => ({ annotations: { 'metallb.io/allow-shared-ip': key } });
const at = (port: number) => ({ spec: { ports: [{ port }] } });

describe('an address of a pool', () => {
  test('is the first that is free, in the order of the Services, until there is none', () => {
    expect(given(lan(), wish('a'), wish('b'), wish('c'), wish('d'))).toEqual({
      a: '192.168.0.240',
      b: '192.168.0.241',
      c: '192.168.0.242',
      d: 'POOLS_FULL',
    });
  });

  test('stays with who has it', () => {
    const status = { loadBalancer: { ingress: [{ ip: '192.168.0.240' }] } };
    expect(given(lan(), wish('a'), wish('b', { status }))).toEqual({ a: '192.168.0.241', b: '192.168.0.240' });
  });

  test('is not handed out without being asked for where autoAssign is off', () => {
    const off = lan({ autoAssign: false });
    const asks = (name: string) => wish('b', { annotations: { 'metallb.universe.tf/address-pool': name } });
    expect(given(off, wish('a'), asks('lan'))).toEqual({ a: 'NO_POOL', b: '192.168.0.240' });
    expect(given(off, asks('wan'))).toEqual({ b: 'POOL_UNKNOWN' });
  });

  test('does not end in 0 or 255 where that is to be avoided', () => {
    const all = { addresses: ['10.0.0.255-10.0.1.1'] };
    expect(given(pool('p', all), wish('a'))).toEqual({ a: '10.0.0.255' });
    expect(given(pool('p', { ...all, avoidBuggyIPs: true }), wish('a'), wish('b'))).toEqual({
      a: '10.0.1.1',
      b: 'POOLS_FULL',
    });
  });

  test('is of the Service’s families', () => {
    const both = pool('both', { addresses: ['10.9.0.0/24', 'fd00:9::/64'] });
    const dual = { spec: { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' } };
    expect(given(both, wish('a', dual))).toEqual({ a: '10.9.0.0,fd00:9::' });
    expect(given(lan(), wish('a', dual))).toEqual({ a: 'NO_POOL' });
  });

  test('says what is wrong with a range', () => {
    const { findings } = buildCluster({
      objects: [...nodes(1), pool('p', { addresses: ['10.0.0.9-10.0.0.1'] }), wish('a')],
    });
    expect(findings.find(({ object }) => object.kind === 'IPAddressPool')).toMatchObject({
      code: 'FIELD_UNUSABLE',
      path: ['spec', 'addresses', 0],
    });
  });
});

describe('an address that is asked for', () => {
  const asks = (name: string, ip: string, more: Wish = {}) => wish(name, { ...more, spec: { loadBalancerIP: ip } });

  test('is given, if it is in a pool and free', () => {
    expect(given(lan(), asks('a', '192.168.0.242'))).toEqual({ a: '192.168.0.242' });
    expect(given(lan(), wish('a', { annotations: { 'metallb.io/loadBalancerIPs': '192.168.0.241' } }))).toEqual({
      a: '192.168.0.241',
    });
    expect(given(lan(), asks('a', '192.168.9.9'))).toEqual({ a: 'NOT_IN_POOL' });
    expect(given(lan(), asks('a', '192.168.0.242'), asks('b', '192.168.0.242'))).toEqual({
      a: '192.168.0.242',
      b: 'ADDRESS_TAKEN',
    });
    expect(given(lan(), asks('a', 'fd00::1'))).toEqual({ a: 'OTHER_FAMILY' });
  });

  test('is no assumption, and a free one is', () => {
    const { serviceAddresses } = buildCluster({ objects: [...nodes(1), lan(), asks('a', '192.168.0.242'), wish('b')] });
    expect([...serviceAddresses().ips].filter(([, { field }]) => field === 'loadBalancer')).toMatchObject([
      ['192.168.0.240', { name: 'b', pool: 'lan' }],
    ]);
  });
});

describe('Services share an address', () => {
  test('of one key, with different ports', () => {
    const web = wish('a', { ...shares('k'), ...at(80) });
    expect(given(lan(), web, wish('b', { ...shares('k'), ...at(443) }))).toEqual({
      a: '192.168.0.240',
      b: '192.168.0.240',
    });
    expect(given(lan(), web, wish('b', { ...shares('k'), ...at(80) }))).toEqual({
      a: '192.168.0.240',
      b: '192.168.0.241',
    });
    expect(given(lan(), web, wish('b', { ...shares('other'), ...at(443) }))).toMatchObject({ b: '192.168.0.241' });
  });

  test('and with externalTrafficPolicy Local of the same pods', () => {
    const local = (name: string, port: number, app: string) =>
      wish(name, {
        ...shares('k'),
        spec: { externalTrafficPolicy: 'Local', selector: { app }, ports: [{ port }] },
      });
    expect(given(lan(), local('a', 80, 'x'), local('b', 443, 'x'))).toMatchObject({ b: '192.168.0.240' });
    expect(given(lan(), local('a', 80, 'x'), local('b', 443, 'y'))).toMatchObject({ b: '192.168.0.241' });
  });
});

describe('a pool for some Services', () => {
  const own = (allocation: object) => pool('own', { addresses: ['10.1.1.1-10.1.1.9'], serviceAllocation: allocation });

  test('goes before the pools for all, and is for no others', () => {
    const byLabel = own({ serviceSelectors: [{ matchLabels: { tier: 'edge' } }] });
    const edge = wish('a', { labels: { tier: 'edge' } });
    expect(given(lan(), byLabel, edge, wish('b'))).toEqual({ a: '10.1.1.1', b: '192.168.0.240' });
    expect(given(byLabel, wish('b'))).toEqual({ b: 'NO_POOL' });
    expect(given(byLabel, wish('b', { spec: { loadBalancerIP: '10.1.1.2' } }))).toEqual({ b: 'NOT_IN_POOL' });
  });

  test('by the names of namespaces and by their labels', () => {
    const space = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'x' } } };
    const shop = wish('a', { namespace: 'shop' });
    expect(given(own({ namespaces: ['shop'] }), shop, wish('b'))).toEqual({ a: '10.1.1.1', b: 'NO_POOL' });
    const byLabel = own({ namespaceSelectors: [{ matchLabels: { team: 'x' } }] });
    expect(given(space, byLabel, shop, wish('b'))).toEqual({ a: '10.1.1.1', b: 'NO_POOL' });
  });

  test('by priority, and without one last', () => {
    const named = (name: string, address: string, priority?: number) =>
      pool(name, { addresses: [`${address}/32`], serviceAllocation: { namespaces: ['default'], priority } });
    const pools = [named('a', '10.1.1.1'), named('b', '10.1.1.2', 20), named('c', '10.1.1.3', 10)];
    expect(given(...pools, wish('x'), wish('y'), wish('z'))).toEqual({ x: '10.1.1.3', y: '10.1.1.2', z: '10.1.1.1' });
  });
});

test('a Service of another class is none of its', () => {
  expect(given(lan(), wish('a', { spec: { loadBalancerClass: 'example.com/other' } }))).toEqual({ a: '203.0.113.129' });
  expect(given(lan(), wish('a', { spec: { loadBalancerClass: 'metallb.io/metallb' } }))).toEqual(
    given(lan(), wish('a', {})),
  );
});

test('of every pool that gives nothing is said why', () => {
  const objects = [
    pool('auto', { addresses: ['10.1.0.0/30'], autoAssign: false }),
    pool('labels', {
      addresses: ['10.2.0.0/30'],
      serviceAllocation: { serviceSelectors: [{ matchLabels: { a: 'b' } }] },
    }),
    pool('prod', { addresses: ['10.3.0.0/30'], serviceAllocation: { namespaces: ['prod'] } }),
    pool('six', { addresses: ['fd00:9::/120'] }),
  ];
  const [service] = buildCluster({ objects: [...nodes(1), ...objects, wish('a')] }).services.filter(
    ({ name }) => name === 'a',
  );
  expect(service?.balancing?.pending).toMatchObject({
    code: 'NO_POOL',
    detail: {
      passed: [
        { pool: 'auto', why: { is: 'NOT_AUTOMATIC' } },
        { pool: 'labels', why: { is: 'OTHER_LABELS' } },
        { pool: 'prod', why: { is: 'NAMESPACE', namespaces: ['prod'] } },
        { pool: 'six', why: { is: 'FAMILY', families: [4] } },
      ],
    },
  });
});
