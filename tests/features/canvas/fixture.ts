import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import type { Router } from '../../../src/engine/routing/engine/router.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import type { Board, BoardInput } from '../../../src/features/canvas/board/placed-board.ts';
import type { Point, Rect } from '../../../src/features/canvas/board/element.ts';
import { createBoard } from '../../../src/features/canvas/placing/board.ts';
import type { WalkDepth } from '../../../src/scenario/document/document.ts';
import type { Stage } from '../../../src/features/canvas/packets/places/place.ts';
import { createWirePlaces } from '../../../src/features/canvas/wires/wire-places.ts';
import type { Lens } from '../../../src/scenario/document/document.ts';
import { createTimeline, type Timeline } from '../../../src/simulation/playback/timeline.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

const container = (name: string, port: number) => ({ name, image: `${name}:1`, ports: [{ containerPort: port }] });

export function node(index: number): RawObject {
  const podCIDR = `10.${Math.floor(index / 250) + 1}.${index % 250}.0/24`;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `node-${index}` },
    spec: { podCIDR, podCIDRs: [podCIDR] },
    status: {
      addresses: [{ type: 'InternalIP', address: `172.18.${Math.floor(index / 250)}.${(index % 250) + 2}` }],
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}

export function deployment(name: string, replicas: number, containers: readonly object[]): RawObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers } },
    },
  };
}

function service(name: string, type = 'ClusterIP'): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { type, selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] },
  };
}

/** Three nodes, twelve pods, five Services. */
export const SHOP: readonly RawObject[] = [
  node(1),
  node(2),
  node(3),
  deployment('frontend', 3, [container('nginx', 8080)]),
  deployment('cart', 3, [container('cart', 8080), container('metrics', 9100)]),
  deployment('catalog', 3, [container('catalog', 8080)]),
  deployment('payments', 2, [container('payments', 8080)]),
  deployment('redis', 1, [container('redis', 8080)]),
  service('frontend', 'LoadBalancer'),
  service('cart'),
  service('catalog'),
  service('payments'),
  service('redis', 'NodePort'),
];

export function routerOf(objects: readonly RawObject[]): Router {
  return createRouter(buildCluster({ objects }));
}

export function boardOf(router: Pick<Router, 'cluster'>, input: Partial<BoardInput> = {}): Board {
  return createBoard({ cluster: router.cluster, lens: 'objects', layout: {}, hidden: new Set(), ...input });
}

export function timelinesOf(router: Router, request: TraceRequest, depth: WalkDepth = 'rules'): readonly Timeline[] {
  const traced = router.trace(request);
  if (!traced.ok) throw new Error(traced.error.code);
  return traced.value.outcomes.map((outcome) => createTimeline(outcome, { skipDns: true, depth }));
}

/** As useScene makes it. */
export function stageOf(board: Board, { network }: Pick<Router, 'network'>, lens: Lens): Stage {
  return { board, ...(lens === 'wires' && { onWire: createWirePlaces(network) }) };
}

/** Whether a way runs through the inside of a box. */
export function runsThrough(way: readonly Point[], { left, top, width, height }: Rect): boolean {
  return way.slice(1).some((end, index) => {
    const start = way[index] ?? end;
    return (
      Math.min(start.x, end.x) < left + width &&
      Math.max(start.x, end.x) > left &&
      Math.min(start.y, end.y) < top + height &&
      Math.max(start.y, end.y) > top
    );
  });
}
