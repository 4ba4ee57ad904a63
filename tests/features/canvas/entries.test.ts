import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { touches } from '../../../src/features/canvas/placing/index-board.ts';
import { shareWords } from '../../../src/features/canvas/drawing/paint-shares.ts';
import { createLinks, linksFrom } from '../../../src/features/canvas/placing/links.ts';
import { targetText } from '../../../src/features/canvas/editing/request-text.ts';
import { entryLines } from '../../../src/features/canvas/board/sizes.ts';
import { hiddenElements, touchedElements, untouchedElements } from '../../../src/features/canvas/board/system.ts';
import { filteredElements } from '../../../src/features/canvas/application/filter.ts';
import { createApplicationBoard } from '../../../src/features/canvas/application/application-board.ts';
import { cueStep } from '../../../src/simulation/playback/timeline.ts';
import { boardOf, routerOf, SHOP, timelinesOf } from './fixture.ts';

const GROUP = 'gateway.networking.k8s.io/v1';

function gateway(name: string): readonly RawObject[] {
  const backendRefs = [
    { name: 'cart', port: 80, weight: 3 },
    { name: 'catalog', port: 80, weight: 1 },
  ];
  return [
    {
      apiVersion: GROUP,
      kind: 'Gateway',
      metadata: { name, namespace: 'shop' },
      spec: {
        gatewayClassName: 'eg',
        listeners: [
          { name: 'web', port: 80, protocol: 'HTTP' },
          {
            name: 'tls',
            port: 8443,
            protocol: 'HTTPS',
            hostname: '*.shop.example',
            tls: { certificateRefs: [{ name: 'c' }] },
          },
        ],
      },
    },
    {
      apiVersion: GROUP,
      kind: 'HTTPRoute',
      metadata: { name, namespace: 'shop' },
      spec: { parentRefs: [{ name }], hostnames: [`${name}.shop.example`], rules: [{ backendRefs }] },
    },
  ];
}

const ingress = (name: string): RawObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, namespace: 'shop' },
  spec: { tls: [{ hosts: ['a.example'] }], defaultBackend: { service: { name: 'cart', port: { number: 80 } } } },
});

const createdOn = (creationTimestamp: string): object => ({ creationTimestamp });
const route = (name: string, spec: object = {}): RawObject => ({
  apiVersion: 'route.openshift.io/v1',
  kind: 'Route',
  metadata: { name, namespace: 'shop', ...createdOn(name === 'late' ? '2025-01-02' : '2025-01-01') },
  spec: { host: 'shop.apps.example', to: { kind: 'Service', name: 'frontend' }, ...spec },
});

const router = routerOf([
  ...SHOP,
  {
    apiVersion: GROUP,
    kind: 'GatewayClass',
    metadata: { name: 'eg' },
    spec: { controllerName: 'example.net/gateway' },
  },
  ...['one', 'two', 'three'].flatMap(gateway),
  ingress('first'),
  ingress('second'),
  route('front', { tls: { termination: 'edge' } }),
  route('sub', {
    path: '/pay',
    to: { name: 'payments', weight: 30 },
    alternateBackends: [{ name: 'cart', weight: 10 }],
  }),
  route('late', { to: { name: 'redis' }, path: '/pay' }),
]);
const board = boardOf(router);
const one = board.element('Gateway/shop/one');

const entryAt = (id: string) => {
  const element = board.element(id);
  if (element?.content.kind !== 'entry') throw new Error(`no ${id} on the board`);
  return element.content.entry;
};

test('however many entry points there are, nothing stands over anything', () => {
  const roots = board.elements.filter(({ parent }) => parent === undefined);
  expect(roots.filter(({ content: { kind } }) => kind === 'entry')).toHaveLength(8);
  for (const a of roots)
    for (const b of roots) if (a.id !== b.id) expect(touches(a, b), `${a.id} over ${b.id}`).toBe(false);
});

test('what leads nowhere, and a Gateway without routes, is told as what they lack, each once', () => {
  const entry = entryAt('Gateway/shop/one');
  const ways = entry.ways.flatMap((way) => [
    { ...way, backends: [] },
    { ...way, backends: [] },
  ]);
  expect(entryLines({ ...entry, ways }).slice(1)).toEqual([{ lacks: 'backend', host: 'one.shop.example' }]);
  expect(entryLines({ ...entry, ways: [], lacks: 'route' }).slice(1)).toEqual([{ lacks: 'route' }]);
  const bare = routerOf(gateway('bare').slice(0, 1)).cluster.entries[0];
  expect(bare && entryLines(bare).slice(1)).toEqual([{ lacks: 'route' }]);
});

test('a Gateway tells its listeners, its routes, and the hosts whose TLS it deals with', () => {
  const entry = entryAt('Gateway/shop/one');
  expect(entryLines(entry)).toEqual([':80 HTTP  :8443 HTTPS', 'one.shop.example → cart, catalog']);
  expect(entry.tlsHosts).toEqual(['*.shop.example']);
  expect(one && targetText(one)).toMatch(/^https?:\/\/one\.shop\.example/);
});

describe('a Route of OpenShift is an entry point as others are', () => {
  test('it tells its host and path, where they lead, its TLS, and that its router does not admit it', () => {
    expect(entryLines(entryAt('Route/shop/front'))).toEqual(['shop.apps.example → frontend']);
    expect(entryAt('Route/shop/front').tlsHosts).toEqual(['shop.apps.example']);
    expect(entryLines(entryAt('Route/shop/sub'))).toEqual(['shop.apps.example/pay → payments, cart']);
    expect(entryLines(entryAt('Route/shop/late'))).toEqual([{ lacks: 'admission' }]);
  });

  test('lines lead from the pods of its router to it and from it to its Services, with their shares', () => {
    const links = linksFrom(board, 'Route/shop/sub');
    expect(links.filter(({ from }) => from === 'Route/shop/sub').map(({ to }) => to)).toEqual([
      'Service/shop/payments',
      'Service/shop/cart',
    ]);
    expect(entryAt('Route/shop/sub').shares).toEqual([
      { namespace: 'shop', service: 'payments', share: 0.75 },
      { namespace: 'shop', service: 'cart', share: 0.25 },
    ]);
    const [reader] = links.filter(({ to }) => to === 'Route/shop/sub').map(({ from }) => from);
    expect(reader).toMatch(/^Pod\/openshift-ingress\/router-default-/);
  });

  test('a click on it fills in a URL that it answers', () => {
    const asked = ['front', 'sub']
      .map((name) => board.element(`Route/shop/${name}`))
      .map((each) => each && targetText(each));
    expect(asked).toEqual(['https://shop.apps.example/', 'http://shop.apps.example/pay']);
  });

  test('it lights at the step that decides, and stays on the board that shows the walk alone', () => {
    const request = { from: { internet: true }, to: 'https://shop.apps.example/', via: 'route/shop/front' } as const;
    const [timeline] = timelinesOf(router, request);
    const decides = timeline?.cues.filter((cue) => cueStep(timeline, cue)?.type === 'ROUTE_MATCHED') ?? [];
    expect(decides.map(({ subject }) => subject)).toEqual([{ kind: 'Route', namespace: 'shop', name: 'front' }]);
    const touched = touchedElements(timeline);
    const gone = untouchedElements(router.cluster, touched);
    expect(['front', 'sub'].map((name) => gone.has(`Route/shop/${name}`))).toEqual([false, true]);
  });

  test('a filter takes it away with its namespace, or with the last of what it leads to', () => {
    const left = (filter: object) => filteredElements(router.cluster, filter, new Set());
    expect(left({ namespace: 'other' }).has('Route/shop/front')).toBe(true);
    expect(left({ namespace: 'shop' }).has('Route/shop/front')).toBe(false);
    expect(left({ label: 'app=payments' }).has('Route/shop/front')).toBe(true);
    expect(left({ label: 'app=payments' }).has('Route/shop/sub')).toBe(false);
  });

  test('among applications it stands in the frame of its namespace', () => {
    const input = { cluster: router.cluster, lens: 'application', layout: {} } as const;
    const hidden = hiddenElements(router.cluster, new Set(), false);
    const applications = createApplicationBoard({ ...input, hidden });
    expect(applications.element('Route/shop/front')?.parent).toBe('Namespace/shop');
  });
});

test('lines lead from a Gateway to its backends with their shares, and to it from the pods that read it', () => {
  const links = linksFrom(board, 'Gateway/shop/one');
  const shares = new Map(
    entryAt('Gateway/shop/one').shares.map((each) => [`Service/shop/${each.service}`, each.share]),
  );
  expect(links.filter(({ from }) => from === 'Gateway/shop/one').map(({ to }) => [to, shares.get(to)])).toEqual([
    ['Service/shop/cart', 0.75],
    ['Service/shop/catalog', 0.25],
  ]);
  const readers = links.filter(({ to }) => to === 'Gateway/shop/one');
  expect(readers.length).toBeGreaterThan(0);
  for (const { from, way } of readers) {
    const pod = board.element(from);
    expect(pod?.content.kind).toBe('pod');
    expect(way[0]?.y).toBe(pod?.top);
    expect(way.at(-1)?.y).toBe((one?.top ?? 0) + (one?.height ?? 0));
  }
  expect(linksFrom(board, 'internet')).toEqual([]);
  const first = linksFrom(board, 'Ingress/shop/first').filter(({ from }) => from === 'Ingress/shop/first');
  expect(first.map(({ to }) => to)).toEqual(['Service/shop/cart']);
});

test('the internet sends to the load balancer, not to what its controllers read', () => {
  const links = createLinks(board) ?? [];
  expect(links.filter(({ from }) => from === 'internet').map(({ to }) => to)).toEqual(['load-balancer']);
});

test('where the shares of an entry point stand is known to what keeps off words: at the ends of its lines', () => {
  const router = routerOf([...SHOP, ...gateway('web')]);
  const board = boardOf(router);
  const camera = { x: 40, y: 20, zoom: 0.5 };
  const words = shareWords(board, camera);
  expect(words).toHaveLength(2);
  const ends = (createLinks(board) ?? []).flatMap(({ from, way }) =>
    from.startsWith('Gateway/') ? way.slice(-1) : [],
  );
  for (const { left, top, width, height } of words) {
    expect(Math.min(width, height)).toBeGreaterThan(5);
    const near = ends.filter(({ x, y }) => Math.abs(x * 0.5 + 40 - left) < 8 && y * 0.5 + 20 > top);
    expect(near).toHaveLength(1);
  }
  expect(shareWords(boardOf(routerOf(SHOP)), camera)).toEqual([]);
});
