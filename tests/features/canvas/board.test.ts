import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { targetText } from '../../../src/features/canvas/editing/request-text.ts';
import { clampInNode } from '../../../src/features/canvas/editing/clamp-in-node.ts';
import { touches } from '../../../src/features/canvas/placing/index-board.ts';
import { podId, serviceId } from '../../../src/features/canvas/board/element.ts';
import { loadBalancerLines, NODE_FRAMES, NODE_PADDING } from '../../../src/features/canvas/board/sizes.ts';
import { hiddenElements } from '../../../src/features/canvas/board/system.ts';
import { boardOf, deployment, node, routerOf, SHOP } from './fixture.ts';

const router = routerOf(SHOP);
const board = boardOf(router);

test('no two elements of one parent overlap, and every pod lies inside its node', () => {
  for (const element of board.elements) {
    for (const other of board.elements) {
      if (other.id === element.id || other.parent !== element.parent) continue;
      expect(touches(element, other), `${element.id} over ${other.id}`).toBe(false);
    }
    const parent = element.parent === undefined ? undefined : board.element(element.parent);
    if (parent === undefined) continue;
    expect(element.left).toBeGreaterThan(parent.left);
    expect(element.left + element.width).toBeLessThan(parent.left + parent.width);
    expect(element.top + element.height).toBeLessThan(parent.top + parent.height);
  }
});

test('the world stands above the entry points, they above the Services, they above the nodes', () => {
  const bottoms = (kind: string) =>
    board.elements.filter(({ content }) => content.kind === kind).map(({ top, height }) => top + height);
  const tops = (kind: string) => board.elements.filter(({ content }) => content.kind === kind).map(({ top }) => top);
  for (const [above, below] of [
    ['internet', 'router'],
    ['internet', 'load-balancer'],
    ['load-balancer', 'service'],
    ['router', 'service'],
    ['service', 'node'],
  ] as const) {
    expect(tops(below).length).toBeGreaterThan(0);
    expect(Math.max(...bottoms(above)), `${above} above ${below}`).toBeLessThan(Math.min(...tops(below)));
  }
});

test('only what is of another namespace than nearly all things on the board says its own', () => {
  const said = ({ elements }: typeof board) => elements.flatMap(({ namespace }) => namespace ?? []);
  expect(said(board).length).toBeGreaterThan(0);
  expect(new Set(said(board))).toEqual(new Set(['kube-system']));
  const backend = { service: { name: 'cart', port: { number: 80 } } };
  const entry = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'door', namespace: 'shop' } };
  const behind = boardOf(routerOf([...SHOP, { ...entry, spec: { defaultBackend: backend } }]));
  // A controller that was assumed is of its own.
  expect(new Set(said(behind))).toEqual(new Set(['kube-system', 'ingress-nginx']));
  const client = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'client', namespace: 'visitors' }, spec: {} };
  const two = boardOf(routerOf([...SHOP, { ...client, spec: { containers: [{ name: 'sh', image: 'sh' }] } }]));
  expect(new Set(said(two))).toEqual(new Set(['shop', 'visitors', 'kube-system']));
  for (const { content, namespace } of two.elements) {
    if (content.kind === 'pod') expect(namespace).toBe(content.pod.namespace);
  }
});

test('pods belong to the node they run on', () => {
  const pods = board.elements.flatMap(({ content, parent }) =>
    content.kind === 'pod' ? [{ pod: content.pod, parent }] : [],
  );
  expect(pods.filter(({ pod }) => pod.namespace === 'shop')).toHaveLength(12);
  for (const { pod, parent } of pods) expect(parent).toBe(`Node/${pod.nodeName}`);
});

test('a position a person set wins, and the node grows to hold its pod', () => {
  const pod = router.cluster.pods[0];
  if (pod === undefined) throw new Error('no pod');
  const id = podId(pod);
  const moved = boardOf(router, { layout: { [id]: { x: 900, y: 700 }, 'Node/node-2': { x: 2000, y: 50 } } });
  const element = moved.element(id);
  const parent = moved.element(element?.parent ?? '');
  expect(element).toMatchObject({ x: 900, y: 700 });
  expect(parent?.width).toBeGreaterThan(900 + (element?.width ?? 0));
  expect(moved.element('Node/node-2')).toMatchObject({ left: 2000, top: 50 });
});

test('the same cluster gives the same board', () => {
  expect(boardOf(routerOf(SHOP)).elements).toEqual(
    board.elements.map((element) => ({ ...element, content: expect.anything() })),
  );
});

test('a pod no node has taken stands among those not scheduled', () => {
  const pending = boardOf(
    routerOf([
      node(1),
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'lost', namespace: 'shop' },
        spec: { nodeSelector: { disk: 'none' }, containers: [{ name: 'app', image: 'app' }] },
      },
    ]),
  );
  expect(pending.element('Pod/shop/lost')?.parent).toBe('pending');
});

test('what lies in a rectangle is found with its parts, and the innermost element at a point', () => {
  const pod = board.elements.find(({ content }) => content.kind === 'pod');
  if (pod === undefined) throw new Error('no pod');
  expect(board.within(pod).map(({ id }) => id)).toEqual(expect.arrayContaining([pod.id, pod.parent]));
  expect(board.at(pod.left + 5, pod.top + 5)?.id).toBe(pod.id);
  expect(board.at(board.bounds.left - 50, 0)).toBeUndefined();
});

test('3,000 pods on 100 nodes are laid out without overlap between nodes', () => {
  const nodes = Array.from({ length: 100 }, (_, index) => node(index + 1));
  const big = boardOf(routerOf([...nodes, deployment('app', 3000, [{ name: 'app', image: 'app' }])]));
  const groups = big.elements.filter(({ content }) => content.kind === 'node');
  expect(groups).toHaveLength(100);
  groups.forEach((group, index) => {
    for (const other of groups.slice(index + 1)) expect(touches(group, other)).toBe(false);
  });
  expect(big.segments.length).toBeGreaterThan(1);
});

test('a pod dropped over the edge of its node is put inside it', () => {
  const frame = NODE_FRAMES.objects;
  const [node, pod] = [
    { width: 300, height: 400 },
    { width: 140, height: 90 },
  ];
  expect(clampInNode({ x: -40, y: 3 }, frame, node, pod)).toEqual({ x: NODE_PADDING, y: frame.podsTop });
  expect(clampInNode({ x: 290, y: 380 }, frame, node, pod)).toEqual({
    x: node.width - pod.width - NODE_PADDING,
    y: node.height - pod.height - NODE_PADDING,
  });
});

test('system objects stay away until the walk touches them or a person asks', () => {
  const { cluster } = router;
  const system = cluster.pods.find(({ namespace }) => namespace === 'kube-system');
  if (system === undefined) throw new Error('no cluster DNS');
  expect(hiddenElements(cluster, new Set(), false)).toContain(podId(system));
  expect(hiddenElements(cluster, new Set([podId(system)]), false)).not.toContain(podId(system));
  expect(hiddenElements(cluster, new Set(), true).size).toBe(0);
});

const metallb = (kind: string, spec: object): RawObject => ({
  apiVersion: 'metallb.io/v1beta1',
  kind,
  metadata: { name: 'lan', namespace: 'metallb-system' },
  spec,
});
const METALLB = [metallb('IPAddressPool', { addresses: ['172.18.0.240/29'] }), metallb('L2Advertisement', {})];
const K3S = SHOP.map((object) =>
  object.kind === 'Node' ? { ...object, spec: { ...(object['spec'] as object), providerID: 'k3s://node' } } : object,
);

test.each([
  ['of a cloud', SHOP, 1],
  ['announced by MetalLB', [...SHOP, ...METALLB], 0],
  ['of the nodes of k3s', K3S, 0],
])('a load balancer stands on the board where packets come by one: addresses %s', (_, objects, count) => {
  const { cluster, trace } = routerOf(objects);
  const exposed = cluster.services.find(({ type }) => type === 'LoadBalancer');
  const ip = exposed?.loadBalancerIPs[0]?.ip;
  const traced = trace({ from: { internet: true }, to: `http://${ip}/` });
  const passed = (traced.ok ? traced.value.outcomes : []).map(({ legs }) =>
    legs.flatMap(({ request }) => request.hops.filter(({ namespace }) => namespace === 'load-balancer')),
  );
  expect(passed.length).toBeGreaterThan(0);
  for (const hops of passed) expect(hops.length > 0).toBe(count > 0);
  for (const lens of ['objects', 'wires'] as const) {
    const cards = boardOf({ cluster }, { lens }).elements.filter(({ content }) => content.kind === 'load-balancer');
    expect(cards).toHaveLength(count);
  }
});

/** The Service of type LoadBalancer with these addresses in its status: 172.18.0.3 is node-1's own. */
const withAddresses = (...ips: readonly string[]): readonly RawObject[] =>
  SHOP.map((object) =>
    object.metadata.name === 'frontend' && object.kind === 'Service'
      ? { ...object, status: { loadBalancer: { ingress: ips.map((ip) => ({ ip })) } } }
      : object,
  );

test.each([
  ['of a cloud', withAddresses('203.0.113.9'), { balanced: '203.0.113.9', announced: undefined }],
  ['of a node', withAddresses('172.18.0.3'), { balanced: undefined, announced: '172.18.0.3' }],
  [
    'of a node and of a cloud',
    withAddresses('172.18.0.3', '203.0.113.9'),
    { balanced: '203.0.113.9', announced: '172.18.0.3' },
  ],
  ['announced by MetalLB', [...SHOP, ...METALLB], { balanced: undefined, announced: '172.18.0.240' }],
])(
  'what stands in front of the nodes is said on the load balancer, what nodes have on the Service: %s',
  (_, objects, { balanced, announced }) => {
    const { elements, element } = boardOf(routerOf(objects));
    const [card] = elements.filter(({ content }) => content.kind === 'load-balancer');
    const lines = card?.content.kind === 'load-balancer' ? loadBalancerLines(card.content.services) : [];
    expect(lines).toEqual(balanced === undefined ? [] : [`${balanced} frontend`]);
    if (card !== undefined) expect(targetText(card)).toBe(`http://${balanced}:80`);
    const service = element(serviceId({ namespace: 'shop', name: 'frontend' }))?.content;
    expect(service?.kind === 'service' ? service.announced : 'none').toBe(announced);
  },
);
