import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';
import { INTERNET, nodeOf, POD, podOn, serviceOf, stage, TWO_NODES } from './cni/two-nodes.ts';

const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
const INTERNAL = [
  ['eks', 'aws-vpc', { [`${AWS}type`]: 'external', [`${AWS}nlb-target-type`]: 'ip' }],
  ['eks', 'aws-vpc', { [`${AWS}internal`]: 'true' }],
  ['gke', 'gke', { 'networking.gke.io/load-balancer-type': 'Internal' }],
  ['aks', 'azure', { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' }],
] as const;

const balancer = (annotations: Readonly<Record<string, string>>, ingress?: object): RawObject => ({
  ...serviceOf('lb', { type: 'LoadBalancer', selector: { app: 'c' } }, annotations),
  ...(ingress && { status: { loadBalancer: { ingress: [ingress] } } }),
});

const addressesOf = (objects: readonly RawObject[], names = ['lb']): readonly (string | undefined)[] => {
  const cluster = buildCluster({ objects, overrides: { cloud: 'gke' } });
  return names.map((name) => cluster.service('default', name)?.loadBalancerIPs[0]?.ip);
};

describe.each(INTERNAL)('an internal load balancer of %s under %s by %j', (cloud, cni, annotations) => {
  test.each([
    ['whose address nobody states', undefined],
    ['whose address beside the nodes is stated', { ip: '192.168.0.99', ipMode: 'Proxy' }],
  ])('%s is reached from nodes and pods, and from nowhere outside', (_, ingress) => {
    const { cluster, ways } = stage({ cloud, cni }, [...TWO_NODES, balancer(annotations, ingress)]);
    const ip = cluster.service('default', 'lb')?.loadBalancerIPs[0]?.ip;
    expect(ip).toBe(ingress?.ip ?? '192.168.0.250');
    for (const from of [{ node: 'n1' }, { node: 'n2' }, POD('nginx'), POD('b')])
      for (const outcome of ways(from, `tcp://${ip}:80`))
        expect(outcome).toMatchObject({ disposition: 'ACCEPTED', reply: 'ACCEPTED' });
    for (const { cause } of ways(INTERNET, `tcp://${ip}:80`)) expect(cause?.code).toBe('ADDRESS_NOT_PUBLIC');
  });
});

const [, , [, , GKE]] = INTERNAL;

test('its address is nobody else’s: no node’s, no pod’s, and that of no other load balancer', () => {
  const owner: RawObject = {
    ...nodeOf(3),
    status: { addresses: [{ type: 'InternalIP', address: '192.168.0.250' }] },
  };
  const held: RawObject = { ...podOn('held', 'n1'), status: { podIP: '192.168.0.249' } };
  const stated = { ...serviceOf('stated', { type: 'LoadBalancer', loadBalancerIP: '192.168.0.248' }) };
  const other = serviceOf('other', { type: 'LoadBalancer' }, GKE);
  const objects = [...TWO_NODES, owner, held, stated, balancer(GKE), other];
  expect(addressesOf(objects, ['lb', 'other', 'stated'])).toEqual(['192.168.0.247', '192.168.0.246', '192.168.0.248']);
});

test('one that is for all keeps an address of the internet, as does one of a cluster without nodes of its family', () => {
  expect(addressesOf([...TWO_NODES, balancer({})])).toEqual(['203.0.113.129']);
  const ofSix = serviceOf('lb', { type: 'LoadBalancer', ipFamilies: ['IPv6'], ipFamilyPolicy: 'SingleStack' }, GKE);
  expect(addressesOf([...TWO_NODES, ofSix])[0]).toMatch(/^2001:db8:203:113:/);
});

test('pods of a VPC get none of these addresses', () => {
  const nodes = Array.from({ length: 9 }, (_, at) => nodeOf(at + 1));
  const many = Array.from({ length: 252 }, (_, at) => podOn(`p${at}`, `n${(at % 9) + 1}`));
  const cluster = buildCluster({ objects: [...nodes, ...many], overrides: { cni: 'azure' } });
  const ips = cluster.pods.flatMap(({ ips: own }) => own);
  expect(ips).toContain('192.168.1.0');
  expect(ips).not.toContain('192.168.0.250');
});

test('an edit that makes it internal, or states another address, is followed', () => {
  const before = buildCluster({ objects: [...TWO_NODES, balancer({})], overrides: { cloud: 'eks' } });
  const was = createRouter(before);
  was.trace({ from: { node: 'n1' }, to: 'tcp://203.0.113.129:80' });
  for (const [service, ip] of [
    [balancer({ [`${AWS}internal`]: 'true' }), '192.168.0.250'],
    [balancer({ [`${AWS}internal`]: 'true' }, { ip: '192.168.0.99', ipMode: 'Proxy' }), '192.168.0.99'],
  ] as const) {
    const objects = [...TWO_NODES, service];
    const cluster = buildCluster({ objects, overrides: { cloud: 'eks' }, previous: before });
    expect(cluster.service('default', 'lb')?.loadBalancerIPs[0]?.ip).toBe(ip);
    const traced = createRouter(cluster, { previous: was.network }).trace({
      from: { node: 'n1' },
      to: `tcp://${ip}:80`,
    });
    if (!traced.ok) throw new Error(traced.error.code);
    for (const outcome of traced.value.outcomes) expect(outcome.disposition).toBe('ACCEPTED');
  }
});
