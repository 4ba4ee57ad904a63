import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import { saidCause } from '../../support/said.ts';
import { object, pod, service, walk } from './unread/board.ts';

const node = (name: string, address: string, number: number): RawObject => ({
  ...object(`v1 Node ${name}`, { podCIDRs: [`10.20.${number}.0/24`] }),
  status: { addresses: [{ type: 'InternalIP', address }] },
});
const NODES = [node('n1', '192.168.7.11', 1), node('n2', '192.168.7.12', 2)];
const mode = (name: string): RawObject => ({
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  metadata: { name: 'k' },
  mode: name,
});
const causeOf = (objects: readonly RawObject[], request: TraceRequest) =>
  walk([...NODES, ...objects], request).outcomes[0]?.cause;

describe('a node that refuses', () => {
  const ports = [{ port: 6000, targetPort: 6000, nodePort: 30_600 }];
  const mill = [pod('town/mill', 6000), service('town/mill', 6000, { type: 'NodePort', ports })];

  test('is said to have the Service at its node port', () => {
    const cause = causeOf(mill, { from: { ip: '192.168.7.1', enters: 'n1' }, to: 'tcp://192.168.7.11:6000' });
    expect(cause).toMatchObject({ code: 'NOTHING_LISTENS', fix: { code: 'CALL_PORT', detail: { port: 30_600 } } });
    expect(saidCause(cause)).toContain('Service town/mill has its port 6000 at node port 30600.');
  });

  test.each(['nftables', 'ipvs'])('in %s mode does not serve node ports at a loopback address', (name) => {
    const request: TraceRequest = { from: { node: 'n1' }, to: 'tcp://127.0.0.1:30600' };
    const cause = causeOf([mode(name), ...mill], request);
    expect(cause?.code).toBe('NOTHING_LISTENS');
    expect(saidCause(cause)).toContain(`town/mill, which kube-proxy in ${name} mode does not serve at 127.0.0.1`);
  });

  test('is said nothing more of where no Service has the port', () => {
    const cause = causeOf(mill, { from: { ip: '192.168.7.1', enters: 'n1' }, to: 'tcp://192.168.7.11:6001' });
    expect(saidCause(cause)).toBe('Nothing on node n1 listens on TCP port 6001.');
  });
});

test('nobody translates the port of a headless Service', () => {
  const spec = { clusterIP: 'None', ports: [{ port: 60, targetPort: 6000 }] };
  const objects = [pod('town/buyer'), pod('town/mill', 6000), service('town/mill', 6000, spec)];
  const call = (port: number) => causeOf(objects, { from: { pod: 'town/buyer' }, to: `tcp://mill:${port}` });
  expect(saidCause(call(60))).toMatch(
    /Service town\/mill is headless: nobody translates its port 60 into the pod’s 6000\.$/,
  );
  expect(saidCause(call(61))).not.toContain('headless');
});

test('in ipvs mode the balancer address that a node has is the Service’s on every other node', () => {
  const hall: RawObject = {
    ...service('town/hall', 6000, { type: 'LoadBalancer' }),
    status: { loadBalancer: { ingress: [{ ip: '192.168.7.12' }] } },
  };
  const cause = causeOf([mode('ipvs'), pod('town/hall', 6000), hall], {
    from: { node: 'n1' },
    to: 'tcp://192.168.7.12:22',
  });
  expect(cause).toMatchObject({ code: 'PORT_NOT_IN_SERVICE', fix: { code: 'GIVE_ADDRESS_NO_NODE_HAS' } });
  expect(saidCause(cause)).toContain('192.168.7.12 is the address of node n2 and of Service town/hall too');
});

test('an address in the range of pods that nodes have addresses of as well', () => {
  const kubeadm: RawObject = {
    apiVersion: 'kubeadm.k8s.io/v1beta3',
    kind: 'ClusterConfiguration',
    metadata: { name: 'c' },
    networking: { podSubnet: '192.168.0.0/16' },
  };
  const cause = causeOf([kubeadm, pod('town/buyer')], { from: { pod: 'town/buyer' }, to: 'tcp://192.168.7.99:22' });
  expect(cause?.code).toBe('ADDRESS_UNUSED');
  expect(saidCause(cause)).toContain('also holds node addresses (n1');
});

test('a search domain outside the cluster may answer before the name itself', () => {
  const buyer = (searches: readonly string[]) => pod('town/buyer', undefined, { spec: { dnsConfig: { searches } } });
  const assumed = (searches: readonly string[]) =>
    walk([...NODES, buyer(searches)], {
      from: { pod: 'town/buyer' },
      to: 'http://news.example.org/',
    }).assumptions.filter(({ code }) => code === 'SEARCH_DOMAIN_ASSUMED');
  expect(assumed(['village.example'])).toEqual([
    { code: 'SEARCH_DOMAIN_ASSUMED', detail: { name: 'news.example.org.village.example' } },
  ]);
  expect(assumed([])).toEqual([]);
});
