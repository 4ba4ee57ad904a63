import type { ClusterService } from '../../../engine/kubernetes/model/cluster.ts';
import type { ElementId } from '../../../scenario/document/document.ts';
import type { Board } from './board.ts';
import { type BoardElement, INTERNET_ID, type Point, podId, serviceId } from './element.ts';
import { backendShares } from './backend-shares.ts';
import { orthogonal } from './wires.ts';

/** A line between two objects: what sends to what. */
export interface Link {
  readonly from: ElementId;
  readonly to: ElementId;
  readonly way: readonly Point[];
  /** The endpoint is not ready: nothing is sent there. */
  readonly idle: boolean;
  /** Which share of the requests goes this way, "90 %"; absent: nobody said. */
  readonly label?: string;
}

const LANE = 6;
/** A Service this far above the lowest one has another row below it. */
const ROW_BELOW = 56;
const MAX_LANES = 8;
const PORT_SPACING = 10;
/** Beyond this many only the selected or lit element's links are drawn. */
const MAX_LINKS = 300;

/** Links of the whole board; undefined when there are too many to tell apart. */
export function createLinks(board: Board): readonly Link[] | undefined {
  const links: Link[] = [];
  for (const { id } of board.elements) {
    links.push(...linksFrom(board, id));
    if (links.length > MAX_LINKS) return undefined;
  }
  return links;
}

/** What an element sends to: an Ingress, a Gateway and the load balancer to Services, a Service to the pods of its EndpointSlices. */
export function linksFrom(board: Board, id: ElementId): readonly Link[] {
  const element = board.element(id);
  if (element === undefined) return [];
  const { content } = element;
  switch (content.kind) {
    case 'internet':
      return outsideLinks(board, element);
    case 'load-balancer':
      return content.services.flatMap((service) => down(board, element, serviceId(service)));
    case 'ingress': {
      const { namespace, rules, defaultBackend } = content.ingress;
      const backends = rules.flatMap(({ paths }) => paths.map(({ backend }) => backend.service));
      const names = new Set(defaultBackend === undefined ? backends : [...backends, defaultBackend.service]);
      return [...names].flatMap((name) => down(board, element, serviceId({ namespace, name })));
    }
    case 'gateway': {
      const { routes } = content.gateway;
      const shares = backendShares(routes);
      const backends = new Set(
        routes.flatMap((route) =>
          route.backends.map(({ namespace, service }) => serviceId({ namespace, name: service })),
        ),
      );
      return [...backends].flatMap((to) => down(board, element, to, shares.get(to)));
    }
    case 'service':
      return serviceLinks(board, element, content.service);
    default:
      return [];
  }
}

function outsideLinks(board: Board, internet: BoardElement): readonly Link[] {
  return board.elements
    .filter(({ content }) => content.kind === 'ingress' || content.kind === 'gateway')
    .flatMap(({ id }) => down(board, internet, id));
}

/** From the lower edge of one element to the upper edge of another. */
function down(board: Board, from: BoardElement, to: ElementId, label?: string): readonly Link[] {
  const target = board.element(to);
  if (target === undefined) return [];
  const middle = { x: target.left + target.width / 2, y: target.top };
  const start = { x: nearest(from, middle.x), y: from.top + from.height };
  return [
    { from: from.id, to, way: orthogonal(start, middle), idle: false, ...(label === undefined ? {} : { label }) },
  ];
}

/** Where on the lower edge a line to `x` starts: right above it when possible, else near the side it leaves to. */
function nearest({ left, width, id }: BoardElement, x: number): number {
  const inset = id === INTERNET_ID ? 40 : 24;
  return Math.min(Math.max(x, left + inset), left + width - inset);
}

function serviceLinks(board: Board, element: BoardElement, service: ClusterService): readonly Link[] {
  const order = Math.round(element.left / element.width);
  const segment = board.segments[0]?.y ?? element.top + element.height + 80;
  const floor = lowestService(board);
  const lane = floor + 12 + LANE * (Math.abs(order) % MAX_LANES);
  const laneY = Math.min(lane, segment - 8);
  const start = { x: element.left + element.width / 2, y: element.top + element.height };
  const aside =
    floor - start.y > ROW_BELOW
      ? [
          { x: start.x, y: start.y + 8 },
          { x: element.left - 8, y: start.y + 8 },
        ]
      : [];
  const x = aside.at(-1)?.x ?? start.x;
  const seen = new Set<ElementId>();
  return endpointsOf(service).flatMap(({ pod, ready }) => {
    const target = pod === undefined ? undefined : board.element(podId(pod));
    if (target === undefined || seen.has(target.id)) return [];
    seen.add(target.id);
    const entry = { x: target.left + target.width - 24 - PORT_SPACING * (Math.abs(order) % 6), y: target.top };
    const below = board.row(target.id) > 0;
    const gutter = target.left + target.width + 5;
    const into = below
      ? [{ x: gutter, y: laneY }, { x: gutter, y: target.top - 6 }, { x: entry.x, y: target.top - 6 }, entry]
      : [{ x: entry.x, y: laneY }, entry];
    return [{ from: element.id, to: target.id, way: [start, ...aside, { x, y: laneY }, ...into], idle: !ready }];
  });
}

export interface EndpointTarget {
  readonly pod?: { readonly namespace: string; readonly name: string };
  readonly ready: boolean;
}

/** Endpoints of the Service's first family. */
export function endpointsOf(service: ClusterService): readonly EndpointTarget[] {
  return service.endpoints(service.ipFamilies[0] ?? 4);
}

const floors = new WeakMap<Board, number>();

/** Lower edge of the lowest Service that stands above the nodes. */
function lowestService(board: Board): number {
  const known = floors.get(board);
  if (known !== undefined) return known;
  const limit = board.segments[0]?.y ?? Number.POSITIVE_INFINITY;
  const floor = board.elements
    .filter(({ content, top, height }) => content.kind === 'service' && top + height < limit)
    .reduce((lowest, { top, height }) => Math.max(lowest, top + height), Number.NEGATIVE_INFINITY);
  floors.set(board, floor);
  return floor;
}
