import { expect, test } from 'vitest';
import { DEFAULT_DELAYS } from '../../../../src/engine/kubernetes/changes/change.ts';
import { planChanges } from '../../../../src/engine/kubernetes/changes/plan-changes.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { buildCluster } from '../../../whole-engine.ts';

const workload = (kind: string): RawObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    replicas: 2,
    podManagementPolicy: 'Parallel',
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } },
  },
});

test.each(['Deployment', 'StatefulSet'])('a %s scaled to 2,147,483,647 makes a timeline that ends', (kind) => {
  const cluster = buildCluster({ objects: [workload(kind)] });
  const change = { type: 'scale', workload: { kind, namespace: 'shop', name: 'web' }, replicas: 2 ** 31 - 1 } as const;
  const { events } = planChanges(cluster, [{ at: 0, change }], DEFAULT_DELAYS);
  const made = events.filter((event) => event.type === 'POD' && event.action === 'CREATED');
  expect(made.length).toBe(2000);
  expect(events.length).toBeLessThanOrEqual(20_000);
});
