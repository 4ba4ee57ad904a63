import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { manifest, openManifests, sendRequest, shownWays, suggestions } from './requests.ts';
import { chooseDepth, openAndPause, shownStep } from './screen.ts';

/** A Service as the canvas should show it, and the requests that should come to one of its pods. */
interface Expected {
  readonly service: string;
  readonly endpoints: string;
  readonly requests: readonly (readonly [from: string, to: string])[];
}

interface Application {
  readonly file: string;
  readonly objects: number;
  readonly skipped?: string;
  readonly services: readonly Expected[];
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

const APPLICATIONS: readonly Application[] = [
  {
    file: 'notes.yaml',
    objects: 8,
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

for (const { file, objects, skipped, services } of APPLICATIONS) {
  test(`${file}: every Service shows its endpoints, and requests are walked to a pod and back`, async ({ page }) => {
    await openAndPause(page);
    await openManifests(page, file, manifest(file));
    await expect(page.getByText(new RegExp(`^${objects} objects from ${file}`))).toBeVisible();
    if (skipped !== undefined) await expect(page.getByText(/\d+ skipped/)).toBeVisible();
    const canvas = page.getByRole('region', { name: 'Canvas' });
    for (const { service, endpoints } of services) {
      await expect(canvas.getByRole('button', { name: new RegExp(`^Service\\s+${service}\\s`) })).toContainText(
        endpoints,
      );
    }
    await chooseDepth(page, 'Hops');
    for (const { service, requests } of services) {
      for (const request of requests) await walkToAPodAndBack(page, service, request);
    }
  });
}

async function walkToAPodAndBack(page: Page, service: string, [from, to]: readonly [string, string]): Promise<void> {
  const source = await sourceFor(page, from);
  await sendRequest(page, source, await targetFor(page, source, to));
  await test.step(`${from} → ${to}`, async () => {
    const walk = page.getByRole('region', { name: 'Walk' });
    await expect(walk.getByText(/^(Arrives|HTTP 200)$/)).toBeVisible();
    const ways = await shownWays(page);
    expect(ways.length).toBeGreaterThan(0);
    // A proxy answers its client after it has been answered itself: the last request that is open is the next to be replied to.
    const open: (typeof ways)[number][] = [];
    for (const way of ways) {
      if (way.title.endsWith('request')) {
        open.push(way);
        continue;
      }
      expect(way.title).toMatch(/reply$/);
      const there = open.pop();
      expect(way.places[0], service).toBe(there?.places.at(-1));
      expect(way.places.at(-1), service).toBe(there?.places[0]);
    }
    expect(open).toEqual([]);
    expect(ways.findLast(({ title }) => title.endsWith('request'))?.places.at(-1), service).toMatch(/^Pod /);
    await page.getByRole('slider', { name: 'Position in the walk' }).press('End');
    const [at, of] = (await shownStep(page)).match(/\d+/g) ?? [];
    expect(at).toBe(of);
  });
}

/** "a pod of web": the first of that name which the request bar offers. */
async function sourceFor(page: Page, from: string): Promise<string> {
  const name = /^a pod of (.+)$/.exec(from)?.[1];
  if (name === undefined) return from;
  return (await suggestions(page, 'From', `/${name}-`))[0] ?? from;
}

/** "the node port of web": the address which the request bar offers to that source. */
async function targetFor(page: Page, source: string, to: string): Promise<string> {
  const [, kind, name] = /^the (node port|load balancer) of (.+)$/.exec(to) ?? [];
  if (kind === undefined || name === undefined) return to;
  await page.getByRole('region', { name: 'Request' }).getByRole('combobox', { name: 'From' }).fill(source);
  const offered = await suggestions(page, 'URL', `${name} ${kind === 'node port' ? 'nodePort' : kind}`);
  expect(offered.length, `${to} is offered`).toBeGreaterThan(0);
  return offered[0] ?? to;
}
