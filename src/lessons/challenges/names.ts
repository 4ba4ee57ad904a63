import type { RawObject } from '../../engine/objects.ts';
import { deployment, namespace, nodes, pod, service } from '../objects/objects.ts';
import { challenge } from './challenge.ts';

const LEDGER = deployment({
  name: 'ledger',
  replicas: 2,
  container: { name: 'ledger', image: 'pay/ledger:4.0', ports: { http: 9000 } },
});

export const ACROSS_NAMESPACES = challenge({
  title: 'The same name, elsewhere',
  objects: [
    namespace(),
    namespace('front'),
    ...nodes(2),
    pod('site', 'node-1', [{ name: 'site', image: 'front/site:2.0', ports: { http: 80 } }], { namespace: 'front' }),
    LEDGER,
    service({ name: 'ledger', clusterIP: '10.96.40.32', targetPort: 'http' }),
  ],
  goal: {
    text: 'The site has moved to a namespace of its own. In its configuration stands “ledger”, and that cannot be changed.',
    requests: [
      { from: { pod: 'front/site' }, to: 'http://ledger/', expect: 'succeeds', by: ['Deployment/shop/ledger'] },
    ],
    keep: [{ object: 'Deployment/shop/ledger', pods: 2 }, { object: 'Pod/front/site' }],
    hints: [
      'A bare name is looked for in the client’s own namespace.',
      'A Service can be nothing but an alias for another name.',
      'In namespace front, a Service ledger of type ExternalName for ledger.shop.svc.cluster.local.',
    ],
  },
});

function statefulSet(serviceName: string): RawObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'shop', labels: { app: 'db' } },
    spec: {
      serviceName,
      replicas: 2,
      selector: { matchLabels: { app: 'db' } },
      template: {
        metadata: { labels: { app: 'db' } },
        spec: {
          containers: [{ name: 'db', image: 'postgres:18', ports: [{ name: 'sql', containerPort: 5432 }] }],
        },
      },
    },
  };
}

const headless = (name: string, port: number, targetPort: number): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { clusterIP: 'None', selector: { app: 'db' }, ports: [{ name: 'sql', port, targetPort }] },
});

const WORKER = pod('worker', 'node-1', [{ name: 'worker', image: 'shop/worker:3.1' }]);

export const EACH_BY_NAME = challenge({
  title: 'Each of them by name',
  objects: [namespace(), ...nodes(2), WORKER, statefulSet('database'), headless('db', 5432, 5432)],
  goal: {
    text: 'The worker has to write to db-0 and read from db-1. Neither has a name.',
    requests: [
      { from: { pod: 'shop/worker' }, to: 'tcp://db-0.database:5432', expect: 'succeeds', by: ['Pod/shop/db-0'] },
      { from: { pod: 'shop/worker' }, to: 'tcp://db-1.database:5432', expect: 'succeeds', by: ['Pod/shop/db-1'] },
    ],
    keep: [{ object: 'StatefulSet/shop/db', pods: 2 }, { object: 'Pod/shop/worker' }],
    hints: [
      'Pods of a StatefulSet have names below the Service that governs them.',
      'Which Service does serviceName of the StatefulSet name, and is there one?',
      'A headless Service (clusterIP: None) called database, with the selector app=db.',
    ],
  },
});

export const HEADLESS_PORT = challenge({
  title: 'No one in between',
  objects: [
    namespace(),
    ...nodes(2),
    WORKER,
    statefulSet('db'),
    headless('db', 5432, 5432),
    headless('reports', 80, 5432),
  ],
  goal: {
    text: 'The worker is told to read its reports at port 80, and is refused. At db:5432 the same pods answer.',
    requests: [
      { from: { pod: 'shop/worker' }, to: 'tcp://reports:80', expect: 'succeeds', by: ['StatefulSet/shop/db'] },
      { from: { pod: 'shop/worker' }, to: 'tcp://db-0.db:5432', expect: 'succeeds', by: ['Pod/shop/db-0'] },
    ],
    keep: [{ object: 'StatefulSet/shop/db', pods: 2 }, { object: 'Pod/shop/worker' }],
    mostEdits: 3,
    hints: [
      'To which address does the worker connect, and who would translate the port?',
      'A headless Service is only a name for its pods: clients speak to their own ports.',
      'Let Service reports have a clusterIP: take out clusterIP: None.',
    ],
  },
});
