import type { RawObject } from '../../engine/objects.ts';
import { deployment, namespace, nodes, pod, PUBLIC, service } from '../objects/objects.ts';
import { challenge } from './challenge.ts';

const PROBE = pod('probe', 'node-1', [{ name: 'probe', image: 'prom/prometheus:v3.7' }]);

const TWO_IN_ONE: RawObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
  spec: {
    nodeName: 'node-1',
    containers: [
      { name: 'web', image: 'nginx:1.29', ports: [{ name: 'http', containerPort: 80 }] },
      { name: 'metrics', image: 'shop/exporter:1.1', ports: [{ name: 'metrics', containerPort: 80 }] },
    ],
  },
};

export const ONE_PORT_TWO_CONTAINERS = challenge({
  title: 'One port, two containers',
  objects: [
    namespace(),
    ...nodes(1),
    PROBE,
    TWO_IN_ONE,
    service({ name: 'web', clusterIP: '10.96.40.10', targetPort: 'http' }),
    service({ name: 'metrics', clusterIP: '10.96.40.11', selects: 'web', port: 9100, targetPort: 'metrics' }),
  ],
  goal: {
    text: 'Each container has run for months in a pod of its own. Together in one, the pod never becomes ready.',
    requests: [
      { from: { pod: 'shop/probe' }, to: 'http://web/', expect: 'succeeds', by: ['Pod/shop/web'] },
      { from: { pod: 'shop/probe' }, to: 'http://metrics:9100/', expect: 'succeeds', by: ['Pod/shop/web'] },
    ],
    keep: [
      { object: 'Pod/shop/web', has: { spec: { containers: [{ name: 'web' }, { name: 'metrics' }] } } },
      { object: 'Pod/shop/probe' },
    ],
    mostEdits: 4,
    hints: [
      'Containers of a pod share one network namespace, with one set of ports.',
      'On which port does each of the two listen?',
      'Let container metrics listen on a port of its own, such as 9100.',
    ],
  },
});

const MONITOR = pod('monitor', 'node-2', [{ name: 'monitor', image: 'prom/prometheus:v3.7' }]);

export const FOUR_MODELS = challenge({
  title: 'Four needs, four ways',
  objects: [
    namespace(),
    ...nodes(2, [], PUBLIC),
    pod('web', 'node-1', [{ name: 'web', image: 'shop/web:5.1', ports: { http: 3000 } }]),
    service({ name: 'web', clusterIP: '10.96.12.80', targetPort: 'http' }),
    deployment({
      name: 'orders',
      replicas: 2,
      container: { name: 'orders', image: 'shop/orders:2.4', ports: { http: 8080 } },
    }),
    MONITOR,
  ],
  goal: {
    text: 'web wants a cache of its own at localhost:8081, and calls http://orders/ whichever pods of orders there are. monitor calls the pod web itself, by its address. Browsers outside come to port 30080 of node-1. Only one of the four works.',
    requests: [
      {
        from: { pod: 'shop/web', container: 'web' },
        to: 'http://localhost:8081/',
        expect: 'succeeds',
        by: ['Pod/shop/web'],
      },
      {
        from: { pod: 'shop/web', container: 'web' },
        to: 'http://orders/',
        expect: 'succeeds',
        by: ['Deployment/shop/orders'],
        each: true,
      },
      { from: { pod: 'shop/monitor' }, to: 'http://10.244.1.2:3000/', expect: 'succeeds', by: ['Pod/shop/web'] },
      { from: { internet: true }, to: `http://${PUBLIC}.11:30080/`, expect: 'succeeds', by: ['Pod/shop/web'] },
    ],
    keep: [{ object: 'Pod/shop/web' }, { object: 'Pod/shop/monitor' }, { object: 'Deployment/shop/orders', pods: 2 }],
    hints: [
      'Containers of one pod talk by localhost, pods by their addresses; for pods that change there is one address that stays, and for the world outside a door.',
      'A cache at localhost is a second container of the pod web. orders needs a Service of its name.',
      'The door is a Service of type NodePort: Service web with nodePort 30080.',
    ],
  },
});

const HOST_PORT: RawObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          { name: 'web', image: 'nginx:1.29', ports: [{ name: 'http', containerPort: 80, hostPort: 8080 }] },
        ],
      },
    },
  },
};

export const HOST_PORT_TAKEN = challenge({
  title: 'One too many',
  objects: [
    namespace(),
    ...nodes(2),
    PROBE,
    HOST_PORT,
    service({ name: 'web', clusterIP: '10.96.40.10', targetPort: 'http' }),
  ],
  goal: {
    text: 'Three replicas are wanted, two run, and the nodes are far from full.',
    requests: [{ from: { pod: 'shop/probe' }, to: 'http://web/', expect: 'succeeds', by: ['Deployment/shop/web'] }],
    keep: [{ object: 'Deployment/shop/web', pods: 3 }, { object: 'Pod/shop/probe' }, { object: 'Service/shop/web' }],
    mostEdits: 2,
    hints: [
      'What can a node give to one pod only?',
      'Look at the ports of the container: one of them is not its own.',
      'Take out hostPort. Clients come by the Service, and do not need it.',
    ],
  },
});

export const NO_NODE_FITS = challenge({
  title: 'Nowhere to go',
  objects: [
    namespace(),
    ...nodes(2, [{}, { disk: 'ssd' }]),
    PROBE,
    deployment({
      name: 'index',
      replicas: 2,
      container: { name: 'index', image: 'shop/index:1.3', ports: { http: 9200 } },
      nodeSelector: { 'disk-type': 'ssd' },
    }),
    service({ name: 'index', clusterIP: '10.96.40.17', targetPort: 'http' }),
  ],
  goal: {
    text: 'The index wants a fast disk, and node-2 has one. Its pods stay Pending.',
    requests: [{ from: { pod: 'shop/probe' }, to: 'http://index/', expect: 'succeeds', by: ['Deployment/shop/index'] }],
    keep: [
      { object: 'Deployment/shop/index', pods: 2, on: ['node-2'] },
      { object: 'Pod/shop/probe' },
      { object: 'Node/node-1' },
      { object: 'Node/node-2' },
    ],
    mostEdits: 4,
    hints: [
      'A pod that is not on a node has no address.',
      'Compare nodeSelector of the template with the labels of node-2.',
      'node-2 has disk=ssd; the Deployment asks for disk-type=ssd.',
    ],
  },
});
