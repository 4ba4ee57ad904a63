import { shopObjects } from '../shop.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { meta, podOf, serviceOf, type Scenario } from './scenario.ts';

type Container = Readonly<Record<string, unknown>>;

/** A Deployment and a Service that sends to port 80 of its pods. */
const served = (container: Container): readonly RawObject[] =>
  shopObjects({
    more: [
      serviceOf('site', { selector: { app: 'site' } }),
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: meta('site'),
        spec: {
          selector: { matchLabels: { app: 'site' } },
          template: {
            metadata: { labels: { app: 'site' } },
            spec: { containers: [{ name: 'main', image: 'main', ports: [{ containerPort: 80 }], ...container }] },
          },
        },
      },
    ],
  });
const site = { to: 'http://site/' } as const;

/** Causes of what processes are told. */
export const LISTENING_SCENARIOS: readonly Scenario[] = [
  {
    code: 'LISTENS_ON_OTHER_ADDRESS',
    objects: served({ args: ['--verbose', '--listen-address=127.0.0.1:80'] }),
    ...site,
    object: 'Deployment/shop/site',
    field: 'spec.template.spec.containers.0.args.1',
    fix: 'applies',
    says: ['Container main', 'listen on 127.0.0.1 (--listen-address)', 'only the pod itself'],
  },
  {
    code: 'LISTENS_ON_OTHER_ADDRESS',
    objects: served({ env: [{ name: 'LISTEN_ADDR', value: 'localhost:80' }] }),
    ...site,
    object: 'Deployment/shop/site',
    field: 'spec.template.spec.containers.0.env.0.value',
    fix: 'applies',
    says: ['listen on localhost (LISTEN_ADDR)'],
  },
  {
    code: 'LISTENS_ON_OTHER_ADDRESS',
    objects: [
      ...shopObjects(),
      podOf('cache', {
        containers: [{ name: 'redis', image: 'redis:7', args: ['--bind', '127.0.0.1', '--port', '6379'] }],
      }),
      serviceOf('cache', { selector: { app: 'cache' }, ports: [{ port: 6379 }] }),
    ],
    to: 'tcp://cache:6379',
    object: 'Pod/shop/cache',
    field: 'spec.containers.0.args.1',
    fix: 'applies',
    says: ['listen on 127.0.0.1 (--bind)'],
  },
  {
    code: 'NOTHING_LISTENS',
    objects: served({ ports: [], command: ['python', '-m', 'http.server', '8000'] }),
    ...site,
    object: 'Service/shop/site',
    field: 'spec.ports.0.targetPort',
    fix: 'applies',
    says: ['sends to targetPort 80', 'listens on TCP 8000', 'is told port 8000 (http.server)'],
  },
];
