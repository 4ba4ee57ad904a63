import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { createFlows } from './flows.ts';
import { createRandom } from './random.ts';
import { createScenario } from './scenario.ts';
import { pauseAfter } from './session-memory.ts';
import { listTelling } from './telling-flows.ts';
import { TWO_NODES } from './two-nodes.ts';
import { buildCluster } from '../whole-engine.ts';

const pod = (name: string, number: number, node: number): RawObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels: { app: name } },
  spec: {
    nodeName: `n${node}`,
    containers: [{ name: 'c', image: 'c', ports: [{ name: 'http', containerPort: number, protocol: 'TCP' }] }],
  },
});

/** What a flow from a source to shop/web (10.244.1.2, http is 8080; elsewhere 8081) tells of the one policy of shop/web. */
function tells(source: string, ingress: readonly object[], port = 8080): readonly string[] {
  const cluster = buildCluster({
    objects: [
      ...TWO_NODES,
      pod('web', 8080, 1),
      pod('cart', 8081, 2),
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'p', namespace: 'shop' },
        spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'], ingress },
      },
    ],
    overrides: { cni: 'calico' },
  });
  const [kind, first = '', name = ''] = source.split('/');
  return listTelling(cluster, {
    source,
    from: kind === 'pod' ? { pod: `${first}/${name}` } : { node: first },
    to: `tcp://10.244.1.2:${port}`,
    target: 'pod',
    affinity: false,
  });
}

describe('what a flow tells of policies', () => {
  const block = { ipBlock: { cidr: '10.244.0.0/16', except: ['10.244.2.0/24'] } };

  test('an except, from within it', () => {
    expect(tells('pod/shop/cart', [{ from: [block] }])).toEqual(['except of an ipBlock decides']);
    expect(tells('pod/shop/cart', [{ from: [block, { podSelector: {} }] }])).toEqual([]);
  });

  test('the name of a port, where another pod has another number', () => {
    const named = 'a named port that is another one elsewhere decides';
    expect(tells('pod/shop/cart', [{ ports: [{ port: 'http' }] }])).toEqual([named]);
    expect(tells('pod/shop/cart', [{ ports: [{ port: 8080 }] }])).toEqual([]);
  });

  test('the end of a range, within it', () => {
    expect(tells('pod/shop/cart', [{ ports: [{ port: 8000, endPort: 8080 }] }])).toEqual(['endPort decides']);
    expect(tells('pod/shop/cart', [{ ports: [{ port: 8080, endPort: 8090 }] }])).toEqual([]);
  });

  test('that a node reaches its own pods', () => {
    expect(tells('node/n1', [])).toEqual(["a pod's own node reaches it in spite of its policies"]);
    expect(tells('node/n2', [])).toEqual([]);
    expect(tells('node/n1', [{}])).toEqual([]);
  });
});

describe('the flows of many scenarios', () => {
  const made = Array.from({ length: 12 }, (_, index) => {
    const { objects } = createScenario(4055 + index, 'iptables', 'calico');
    const cluster = buildCluster({ objects, overrides: { cni: 'calico' } });
    return { cluster, flows: createFlows(cluster, createRandom(index), 80) };
  });

  test('tell everything of policies, more than once', () => {
    const told = made.map(({ cluster, flows }) => new Set(flows.flatMap((flow) => listTelling(cluster, flow))));
    for (const name of [
      'except of an ipBlock decides',
      'a named port that is another one elsewhere decides',
      'endPort decides',
      "a pod's own node reaches it in spite of its policies",
    ])
      expect(told.filter((names) => names.has(name)).length, name).toBeGreaterThanOrEqual(2);
  });

  test('show every Service that soon forgets to many clients', () => {
    for (const { cluster, flows } of made) {
      const clients = new Map<string, Set<string>>();
      for (const flow of flows) {
        if (flow.target !== 'clusterIP TCP' || flow.source.startsWith('ip/') || pauseAfter(cluster, flow) === 0)
          continue;
        const name = flow.service?.name ?? '';
        clients.set(name, (clients.get(name) ?? new Set<string>()).add(flow.source));
      }
      if (clients.has('soon') && (cluster.service('shop', 'soon')?.endpoints(4).length ?? 0) > 1)
        expect(clients.get('soon')?.size).toBeGreaterThanOrEqual(Math.min(8, cluster.pods.length));
    }
  });
});
