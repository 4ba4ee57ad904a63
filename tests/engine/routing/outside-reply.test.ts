import { describe, expect, test } from 'vitest';
import type { ClusterOverrides } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { shopObjects, traced } from './shop.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

const TO = 'tcp://203.0.113.80:443';

interface Call {
  readonly overrides?: ClusterOverrides;
  readonly more?: readonly RawObject[];
}

function call({ overrides = {}, more = [] }: Call = {}) {
  const router = createRouter(buildCluster({ objects: shopObjects({ more }), overrides }));
  const [outcome, ...others] = traced(router, { from: { pod: 'shop/client' }, to: TO }).outcomes;
  expect(others).toEqual([]);
  const reply = outcome?.legs.at(-1)?.reply;
  const addresses = reply?.hops.flatMap(({ namespace, steps }) =>
    steps.flatMap((step) => (step.type === 'TRANSLATE' ? [`${namespace}: ${step.packet.destinationIP}`] : [])),
  );
  return { outcome, reply, addresses };
}

const EGRESS_ISOLATED: RawObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'out', namespace: 'shop' },
  spec: {
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
    egress: [{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }],
  },
};

describe('the answer of a host outside', () => {
  test('comes back to the node whose address was lent, which gives it to the pod', () => {
    const { outcome, reply, addresses } = call();
    expect(outcome).toMatchObject({ disposition: 'EXITS_NETWORK', reply: 'ACCEPTED', masqueraded: true });
    expect(reply?.flow).toMatchObject({ sourceIP: '203.0.113.80', destinationIP: outcome?.final.sourceIP });
    expect(addresses).toEqual([`node/node-1: ${reply?.final.destinationIP}`]);
    expect(reply?.end).toBe('pod/shop/client');
  });

  test.each(['calico', 'cilium', 'flannel', 'aws-vpc', 'azure', 'kindnet', 'gke'])('with %s', (cni) => {
    expect(call({ overrides: { cni } }).outcome).toMatchObject({ disposition: 'EXITS_NETWORK', reply: 'ACCEPTED' });
  });

  test.each(['nftables', 'ipvs', 'ebpf'] as const)('in %s mode', (proxyMode) => {
    expect(call({ overrides: { proxyMode } }).outcome).toMatchObject({ reply: 'ACCEPTED', masqueraded: true });
  });

  test('is let through by policies as part of a known connection', () => {
    expect(call({ more: [EGRESS_ISOLATED] }).outcome).toMatchObject({
      disposition: 'EXITS_NETWORK',
      reply: 'ACCEPTED',
    });
  });
});
