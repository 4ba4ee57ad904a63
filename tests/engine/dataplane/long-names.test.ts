import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { buildCluster, createRouter, formatNodeRuleset } from '../../whole-engine.ts';

/** A Service with ClientIP affinity and two pods, in a namespace whose name fills what nftables has for names. */
function objectsIn(namespace: string): readonly RawObject[] {
  const pod = (name: string): RawObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: 'web' } },
    spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'i', ports: [{ containerPort: 80 }] }] },
  });
  return [
    {
      apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
      kind: 'KubeProxyConfiguration',
      metadata: { name: 'config' },
      mode: 'nftables',
    },
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n1' },
      spec: { podCIDRs: ['10.244.1.0/24'] },
      status: { addresses: [{ type: 'InternalIP', address: '192.168.0.1' }] },
    },
    pod('p'),
    pod('q'),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 's', namespace },
      spec: {
        clusterIP: '10.96.0.50',
        selector: { app: 'web' },
        sessionAffinity: 'ClientIP',
        ports: [{ port: 80, name: 'http' }],
      },
    },
  ];
}

test.each([1, 150, 180, 200, 218, 219, 220, 221, 222, 225, 230, 300])(
  'chains and sets are found by the names they are given, in a namespace of %i letters',
  (length) => {
    const router = createRouter(buildCluster({ objects: objectsIn('n'.repeat(length)) }));
    const traced = router.trace({ from: { node: 'n1' }, to: 'tcp://10.96.0.50:80' });
    expect(traced).toMatchObject({ ok: true, value: { verdict: 'REACHABLE' } });
    const text = formatNodeRuleset(router.cluster, 'n1', 4);
    expect(text.match(/set affinity-/g)?.length).toBe(2);
  },
);
