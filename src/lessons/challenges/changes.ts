import type { RawObject } from '../../engine/objects.ts';
import { namespace, nodes, pod } from '../objects/objects.ts';
import { challenge } from './challenge.ts';

const version = (color: string): RawObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: `web-${color}`, namespace: 'shop', labels: { app: 'web', color } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web', color } },
    template: {
      metadata: { labels: { app: 'web', color } },
      spec: {
        containers: [{ name: 'web', image: `shop/web:${color}`, ports: [{ name: 'http', containerPort: 3000 }] }],
      },
    },
  },
});

export const SWITCH_OVER = challenge({
  title: 'From blue to green',
  objects: [
    namespace(),
    ...nodes(2),
    pod('frontend', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }]),
    version('blue'),
    version('green'),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        clusterIP: '10.96.12.80',
        selector: { app: 'web', color: 'blue' },
        ports: [{ name: 'http', port: 80, targetPort: 'http' }],
      },
    },
  ],
  goal: {
    text: 'Green has been tested. Send every request to it, and keep blue running for the way back.',
    requests: [
      { from: { pod: 'shop/frontend' }, to: 'http://web/', expect: 'succeeds', by: ['Deployment/shop/web-green'] },
    ],
    keep: [
      {
        object: 'Deployment/shop/web-blue',
        has: { spec: { template: { metadata: { labels: { color: 'blue' } } } } },
        pods: 2,
      },
      { object: 'Deployment/shop/web-green', pods: 2 },
      { object: 'Pod/shop/frontend' },
    ],
    mostEdits: 1,
    hints: [
      'Clients call the Service. What does it call?',
      'Both Deployments have app=web; a second label tells them apart.',
      'Set color in the selector of Service web to green.',
    ],
  },
});
