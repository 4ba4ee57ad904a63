import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { touches } from '../../../src/features/canvas/placing/index-board.ts';
import { createLinks, linksFrom } from '../../../src/features/canvas/placing/links.ts';
import { targetText } from '../../../src/features/canvas/editing/request-text.ts';
import { entryLines } from '../../../src/features/canvas/board/sizes.ts';
import { tlsHosts } from '../../../src/features/canvas/boxes/elements/tls-hosts.ts';
import { backendShares } from '../../../src/features/canvas/drawing/backend-shares.ts';
import { boardOf, routerOf, SHOP } from './fixture.ts';

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
]);
const board = boardOf(router);
const one = board.element('Gateway/shop/one');

test('however many entry points there are, nothing stands over anything', () => {
  const roots = board.elements.filter(({ parent }) => parent === undefined);
  expect(roots.filter(({ content: { kind } }) => kind === 'gateway' || kind === 'ingress')).toHaveLength(5);
  for (const a of roots)
    for (const b of roots) if (a.id !== b.id) expect(touches(a, b), `${a.id} over ${b.id}`).toBe(false);
});

test('what leads nowhere, and a Gateway without routes, is told as what they lack, each once', () => {
  if (one?.content.kind !== 'gateway') throw new Error('no Gateway on the board');
  const { gateway } = one.content;
  const routes = gateway.routes.flatMap((route) => [
    { ...route, backends: [] },
    { ...route, backends: [] },
  ]);
  const lines = (more: Partial<typeof gateway>) => entryLines({ kind: 'gateway', gateway: { ...gateway, ...more } });
  expect(lines({ routes }).slice(1)).toEqual([{ lacks: 'backend', host: 'one.shop.example' }]);
  expect(lines({ routes: [] }).slice(1)).toEqual([{ lacks: 'route' }]);
});

test('a Gateway tells its listeners, its routes, and the hosts whose TLS it deals with', () => {
  if (one?.content.kind !== 'gateway') throw new Error('no Gateway on the board');
  expect(entryLines(one.content)).toEqual([':80 HTTP  :8443 HTTPS', 'one.shop.example → cart, catalog']);
  expect(tlsHosts(one.content)).toEqual(['*.shop.example']);
  expect(targetText(one)).toMatch(/^https?:\/\/one\.shop\.example/);
});

test('lines lead from a Gateway to its backends with their shares, and to it from the pods that read it', () => {
  const links = linksFrom(board, 'Gateway/shop/one');
  if (one?.content.kind !== 'gateway') throw new Error('no Gateway on the board');
  const shares = backendShares(one.content.gateway.routes);
  expect(links.filter(({ from }) => from === 'Gateway/shop/one').map(({ to }) => [to, shares.get(to)])).toEqual([
    ['Service/shop/cart', '75 %'],
    ['Service/shop/catalog', '25 %'],
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
