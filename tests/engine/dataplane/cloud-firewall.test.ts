import { describe, expect, test } from 'vitest';
import type { CloudName } from '../../../src/engine/kubernetes/model/basics.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import { object, pod, service, walk } from '../routing/unread/board.ts';

type Fields = Readonly<Record<string, unknown>>;

const NODE = {
  ...object('v1 Node n1', {}),
  status: {
    addresses: [
      { type: 'InternalIP', address: '10.0.0.11' },
      { type: 'ExternalIP', address: '203.0.113.21' },
    ],
  },
};
const nodePort = (more: Fields = {}, annotations: Readonly<Record<string, string>> = {}) =>
  service(
    'oven/bread',
    7000,
    { type: 'NodePort', ports: [{ port: 7000, nodePort: 30_700 }], ...more },
    { annotations },
  );
const board = (bread = nodePort()) => [NODE, object('v1 Namespace oven', {}), pod('oven/bread', 7000), bread];
const INTERNET = { internet: true } as const;

function ends(
  to: string,
  cloud: CloudName | undefined,
  { bread = nodePort(), from = INTERNET as TraceRequest['from'] } = {},
) {
  const result = walk(board(bread), { from, to }, cloud === undefined ? {} : { cloud });
  return [result.verdict, result.outcomes[0]?.disposition, result.outcomes[0]?.cause?.code];
}
const OPEN = ['REACHABLE', 'ACCEPTED', undefined];
const CLOSED = ['UNREACHABLE', 'DROPPED', 'FIREWALL_CLOSED'];
const PRIVATE = ['UNREACHABLE', 'DROPPED', 'ADDRESS_NOT_PUBLIC'];

describe('what a cloud that is named lets in from the internet', () => {
  test.each(['eks', 'gke', 'aks'] as const)('%s: no node port, and no private address', (cloud) => {
    expect(ends('tcp://203.0.113.21:30700', cloud)).toEqual(CLOSED);
    expect(ends('tcp://10.0.0.11:30700', cloud)).toEqual(PRIVATE);
    expect(ends('tcp://203.0.113.21:30700', undefined)).toEqual(OPEN);
    expect(ends('tcp://10.0.0.11:30700', undefined)).toEqual(OPEN);
  });
  test('from inside, and from a node’s own network, all is as before', () => {
    expect(ends('tcp://10.0.0.11:30700', 'eks', { from: { node: 'n1' } })).toEqual(OPEN);
    expect(ends('tcp://10.0.0.11:30700', 'eks', { from: { pod: 'oven/bread' } })).toEqual(OPEN);
    const office = { internet: true, ip: '10.9.0.5' } as const;
    expect(ends('tcp://10.0.0.11:30700', 'eks', { from: office })).toEqual(CLOSED);
  });
  test('answers from the internet find back to private addresses', () => {
    expect(ends('tcp://198.51.100.77:443', 'eks', { from: { node: 'n1' } })).toEqual([
      'REACHABLE',
      'EXITS_NETWORK',
      undefined,
    ]);
    const result = walk(board(), { from: { pod: 'oven/bread' }, to: 'tcp://198.51.100.77:443' }, { cloud: 'gke' });
    expect(result.outcomes[0]?.reply).toBe('ACCEPTED');
  });
  test('the default network of GKE lets ICMP in, the others do not', () => {
    expect(ends('icmp://203.0.113.21', 'gke')).toEqual(OPEN);
    expect(ends('icmp://203.0.113.21', 'eks')).toEqual(CLOSED);
    expect(ends('icmp://203.0.113.21', 'aks')).toEqual(CLOSED);
  });
  test('a load balancer is let in, and what its controller opens on the nodes', () => {
    const balanced = { type: 'LoadBalancer', ports: [{ port: 7000, nodePort: 30_700 }] };
    const plain = nodePort(balanced);
    const address = walk(board(plain), { from: INTERNET, to: 'tcp://203.0.113.21:30700' }, { cloud: 'eks' });
    expect(address.outcomes[0]?.cause?.code).toBe('FIREWALL_CLOSED');
    const nlb = { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' };
    expect(ends('tcp://203.0.113.21:30700', 'eks', { bread: nodePort(balanced, nlb) })).toEqual(OPEN);
    const ranged = nodePort({ ...balanced, loadBalancerSourceRanges: ['192.0.2.0/24'] }, nlb);
    expect(ends('tcp://203.0.113.21:30700', 'eks', { bread: ranged })).toEqual(CLOSED);
    const rewritten = { 'service.beta.kubernetes.io/azure-disable-load-balancer-floating-ip': 'true' };
    expect(ends('tcp://203.0.113.21:30700', 'aks', { bread: nodePort(balanced, rewritten) })).toEqual(OPEN);
  });
  test('nothing is opened for a Service whose addresses are all nodes’ own: no load balancer has one', () => {
    const nlb = { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' };
    const plain = nodePort({ type: 'LoadBalancer', ports: [{ port: 7000, nodePort: 30_700 }] }, nlb);
    const at = (ip: string) => ({ ...plain, status: { loadBalancer: { ingress: [{ ip }] } } });
    expect(ends('tcp://203.0.113.21:30700', 'eks', { bread: at('198.51.100.9') })).toEqual(OPEN);
    expect(ends('tcp://203.0.113.21:30700', 'eks', { bread: at('10.0.0.11') })).toEqual(CLOSED);
  });
  test('the private address of an internal load balancer is nobody’s on the internet', () => {
    const status = { loadBalancer: { ingress: [{ ip: '10.0.5.9' }] } };
    const bread = { ...nodePort({ type: 'LoadBalancer' }), status };
    for (const cloud of ['gke', 'aks'] as const) {
      expect(ends('tcp://10.0.5.9:7000', cloud, { bread })).toEqual(PRIVATE);
      expect(ends('tcp://10.0.5.9:7000', cloud, { bread, from: { pod: 'oven/bread' } })[0]).toBe('REACHABLE');
    }
  });
});
