import type { RawObject } from '../../engine/objects.ts';
import { deployment, namespace, nodes, pod, service, withSpec } from '../objects/objects.ts';
import { challenge } from './challenge.ts';

const FRONTEND = pod('frontend', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }]);
const FROM = { pod: 'shop/frontend' };
const board = (...objects: readonly RawObject[]): readonly RawObject[] => [
  namespace(),
  ...nodes(2),
  FRONTEND,
  ...objects,
];
const app = (name: string, port: number, portName = 'http'): RawObject =>
  deployment({
    name,
    replicas: 2,
    container: { name, image: `shop/${name}:2.4`, ports: { [portName]: port } },
  });

export const WRONG_SELECTOR = challenge({
  title: 'Nobody behind the Service',
  objects: board(
    app('cart', 8080),
    service({ name: 'cart', clusterIP: '10.96.40.12', selects: 'carts', targetPort: 'http' }),
  ),
  goal: {
    text: 'Both pods of the cart run, and every connection to the Service is refused.',
    requests: [{ from: FROM, to: 'http://cart/', expect: 'succeeds', by: ['Deployment/shop/cart'] }],
    keep: [{ object: 'Deployment/shop/cart', pods: 2 }, { object: 'Pod/shop/frontend' }],
    mostEdits: 3,
    hints: [
      'A Service has no list of pods. It has a question that is asked of their labels.',
      'Compare spec.selector of Service cart with the labels of the pods of Deployment cart.',
      'The pods have app=cart; the Service asks for app=carts.',
    ],
  },
});

const ORDERS: RawObject = started('orders', 8080, ['python', '-m', 'http.server', '8080']);

export const WRONG_TARGET_PORT = challenge({
  title: 'The right pod, the wrong port',
  objects: board(ORDERS, service({ name: 'orders', clusterIP: '10.96.40.20', targetPort: 80 })),
  goal: {
    text: 'The Service has two endpoints, and the pods refuse what it sends them.',
    requests: [{ from: FROM, to: 'http://orders/', expect: 'succeeds', by: ['Deployment/shop/orders'] }],
    keep: [{ object: 'Deployment/shop/orders', pods: 2 }, { object: 'Pod/shop/frontend' }],
    mostEdits: 3,
    hints: [
      'port is what clients call, targetPort is where the container listens.',
      'Follow the packet to the pod: on which port does it arrive, and which one is open there?',
      'The container listens on 8080; targetPort of Service orders is 80.',
    ],
  },
});

export const PORT_NAME = challenge({
  title: 'A port by another name',
  objects: board(
    app('payment', 9000, 'web'),
    app('refund', 9100),
    service({ name: 'payment', clusterIP: '10.96.40.13', targetPort: 'http' }),
    service({ name: 'refund', clusterIP: '10.96.40.14', targetPort: 'http' }),
  ),
  goal: {
    text: 'Refunding works and paying does not, though both Services are written alike.',
    requests: [
      { from: FROM, to: 'http://payment/', expect: 'succeeds', by: ['Deployment/shop/payment'] },
      { from: FROM, to: 'http://refund/', expect: 'succeeds', by: ['Deployment/shop/refund'] },
    ],
    keep: [
      { object: 'Deployment/shop/payment', pods: 2 },
      { object: 'Deployment/shop/refund', pods: 2 },
      { object: 'Pod/shop/frontend' },
    ],
    mostEdits: 3,
    hints: [
      'A targetPort may be a name. Whose names are they?',
      'Compare the names of the container ports of payment and of refund.',
      'The container port 9000 of payment is called web; targetPort asks for http.',
    ],
  },
});

const FLASK = started('search', 5000, ['flask', 'run', '--host=127.0.0.1', '--port=5000']);

export const ONLY_LOCALHOST = challenge({
  title: 'It works on localhost',
  objects: board(FLASK, service({ name: 'search', clusterIP: '10.96.40.15', targetPort: 'http' })),
  goal: {
    text: 'In the container, a request to localhost:5000 is answered. Through the Service it is refused.',
    requests: [{ from: FROM, to: 'http://search/', expect: 'succeeds', by: ['Deployment/shop/search'] }],
    keep: [
      {
        object: 'Deployment/shop/search',
        has: { spec: { template: { spec: { containers: [{ name: 'search', command: ['flask'] }] } } } },
        pods: 2,
      },
      { object: 'Pod/shop/frontend' },
    ],
    mostEdits: 3,
    hints: [
      'A process listens on a port of an address, not only on a port.',
      'Read how the container is started.',
      '127.0.0.1 is the pod’s own loopback. On 0.0.0.0 it listens on the pod’s address as well.',
    ],
  },
});

const NO_REPLICAS = deployment({
  name: 'catalog',
  replicas: 0,
  container: { name: 'catalog', image: 'shop/catalog:1.9', ports: { http: 3000 } },
});

export const SCALE_UP = challenge({
  title: 'Open again on Monday',
  objects: board(NO_REPLICAS, service({ name: 'catalog', clusterIP: '10.96.40.16', targetPort: 'http' })),
  goal: {
    text: 'The catalog was put to rest for the weekend. Three pods of it are to serve from today on.',
    requests: [{ from: FROM, to: 'http://catalog/', expect: 'succeeds', by: ['Deployment/shop/catalog'] }],
    keep: [{ object: 'Deployment/shop/catalog', pods: 3 }, { object: 'Pod/shop/frontend' }],
    mostEdits: 1,
    hints: [
      'Nothing is wrong with the Service: it has nobody to send to.',
      'How many pods does Deployment catalog ask for?',
      'Set spec.replicas of Deployment catalog to 3.',
    ],
  },
});

export const STOPPED = challenge({
  title: 'Running, but not ready',
  objects: board(
    pod('ledger', 'node-2', [
      { name: 'ledger', image: 'shop/ledger:4.0', ports: { http: 9000 } },
      { name: 'metrics', image: 'shop/exporter:1.1', ports: { metrics: 9400 } },
    ]),
    service({ name: 'ledger', clusterIP: '10.96.40.30', targetPort: 'http' }),
  ),
  interventions: [{ type: 'stop-container', namespace: 'shop', pod: 'ledger', container: 'metrics' }],
  goal: {
    text: 'The ledger itself runs, and yet the Service has no endpoint for it. Its metrics are wanted as well.',
    requests: [{ from: FROM, to: 'http://ledger/', expect: 'succeeds', by: ['Pod/shop/ledger'] }],
    keep: [
      { object: 'Pod/shop/ledger', has: { spec: { containers: [{ name: 'ledger' }, { name: 'metrics' }] } } },
      { object: 'Pod/shop/frontend' },
    ],
    mostEdits: 2,
    hints: [
      'A pod is ready when all of its containers are.',
      'Look at both containers of pod ledger.',
      'Container metrics is stopped: start it.',
    ],
  },
});

export const SAME_NODE = challenge({
  title: 'Only from the other node',
  objects: board(
    pod('cache', 'node-2', [{ name: 'cache', image: 'redis:8', ports: { redis: 6379 } }]),
    pod('worker', 'node-2', [{ name: 'worker', image: 'shop/worker:3.1' }]),
    withSpec(service({ name: 'cache', clusterIP: '10.96.40.40', port: 6379, targetPort: 'redis' }), {
      internalTrafficPolicy: 'Local',
    }),
  ),
  goal: {
    text: 'The worker reaches the cache. The frontend, on the other node, waits until its connection times out.',
    requests: [
      { from: FROM, to: 'tcp://cache:6379', expect: 'succeeds', by: ['Pod/shop/cache'] },
      { from: { pod: 'shop/worker' }, to: 'tcp://cache:6379', expect: 'succeeds', by: ['Pod/shop/cache'] },
    ],
    keep: [
      { object: 'Pod/shop/cache' },
      { object: 'Pod/shop/worker', has: { spec: { nodeName: 'node-2' } } },
      { object: 'Pod/shop/frontend', has: { spec: { nodeName: 'node-1' } } },
    ],
    mostEdits: 2,
    hints: [
      'The packet of the frontend never leaves its node.',
      'A Service can be told to send only to endpoints on the client’s own node.',
      'Set internalTrafficPolicy of Service cache to Cluster.',
    ],
  },
});

/** What its process listens on stands in how it is started. */
function started(name: string, port: number, [command, ...args]: readonly string[]): RawObject {
  const container = { name, image: `shop/${name}:0.9`, command: [command], args };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop', labels: { app: name } },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ ...container, ports: [{ name: 'http', containerPort: port }] }] },
      },
    },
  };
}
