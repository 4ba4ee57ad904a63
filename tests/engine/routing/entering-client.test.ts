import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import type { ClusterOverrides } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import { shopObjects, traced } from './shop.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

const withExternalIP = (object: RawObject): RawObject => {
  if (object.kind !== 'Node') return object;
  const { addresses } = object['status'] as { readonly addresses: readonly { readonly address: string }[] };
  const address = addresses[0]?.address.replace('192.168.0.', '198.51.100.') ?? '';
  return { ...object, status: { addresses: [...addresses, { type: 'ExternalIP', address }] } };
};

interface Call {
  readonly to?: string;
  readonly service?: Readonly<Record<string, unknown>>;
  readonly overrides?: ClusterOverrides;
}

const NODE_PORT = { type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30_080 }] };

/** What a packet of this address meets that enters node-1. */
function entering(ip: string, { to = 'tcp://192.168.0.11:30080', service = NODE_PORT, overrides = {} }: Call = {}) {
  const router = createRouter(buildCluster({ objects: shopObjects({ service }), overrides }));
  const { outcomes } = traced(router, { from: { ip, enters: 'node-1' }, to });
  return outcomes.map(({ disposition, reply, legs }) => ({
    disposition,
    reply,
    back: legs.at(-1)?.reply?.hops.map(({ namespace }) => namespace) ?? [],
    seen: legs.at(-1)?.reply?.final.sourceIP,
  }));
}

describe('the answer to a packet that entered a node', () => {
  test('finds a host far away, by the router', () => {
    for (const { disposition, reply, back, seen } of entering('203.0.113.7')) {
      expect({ disposition, reply, seen }).toEqual({
        disposition: 'ACCEPTED',
        reply: 'ACCEPTED',
        seen: '192.168.0.11',
      });
      expect(back.slice(-3)).toEqual(['node/node-1', 'router', 'internet']);
    }
  });

  test('finds a host on the nodes’ own link without the router', () => {
    for (const { reply, back } of entering('192.168.0.77')) {
      expect(reply).toBe('ACCEPTED');
      expect(back.slice(-2)).toEqual(['node/node-1', 'internet']);
    }
  });

  test('finds the router, which may be who has sent it', () => {
    for (const { reply, back } of entering('192.168.0.1')) {
      expect(reply).toBe('ACCEPTED');
      expect(back.at(-1)).toBe('router');
    }
  });

  // A socket takes it, a rule rejects it, nothing listens; the kernel answers an echo.
  test.each([
    ...['tcp', 'udp', 'sctp'].flatMap((protocol) =>
      [30_080, 30_090, 4444].map((port) => `${protocol}://192.168.0.12:${port}`),
    ),
    'icmp://192.168.0.12',
  ])('keeps the address that was asked where the node has one outside as well: %s', (to) => {
    const ports = ['TCP', 'UDP', 'SCTP'].map((protocol) => ({
      name: protocol.toLowerCase(),
      protocol,
      port: 80,
      targetPort: 8080,
    }));
    const at = (nodePort: number) => ({
      type: 'NodePort',
      externalTrafficPolicy: 'Local',
      ports: ports.map((port) => ({ ...port, nodePort })),
    });
    const gone: RawObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'gone', namespace: 'shop' },
      spec: { selector: { app: 'gone' }, ...at(30_090) },
    };
    const objects = shopObjects({ service: at(30_080), more: [gone] }).map(withExternalIP);
    const router = createRouter(buildCluster({ objects }));
    for (const ip of ['203.0.113.7', '192.168.0.77']) {
      const { outcomes } = traced(router, { from: { ip, enters: 'node-1' }, to });
      const replies = outcomes.map(({ legs }) => legs[0]?.reply);
      const answers = replies.map((reply) => [reply?.disposition, reply?.final.sourceIP]);
      expect([ip, answers]).toEqual([ip, [['ACCEPTED', '192.168.0.12']]]);
    }
  });

  test.each(['nftables', 'ipvs', 'ebpf'] as const)('in %s mode', (proxyMode) => {
    for (const ip of ['203.0.113.7', '192.168.0.77'])
      expect(entering(ip, { overrides: { proxyMode } }).map(({ reply }) => reply)).toEqual(['ACCEPTED', 'ACCEPTED']);
  });

  test('is none where another node sends it, from an address that nobody has asked', () => {
    // Without masquerade the pod of another node answers by its own way, and nobody puts the Service's address back.
    const outside = { overrides: { podCIDRs: [] }, to: 'tcp://10.96.0.80:80' };
    const service = { clusterIP: '10.96.0.80' };
    const noDetection = {
      apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
      kind: 'KubeProxyConfiguration',
      metadata: { name: 'config' },
      mode: 'iptables',
      clusterCIDR: '',
      detectLocalMode: 'ClusterCIDR',
    };
    const router = createRouter(buildCluster({ objects: [...shopObjects({ service }), noDetection] }));
    const { outcomes } = traced(router, { from: { ip: '203.0.113.7', enters: 'node-1' }, to: outside.to });
    const replies = outcomes.map(({ destination, reply }) => [
      router.cluster.pod('shop', destination?.name ?? '')?.nodeName,
      reply,
    ]);
    expect(new Map(replies as [string, string][])).toEqual(
      new Map([
        ['node-1', 'ACCEPTED'],
        ['node-2', 'REFUSED'],
      ]),
    );
  });
});
