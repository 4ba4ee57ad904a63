import type { Cluster, ClusterService } from '../../../engine/kubernetes/cluster.ts';
import type { ElementId, Position } from '../../../scenario/document.ts';
import {
  type BoardElement,
  type Content,
  INTERNET_ID,
  type Entry,
  entryId,
  LOAD_BALANCER_ID,
  nodeId,
  PENDING_ID,
  podId,
  type Rect,
  ROUTER_ID,
  serviceId,
} from './element.ts';
import { createPodGrid, type NodeRows, placeAround, placeNodes, placePods } from './layout.ts';
import {
  ENTRY_WIDTH,
  INTERNET_SIZE,
  entryHeight,
  entryWidth,
  loadBalancerHeight,
  loadBalancerWidth,
  NODE_PADDING,
  PODS_TOP,
  POD_RAIL,
  ROUTER_SIZE,
  SERVICE_WIDTH,
  serviceHeight,
} from './sizes.ts';

/** Everything on the canvas, placed. Immutable. */
export interface Board {
  /** Parents before their children. */
  readonly elements: readonly BoardElement[];
  readonly element: (id: ElementId) => BoardElement | undefined;
  readonly children: (id: ElementId) => readonly BoardElement[];
  /** Row of the grid a pod stands in (0 for one a person placed), or of the segment a node hangs on. */
  readonly row: (id: ElementId) => number;
  readonly bounds: Rect;
  /** Height of the wire that joins the nodes of each row of nodes, and which of its nodes hang on it. */
  readonly segments: readonly { readonly y: number; readonly nodes: readonly ElementId[] }[];
  /** What lies in or touches `rect`. */
  readonly within: (rect: Rect) => readonly BoardElement[];
  /** The innermost element at a point. */
  readonly at: (x: number, y: number) => BoardElement | undefined;
}

export interface BoardInput {
  readonly cluster: Cluster;
  /** Positions a person set. */
  readonly layout: Readonly<Record<ElementId, Position>>;
  readonly hidden: ReadonlySet<ElementId>;
  /** Where an element is held right now, in its parent's frame. */
  readonly drag?: { readonly id: ElementId; readonly position: Position };
}

const GAP = 24;
const TRUNK_GAP = 56;
const SPACING = 16;
/** So many Services stand side by side even over narrow nodes; more only where the nodes are as wide. */
const SERVICES_ABREAST = 4;
/** Room for the lanes of the lines from Services to pods. */
const CHANNEL = { base: 26, lane: 6, most: 8 } as const;
/** What usually stands above the nodes, with and without entry points. */
const ABOVE = { all: 350, few: 230 } as const;
/** Between the wire that joins the nodes and the nodes. */
const SEGMENT_DROP = 24;

interface Draft extends Omit<BoardElement, 'left' | 'top'> {
  readonly row?: number;
}

/** Lays the cluster out in linear time: the world on top, entry points, Services, nodes with their pods. */
export function createBoard({ cluster, layout, hidden, drag }: BoardInput): Board {
  const drafts: Draft[] = [];
  const placed = (id: ElementId, automatic: Position): Position => layout[id] ?? automatic;
  const add = (
    id: ElementId,
    content: Content,
    place: Position & { width: number; height: number },
    quiet = false,
  ): void => {
    drafts.push({ id, content, width: place.width, height: place.height, quiet, ...position(id, place) });
  };
  const position = (id: ElementId, automatic: Position): Position => {
    const { x, y } = drag?.id === id ? drag.position : placed(id, automatic);
    return { x, y };
  };

  const groups = cluster.nodes.map((node) => ({
    node,
    pods: cluster.podsOn(node.name).filter((pod) => !hidden.has(podId(pod))),
  }));
  const pending = cluster.pods.filter((pod) => pod.nodeName === undefined && !hidden.has(podId(pod)));
  const services = cluster.services.filter((service) => !hidden.has(serviceId(service)));
  const exposed = services.filter(isExposed);
  const entries: readonly Entry[] = [
    ...cluster.ingresses.map((ingress): Entry => ({ kind: 'ingress', ingress })),
    ...cluster.gateways.map((gateway): Entry => ({ kind: 'gateway', gateway })),
  ];
  // Without entry points there is room for the Services beside the router.
  const besideRouter = exposed.length === 0 && entries.length === 0;
  const held = [...groups.map(({ pods }) => pods), ...(pending.length > 0 ? [pending] : [])];
  const grid = createPodGrid({ groups: held, above: besideRouter ? ABOVE.few : ABOVE.all });
  const inside = held.map((pods) => {
    const { placed: onGrid, height } = placePods(pods, grid);
    const boxes = onGrid.map((box) => {
      const id = podId(box.pod);
      const set = layout[id];
      return { ...box, id, row: set === undefined ? box.row : 0, position: set ?? box.position };
    });
    return {
      boxes,
      width: Math.max(
        grid.width,
        ...boxes.filter(({ id }) => layout[id]).map((box) => box.position.x + grid.podWidth + NODE_PADDING),
      ),
      height: Math.max(
        height,
        ...boxes.filter(({ id }) => layout[id]).map((box) => box.position.y + box.height + NODE_PADDING),
      ),
    };
  });
  if (inside.length <= 6) {
    const tallest = inside.reduce((most, { height }) => Math.max(most, height), 0);
    inside.forEach((box, index) => {
      inside[index] = { ...box, height: tallest };
    });
  }

  const width = Math.max(placeNodes(inside, 0).width, ENTRY_WIDTH * 3);
  const center = Math.round(width / 2);
  add(INTERNET_ID, { kind: 'internet' }, { x: center - INTERNET_SIZE.width / 2, y: 0, ...INTERNET_SIZE });

  const entryTop = INTERNET_SIZE.height + GAP;
  add(ROUTER_ID, { kind: 'router' }, { x: center - POD_RAIL, y: entryTop, ...ROUTER_SIZE });
  let bottom = entryTop + ROUTER_SIZE.height;
  if (exposed.length > 0) {
    const size = { width: loadBalancerWidth(exposed), height: loadBalancerHeight(exposed) };
    const x = center - POD_RAIL - GAP - size.width;
    add(LOAD_BALANCER_ID, { kind: 'load-balancer', services: exposed }, { x, y: entryTop, ...size });
    bottom = Math.max(bottom, entryTop + size.height);
  }
  const entryWide = entryWidth(entries);
  const perRow = Math.max(2, Math.floor((width / 2 - ROUTER_SIZE.width) / (entryWide + SPACING)));
  let entryY = entryTop;
  for (let first = 0; first < entries.length; first += perRow) {
    const row = entries.slice(first, first + perRow);
    const height = Math.max(...row.map(entryHeight));
    row.forEach((entry, index) => {
      const x = center - POD_RAIL + ROUTER_SIZE.width + GAP + index * (entryWide + SPACING);
      add(entryId(entry), entry, { x, y: entryY, width: entryWide, height });
    });
    bottom = Math.max(bottom, entryY + height);
    entryY += height + SPACING;
  }

  const serviceSizes = services.map((service) => ({
    width: SERVICE_WIDTH,
    height: serviceHeight(service, services.length),
  }));
  const around = placeAround(serviceSizes, {
    center: besideRouter ? center - POD_RAIL + ROUTER_SIZE.width / 2 : center,
    gap: besideRouter ? ROUTER_SIZE.width + 2 * GAP : TRUNK_GAP,
    spacing: SPACING,
    top: besideRouter ? entryTop : bottom + GAP,
    maxWidth: Math.max(width, SERVICES_ABREAST * (SERVICE_WIDTH + SPACING)),
  });
  services.forEach((service, index) => {
    const at = around.positions[index];
    const size = serviceSizes[index];
    if (at && size)
      add(serviceId(service), { kind: 'service', service }, { ...at, ...size }, service.assumed !== undefined);
  });

  const channel = CHANNEL.base + CHANNEL.lane * Math.min(services.length, CHANNEL.most);
  const nodesTop = Math.max(bottom, services.length > 0 ? around.bottom : 0) + channel + SEGMENT_DROP;
  const rows = placeNodes(inside, nodesTop);
  const offset = Math.round((width - rows.width) / 2);
  inside.forEach(({ boxes, width: boxWidth, height }, index) => {
    const group = groups[index];
    const id = group === undefined ? PENDING_ID : nodeId(group.node.name);
    const content: Content = group
      ? { kind: 'node', node: group.node, pods: group.pods.length }
      : { kind: 'pending', pods: pending.length };
    const at = rows.positions[index] ?? { x: 0, y: 0 };
    add(id, content, { x: at.x + offset, y: at.y, width: boxWidth, height }, group?.node.assumed === true);
    for (const { id: pod, pod: of, position: place, height: podTall, row } of boxes) {
      drafts.push({
        id: pod,
        content: { kind: 'pod', pod: of },
        parent: id,
        width: grid.podWidth,
        height: podTall,
        quiet: of.assumed !== undefined,
        row,
        ...position(pod, place),
      });
    }
  });
  return indexBoard(drafts, rows);
}

/** Has an address that only the load balancer answers for. */
function isExposed(service: ClusterService): boolean {
  return service.type === 'LoadBalancer' && service.loadBalancerIPs.length > 0;
}

/** A place inside a node for a pod dropped there: below the bridge, not over the left edge. */
export function clampInNode({ x, y }: Position): Position {
  return { x: Math.max(NODE_PADDING, Math.round(x)), y: Math.max(PODS_TOP, Math.round(y)) };
}

function indexBoard(drafts: readonly Draft[], rows: NodeRows): Board {
  const byId = new Map<ElementId, BoardElement>();
  const children = new Map<ElementId, BoardElement[]>();
  const rowOf = new Map<ElementId, number>();
  const roots: BoardElement[] = [];
  for (const { row, ...draft } of drafts) {
    const parent = draft.parent === undefined ? undefined : byId.get(draft.parent);
    const element = { ...draft, left: draft.x + (parent?.left ?? 0), top: draft.y + (parent?.top ?? 0) };
    byId.set(draft.id, element);
    if (row !== undefined) rowOf.set(draft.id, row);
    if (draft.parent === undefined) roots.push(element);
    else {
      const siblings = children.get(draft.parent);
      if (siblings === undefined) children.set(draft.parent, [element]);
      else siblings.push(element);
    }
  }
  const groups = roots.filter(({ content }) => content.kind === 'node');
  let next = 0;
  const segments = rows.rows.map(({ count }, row) => {
    const nodes = groups.slice(next, next + count);
    next += count;
    for (const { id } of nodes) rowOf.set(id, row);
    return { y: Math.min(...nodes.map(({ top }) => top)) - SEGMENT_DROP, nodes: nodes.map(({ id }) => id) };
  });
  return {
    elements: [...byId.values()],
    element: (id) => byId.get(id),
    children: (id) => children.get(id) ?? [],
    row: (id) => rowOf.get(id) ?? 0,
    bounds: boundsOf(roots),
    segments: segments.filter(({ nodes }) => nodes.length > 0),
    within: (rect) => {
      const found: BoardElement[] = [];
      for (const root of roots) {
        const inner = children.get(root.id);
        if (touches(root, rect)) found.push(root);
        else if (inner === undefined) continue;
        for (const child of inner ?? []) if (touches(child, rect)) found.push(child);
      }
      return found;
    },
    at: (x, y) => {
      const point = { left: x, top: y, width: 0, height: 0 };
      for (const root of roots.toReversed()) {
        if (!touches(root, point)) continue;
        return children.get(root.id)?.findLast((child) => touches(child, point)) ?? root;
      }
      return undefined;
    },
  };
}

export function touches(a: Rect, b: Rect): boolean {
  return (
    a.left <= b.left + b.width && b.left <= a.left + a.width && a.top <= b.top + b.height && b.top <= a.top + a.height
  );
}

function boundsOf(rects: readonly Rect[]): Rect {
  let [left, top, right, bottom] = [0, 0, 0, 0];
  rects.forEach((rect, index) => {
    left = index === 0 ? rect.left : Math.min(left, rect.left);
    top = index === 0 ? rect.top : Math.min(top, rect.top);
    right = index === 0 ? rect.left + rect.width : Math.max(right, rect.left + rect.width);
    bottom = index === 0 ? rect.top + rect.height : Math.max(bottom, rect.top + rect.height);
  });
  return { left, top, width: right - left, height: bottom - top };
}
