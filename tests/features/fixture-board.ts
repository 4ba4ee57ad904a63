import type { Cluster } from '../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import type { Outcome } from '../../src/engine/routing/outcome/outcome.ts';
import type { TraceRequest } from '../../src/engine/routing/request/request.ts';
import { createTimeline, type Timeline } from '../../src/simulation/playback/timeline.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

const node = (index: number): RawObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: `node-${index}` },
  spec: { podCIDR: `10.244.${index}.0/24` },
  status: { addresses: [{ type: 'InternalIP', address: `192.168.10.1${index}` }] },
});

/** Two nodes, a client pod, a Deployment of two behind a Service and an Ingress, and a Service that selects nothing. */
export const OBJECTS: readonly RawObject[] = [
  node(1),
  node(2),
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'client', namespace: 'shop', labels: { app: 'client' } },
    spec: { nodeName: 'node-1', containers: [{ name: 'curl', image: 'curl' }] },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web', tier: 'front' } },
        spec: {
          containers: [
            { name: 'nginx', image: 'nginx', ports: [{ name: 'http', containerPort: 8080 }] },
            { name: 'sidecar', image: 'envoy', ports: [{ containerPort: 9901 }] },
          ],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http', nodePort: 30080 }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'broken', namespace: 'shop' },
    spec: { selector: { app: 'wbe' }, ports: [{ port: 80, targetPort: 'http' }] },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'shop', namespace: 'shop' },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'shop.example.com',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
          },
        },
      ],
    },
  },
];

export function createBoard(objects: readonly RawObject[] = OBJECTS): Cluster {
  return buildCluster({ objects });
}

/** The first way a request goes. */
export function firstOutcome(request: TraceRequest, cluster: Cluster = createBoard()): Outcome {
  const traced = createRouter(cluster).trace(request);
  if (!traced.ok) throw new Error(traced.error.code);
  const [outcome] = traced.value.outcomes;
  if (outcome === undefined) throw new Error('no outcome');
  return outcome;
}

export function walkOf(request: TraceRequest, skipDns = true): Timeline {
  return createTimeline(firstOutcome(request), { skipDns });
}

export const TO_SERVICE: TraceRequest = { from: { pod: 'shop/client' }, to: 'http://web.shop/' };
export const TO_BROKEN: TraceRequest = { from: { pod: 'shop/client' }, to: 'http://broken.shop/' };
export const TO_INGRESS: TraceRequest = {
  from: { internet: true },
  to: 'http://shop.example.com/',
  via: 'ingress/shop/shop',
};
