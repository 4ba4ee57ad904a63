import { type Change, DEFAULT_DELAYS, type Delays } from '../../../../src/engine/kubernetes/changes/change.ts';
import type { TimelineEvent } from '../../../../src/engine/kubernetes/changes/event.ts';
import { planChanges, type Timeline } from '../../../../src/engine/kubernetes/changes/plan-changes.ts';
import type { Cluster } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { buildCluster } from '../../../whole-engine.ts';

export interface ShopPlan {
  readonly replicas?: number;
  readonly kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  /** Fields of the container beside its port. */
  readonly container?: Readonly<Record<string, unknown>>;
  /** Fields of the pod's spec. */
  readonly pod?: Readonly<Record<string, unknown>>;
  /** Fields of the workload's spec. */
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly service?: Readonly<Record<string, unknown>>;
  readonly more?: readonly RawObject[];
}

export const PROBE = { readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 } };
export const PRE_STOP = { lifecycle: { preStop: { sleep: { seconds: 5 } } } };

/** Three nodes, a client on node-1, and "web" behind a Service. */
export function shopObjects({ replicas = 2, kind = 'Deployment', container, pod, spec, service, more }: ShopPlan = {}) {
  const template = {
    metadata: { labels: { app: 'web' } },
    spec: {
      ...pod,
      containers: [{ name: 'web', image: 'web:1', ports: [{ name: 'http', containerPort: 8080 }], ...container }],
    },
  };
  const nodes = [1, 2, 3].map((index) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `node-${index}` },
    spec: { podCIDR: `10.244.${index}.0/24` },
    status: { addresses: [{ type: 'InternalIP', address: `192.168.0.${10 + index}` }] },
  }));
  const objects: readonly RawObject[] = [
    ...nodes,
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'client', namespace: 'shop', labels: { app: 'client' } },
      spec: { nodeName: 'node-1', containers: [{ name: 'curl', image: 'curl' }] },
    },
    {
      apiVersion: 'apps/v1',
      kind,
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        ...(kind === 'DaemonSet' ? {} : { replicas }),
        selector: { matchLabels: { app: 'web' } },
        template,
        ...spec,
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        selector: { app: 'web' },
        clusterIP: '10.96.0.50',
        ports: [{ port: 80, targetPort: 'http' }],
        ...service,
      },
    },
    ...(more ?? []),
  ];
  return objects;
}

export function buildShop(plan: ShopPlan = {}): Cluster {
  return buildCluster({ objects: shopObjects(plan) });
}

export const WEB = { kind: 'Deployment', namespace: 'shop', name: 'web' };

export function webPods(cluster: Cluster): readonly string[] {
  return cluster.pods.filter(({ labels }) => labels['app'] === 'web').map(({ name }) => name);
}

/** What follows from one change at 1000 ms. */
export function happen(cluster: Cluster, change: Change, delays: Partial<Delays> = {}): Timeline {
  return planChanges(cluster, [{ at: 1000, change }], { ...DEFAULT_DELAYS, ...delays });
}

/** "1000 POD TERMINATING web-1" without the generated part of names. */
export function told(event: TimelineEvent): string {
  const name = 'object' in event ? ` ${event.object.name}` : '';
  const action = 'action' in event ? ` ${event.action}` : '';
  const nodes = event.type === 'PROXY_SYNCED' ? ` ${event.nodes.join()}` : '';
  return `${event.type}${action}${name}${nodes}`;
}

export function timesOf(timeline: Timeline, what: string): readonly number[] {
  return timeline.events.filter((event) => told(event).startsWith(what)).map(({ at }) => at);
}
