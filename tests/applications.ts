import { readFileSync } from 'node:fs';

/** The text of a file in tests/e2e/manifests. */
export function manifest(name: string): string {
  return readFileSync(new URL(`e2e/manifests/${name}`, import.meta.url), 'utf8');
}

/** A Service as the canvas should show it, and the requests that should come to one of its pods. */
interface Expected {
  readonly service: string;
  readonly endpoints: string;
  readonly requests: readonly (readonly [from: string, to: string])[];
}

export interface Application {
  readonly file: string;
  readonly objects: number;
  readonly skipped?: string;
  readonly services: readonly Expected[];
  /** Which of these requests are walked on the page as well: of each kind of entry one. */
  readonly onPage: readonly (readonly [service: string, to: string])[];
}

/** Stands for the pod that is first offered for what is typed. */
const PAGE = 'a pod of page';
const BOOTH = 'a pod of booth';
const VISITOR = 'a pod of visitors';
const STORE = 'pod/lab/store-0';
const WEB = 'pod/lab/web-5c9d8b7f66-7xk2p';

const grpc = (service: string, port: number, pods = 1): Expected => ({
  service,
  endpoints: `${pods} of ${pods} ready`,
  requests: [[VISITOR, `tcp://${service}.default:${port}`]],
});

/** Whole applications, and what a person who brings one expects to see. */
export const APPLICATIONS: readonly Application[] = [
  {
    file: 'notes.yaml',
    objects: 8,
    onPage: [
      ['db', 'tcp://db-1.db.default.svc.cluster.local:5432'],
      ['page', 'the node port of page'],
    ],
    services: [
      { service: 'cache-primary', endpoints: '1 of 1 ready', requests: [[PAGE, 'tcp://cache-primary:6379']] },
      { service: 'cache-replica', endpoints: '2 of 2 ready', requests: [[PAGE, 'tcp://cache-replica.default:6379']] },
      {
        service: 'db',
        endpoints: '2 of 2 ready',
        requests: [
          [PAGE, 'tcp://db.default:5432'],
          [PAGE, 'tcp://db-1.db.default.svc.cluster.local:5432'],
        ],
      },
      {
        service: 'page',
        endpoints: '3 of 3 ready',
        requests: [
          ['pod/default/db-0', 'http://page'],
          ['internet', 'the node port of page'],
        ],
      },
    ],
  },
  {
    file: 'ballot.yaml',
    objects: 10,
    onPage: [['booth', 'http://192.168.0.11:30800']],
    services: [
      {
        service: 'booth',
        endpoints: '1 of 1 ready',
        requests: [
          ['a pod of counter', 'http://booth.ballot:8080'],
          ['internet', 'http://192.168.0.11:30800'],
          ['internet', 'http://192.168.0.13:30800'],
        ],
      },
      {
        service: 'tally',
        endpoints: '2 of 2 ready',
        requests: [
          [BOOTH, 'http://tally:8081'],
          ['internet', 'the node port of tally'],
        ],
      },
      { service: 'queue', endpoints: '1 of 1 ready', requests: [[BOOTH, 'tcp://queue:6379']] },
      { service: 'store', endpoints: '1 of 1 ready', requests: [['a pod of counter', 'tcp://store.ballot:5432']] },
    ],
  },
  {
    file: 'bazaar.yaml',
    objects: 25,
    skipped: '11 ServiceAccount, 1 Mood',
    onPage: [
      ['storefront', 'http://bazaar.example/cart?item=3'],
      ['storefront-external', 'the load balancer of storefront-external'],
      ['recommendation', 'tcp://recommendation.default:8080'],
    ],
    services: [
      {
        service: 'storefront',
        endpoints: '2 of 2 ready',
        requests: [
          [VISITOR, 'http://storefront.default'],
          ['internet', 'http://bazaar.example/cart?item=3'],
        ],
      },
      {
        service: 'storefront-external',
        endpoints: '2 of 2 ready',
        requests: [
          [VISITOR, 'http://storefront-external'],
          ['internet', 'the load balancer of storefront-external'],
        ],
      },
      grpc('ads', 9600),
      grpc('basket', 7070),
      grpc('basket-cache', 6379),
      grpc('catalog', 3550, 2),
      grpc('checkout', 5050),
      grpc('currency', 7000),
      grpc('mail', 5000),
      grpc('payment', 50051),
      grpc('recommendation', 8080, 3),
      grpc('shipping', 50051),
    ],
  },
  {
    file: 'cluster-dump.yaml',
    objects: 25,
    onPage: [
      ['web', 'http://203.0.113.20'],
      ['api', 'http://lab.example/api/notes'],
      ['web-by-hand', 'http://web-by-hand.lab:8000'],
    ],
    services: [
      {
        service: 'web',
        endpoints: '2 of 2 ready',
        requests: [
          [STORE, 'http://web.lab'],
          ['internet', 'http://203.0.113.20'],
          ['internet', 'http://172.18.0.3:31380'],
          ['internet', 'http://lab.example/'],
        ],
      },
      {
        service: 'api',
        endpoints: '1 of 2 ready',
        requests: [
          [WEB, 'http://api.lab:9000'],
          ['internet', 'http://lab.example/api/notes'],
        ],
      },
      { service: 'store', endpoints: '1 of 1 ready', requests: [[WEB, 'tcp://store.lab:5432']] },
      { service: 'web-by-hand', endpoints: '1 of 1 ready', requests: [[STORE, 'http://web-by-hand.lab:8000']] },
    ],
  },
];
