import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';

// Services with all that a load balancer brings, where every field of theirs is in some rule.

const NODES: readonly RawObject[] = [1, 2].map((number) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: `node-${number}`, labels: { 'topology.kubernetes.io/zone': `zone-${number}` } },
  status: { addresses: [{ type: 'InternalIP', address: `192.168.0.1${number}` }] },
}));

const pod = (name: string, nodeName: string): RawObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels: { app: name.split('-')[0] ?? name } },
  spec: { nodeName, containers: [{ name: 'main', ports: [{ containerPort: 8080, name: 'http' }] }] },
});

function balanced(policy: 'Local' | 'Cluster'): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      type: 'LoadBalancer',
      selector: { app: 'web' },
      clusterIP: '10.96.0.20',
      externalIPs: ['198.51.100.7'],
      externalTrafficPolicy: policy,
      internalTrafficPolicy: policy,
      ...(policy === 'Local' && { healthCheckNodePort: 32_100 }),
      loadBalancerSourceRanges: ['198.51.100.0/24', '192.168.0.11/32'],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
      ports: [{ name: 'http', port: 80, targetPort: 8080, nodePort: 30_080 }],
    },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.9' }] } },
  };
}

/** One for each traffic policy: two nodes, a client, a pod behind the Service on each node. */
export const BALANCED_BOARDS: readonly (readonly RawObject[])[] = (['Local', 'Cluster'] as const).map((policy) => [
  ...NODES,
  pod('client', 'node-1'),
  pod('web-1', 'node-1'),
  pod('web-2', 'node-2'),
  balanced(policy),
]);
