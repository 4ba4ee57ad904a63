import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import type { Router } from '../../../src/engine/routing/engine/router.ts';
import type { TraceResult } from '../../../src/engine/routing/engine/result.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

interface Shop {
  readonly selector?: Readonly<Record<string, string>>;
  readonly targetPort?: number | string;
  readonly service?: Readonly<Record<string, unknown>>;
  readonly more?: readonly RawObject[];
}

/** Two nodes, a Deployment with two pods on 8080, a Service in front, and a client pod. */
export function shopObjects({
  selector = { app: 'web' },
  targetPort = 8080,
  service = {},
  more = [],
}: Shop = {}): readonly RawObject[] {
  const nodes = [1, 2].map((n) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `node-${n}` },
    spec: { podCIDRs: [`10.244.${n}.0/24`] },
    status: { addresses: [{ type: 'InternalIP', address: `192.168.0.1${n}` }] },
  }));
  return [
    ...nodes,
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 8080 }] }] },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { selector, ports: [{ port: 80, targetPort }], ...service },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'client', namespace: 'shop' },
      spec: { nodeName: 'node-1', containers: [{ name: 'client', image: 'client', ports: [{ containerPort: 9000 }] }] },
    },
    ...more,
  ];
}

export function shopRouter(objects: readonly RawObject[] = shopObjects()): Router {
  return createRouter(buildCluster({ objects }));
}

export function traced(router: Router, request: TraceRequest): TraceResult {
  const result = router.trace(request);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
