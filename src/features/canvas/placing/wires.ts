import { type NamespaceId, nodeNamespace, podNamespace } from '../../../engine/packets.ts';
import type { ClusterPod } from '../../../engine/objects.ts';
import type { Board, Spot } from '../board/placed-board.ts';
import {
  type BoardElement,
  elementOfNamespace,
  INTERNET_ID,
  LOAD_BALANCER_ID,
  type Point,
  ROUTER_ID,
} from '../board/element.ts';
import { laneOffset } from './layout.ts';
import {
  CONTAINER_ROW,
  containersTop,
  NODE_RAIL,
  PAUSE_ROW,
  POD_KERNEL_Y,
  POD_RAIL,
  shownContainers,
  TUNNEL,
} from '../board/sizes.ts';

/** A spot on the wires: "node/node-1" is its kernel, "node/node-1|eth0" its port, "pod/shop/web|c/app" a process. */
export type SpotId = string;

export const kernelSpot = (namespace: NamespaceId): SpotId => namespace;
export const portSpot = (namespace: NamespaceId, port: 'eth0' | 'up'): SpotId => `${namespace}|${port}`;
/** The node's bridge; without one, the line on which its pods' veths lead to its kernel. */
export const bridgeSpot = (node: NamespaceId): SpotId => `${node}|bridge`;
/** The device that puts packets into others. */
export const tunnelSpot = (node: NamespaceId): SpotId => `${node}|tunnel`;
/** The node's end of a pod's veth: a port of the bridge, or the end of a wire of its own. */
export const vethSpot = (pod: NamespaceId): SpotId => `${pod}|veth`;
export const loopbackSpot = (pod: NamespaceId): SpotId => `${pod}|lo`;
export const processSpot = (pod: NamespaceId, container: string): SpotId => `${pod}|c/${container}`;

const SEGMENT = 'segment';
const LOAD_BALANCER_LANE = 16;

/** Where a spot is and what it hangs on; undefined when it is not on this board. */
export function spotOf(board: Board, id: SpotId): Spot | undefined {
  const [namespace = '', part = ''] = split(id);
  if (namespace === SEGMENT) return segmentSpot(board, Number(part));
  const name = elementOfNamespace(namespace);
  const element = board.showing(name);
  if (element === undefined) return undefined;
  if (element.id !== name) return board.folds?.spotOn(board, element, namespace, part);
  switch (element.content.kind) {
    case 'node':
      return nodeSpot(board, element, part);
    case 'pod':
      return podSpot(board, element, part);
    default:
      return outsideSpot(board, element, part);
  }
}

/** "pod/shop/web" of "pod/shop/web|c/app". */
export function spotNamespace(id: SpotId): NamespaceId {
  return split(id)[0] ?? id;
}

function split(id: SpotId): readonly string[] {
  const bar = id.indexOf('|');
  return bar === -1 ? [id] : [id.slice(0, bar), id.slice(bar + 1)];
}

function segmentSpot(board: Board, row: number): Spot | undefined {
  const segment = board.segments[row];
  if (segment === undefined) return undefined;
  if (row === 0) return { parent: undefined, way: [{ x: trunkX(board), y: segment.y }] };
  const above = board.segments[0]?.y ?? segment.y;
  const x = board.bounds.left - NODE_RAIL;
  return {
    parent: `${SEGMENT}|0`,
    way: [
      { x, y: segment.y },
      { x, y: above },
    ],
  };
}

function nodeSpot(board: Board, { id, left, top, content }: BoardElement, part: string): Spot | undefined {
  if (content.kind !== 'node') return undefined;
  const namespace = nodeNamespace(content.node.name);
  const x = left + NODE_RAIL;
  const kernel = { x, y: top + board.frame.kernelY };
  if (part === '') return { parent: portSpot(namespace, 'eth0'), way: [kernel, { x, y: top }] };
  if (part === 'bridge') return { parent: namespace, way: [{ x, y: top + board.frame.bridgeY }, kernel] };
  if (part === 'tunnel') {
    const side = left + TUNNEL.x;
    return { parent: namespace, way: [{ x: side, y: top + TUNNEL.y }, { x: side, y: kernel.y }, kernel] };
  }
  const row = board.row(id);
  const segment = board.segments[row];
  return (
    segment && {
      parent: `${SEGMENT}|${row}`,
      way: [
        { x, y: top },
        { x, y: segment.y },
      ],
    }
  );
}

function podSpot(board: Board, element: BoardElement, part: string): Spot | undefined {
  const { content, parent, left, top } = element;
  const node = parent === undefined ? undefined : board.element(parent);
  if (content.kind !== 'pod') return undefined;
  const { pod } = content;
  if (node?.content.kind !== 'node') return board.wireless?.podSpot(element, pod, part);
  const host = nodeNamespace(node.content.node.name);
  const namespace = podNamespace(pod.namespace, pod.name);
  const x = left + POD_RAIL;
  const kernel = { x, y: top + POD_KERNEL_Y };
  const bridgeY = node.top + board.frame.bridgeY;
  const row = board.row(element.id);
  const lane = row === 0 ? x : left - laneOffset(row);
  // Held outside its node: unplugged.
  if (part !== '' && !part.startsWith('c/') && part !== 'lo' && (x < node.left || x > node.left + node.width))
    return undefined;
  if (part === 'veth') return { parent: bridgeSpot(host), way: [{ x: lane, y: bridgeY }] };
  if (part === 'eth0') {
    const bend = top - 10;
    const way: readonly [Point, ...Point[]] =
      row === 0
        ? [
            { x, y: top },
            { x, y: bridgeY },
          ]
        : [
            { x, y: top },
            { x, y: bend },
            { x: lane, y: bend },
            { x: lane, y: bridgeY },
          ];
    return { parent: vethSpot(namespace), way };
  }
  if (part === 'lo' || part.startsWith('c/')) return insideSpot(element, pod, part);
  if (!pod.hostNetwork) return { parent: portSpot(namespace, 'eth0'), way: [kernel, { x, y: top }] };
  // No namespace of its own: what it sends starts in its node's kernel.
  const kernelY = node.top + board.frame.kernelY;
  return { parent: host, way: [kernel, { x, y: kernelY }, { x: node.left + NODE_RAIL, y: kernelY }] };
}

/** The loopback and the processes of a pod. */
export function insideSpot(element: BoardElement, pod: ClusterPod, part: string): Spot | undefined {
  const x = element.left + POD_RAIL;
  const kernel = { x, y: element.top + POD_KERNEL_Y };
  const index = part === 'lo' ? rows(element) : shownContainers(pod).findIndex(({ name }) => name === part.slice(2));
  if (index === -1) return undefined;
  const middle = part === 'lo' ? PAUSE_ROW / 2 : CONTAINER_ROW / 2;
  const y = element.top + containersTop(pod) + index * CONTAINER_ROW + middle;
  return { parent: podNamespace(pod.namespace, pod.name), way: [{ x, y }, kernel] };
}

function rows({ content, height }: BoardElement): number {
  if (content.kind !== 'pod') return 0;
  return Math.round((height - containersTop(content.pod) - PAUSE_ROW - 4) / CONTAINER_ROW);
}

function outsideSpot(board: Board, element: BoardElement, part: string): Spot | undefined {
  const { content, left, top, width, height } = element;
  const router = board.element(ROUTER_ID);
  const segment = board.segments[0];
  switch (content.kind) {
    case 'machine':
    case 'internet': {
      const port = { x: left + width / 2, y: top + height };
      if (router === undefined) return part === '' ? { parent: undefined, way: [port] } : undefined;
      if (part === '') return { parent: portSpot(INTERNET_ID, 'eth0'), way: [port] };
      return (
        router && { parent: portSpot(ROUTER_ID, 'up'), way: orthogonal(port, { x: trunkX(board), y: router.top }) }
      );
    }
    case 'router':
    case 'load-balancer': {
      const x = outsideRail(element);
      const kernel = { x, y: top + height / 2 };
      const down = { x, y: top + height };
      if (segment === undefined) return part === '' ? { parent: undefined, way: [kernel] } : undefined;
      if (part === 'up') return { parent: element.id, way: [{ x, y: top }, kernel] };
      if (part === '') return { parent: portSpot(element.id, 'eth0'), way: [kernel, down] };
      if (segment === undefined) return undefined;
      const parent = `${SEGMENT}|0`;
      if (content.kind === 'router') return { parent, way: [down, { x, y: segment.y }] };
      const lane = trunkX(board) - LOAD_BALANCER_LANE;
      const bend = Math.max(down.y, router === undefined ? 0 : router.top + router.height) + 12;
      return { parent, way: [down, { x, y: bend }, { x: lane, y: bend }, { x: lane, y: segment.y }] };
    }
    default:
      return undefined;
  }
}

/** A load balancer stands left of the router: its wires are at its right end. */
function outsideRail({ content, left, width }: BoardElement): number {
  return content.kind === 'load-balancer' ? left + width - POD_RAIL : left + POD_RAIL;
}

function trunkX(board: Board): number {
  const router = board.element(ROUTER_ID);
  return router === undefined ? 0 : router.left + POD_RAIL;
}

/** Down, across half way, down again. */
export function orthogonal(from: Point, to: Point): readonly [Point, ...Point[]] {
  if (from.x === to.x) return [from, to];
  const y = (from.y + to.y) / 2;
  return [from, { x: from.x, y }, { x: to.x, y }, to];
}

export function spotPoint(board: Board, id: SpotId): Point | undefined {
  return spotOf(board, id)?.way[0];
}

/**
 * The way along the wires from one spot to another, both ends included: up to where they meet, and down again. undefined
 * when one of them is not on the board or no wire joins them.
 */
export function wireWay(board: Board, from: SpotId, to: SpotId): readonly Point[] | undefined {
  if (board.wireless !== undefined) return treeWay(board, from, to) ?? board.wireless.way(board, from, to);
  const [start, end] = [split(from)[0], split(to)[0]];
  if (start === INTERNET_ID && end === LOAD_BALANCER_ID) return frontWay(board, from, to);
  if (start === LOAD_BALANCER_ID && end === INTERNET_ID) return frontWay(board, to, from)?.toReversed();
  return treeWay(board, from, to);
}

/** The load balancer's own line to the world, which makes the wires more than a tree. */
export function frontLine(board: Board): readonly Point[] | undefined {
  const internet = spotPoint(board, portSpot(INTERNET_ID, 'eth0'));
  const loadBalancer = board.element(LOAD_BALANCER_ID);
  if (internet === undefined || loadBalancer === undefined) return undefined;
  return orthogonal(internet, { x: outsideRail(loadBalancer), y: loadBalancer.top });
}

function frontWay(board: Board, internet: SpotId, loadBalancer: SpotId): readonly Point[] | undefined {
  const out = treeWay(board, internet, portSpot(INTERNET_ID, 'eth0'));
  const line = frontLine(board);
  const into = treeWay(board, portSpot(LOAD_BALANCER_ID, 'up'), loadBalancer);
  return out && line && into && withoutRepeats([...out, ...line, ...into]);
}

/** The way from one spot up the wires to where they meet, and down to the other; undefined: they do not. */
export function treeWay(board: Board, from: SpotId, to: SpotId): readonly Point[] | undefined {
  const up = ancestry(board, from);
  const down = ancestry(board, to);
  if (up === undefined || down === undefined) return undefined;
  const meet = up.findIndex(({ id }) => down.some((other) => other.id === id));
  const common = up[meet];
  if (common === undefined) return undefined;
  const downTo = down.findIndex(({ id }) => id === common.id);
  const rising = up.slice(0, meet).flatMap(({ way }) => way);
  const falling = down
    .slice(0, downTo)
    .flatMap(({ way }) => way)
    .toReversed();
  const middle = meet === 0 || downTo === 0 ? [common.way[0]] : [];
  return withoutRepeats([...rising, ...middle, ...falling]);
}

function ancestry(board: Board, id: SpotId): readonly (Spot & { readonly id: SpotId })[] | undefined {
  const chain: (Spot & { readonly id: SpotId })[] = [];
  let at: SpotId | undefined = id;
  while (at !== undefined) {
    const spot: Spot | undefined = spotOf(board, at);
    if (spot === undefined) return undefined;
    chain.push({ ...spot, id: at });
    at = spot.parent;
  }
  return chain;
}

function withoutRepeats(points: readonly Point[]): readonly Point[] {
  return points.filter((point, index) => {
    const before = points[index - 1];
    return before === undefined || before.x !== point.x || before.y !== point.y;
  });
}
