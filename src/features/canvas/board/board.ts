import type { Cluster, ClusterPod, ClusterService } from '../../../engine/kubernetes/model/cluster.ts';
import type { ElementId, Position } from '../../../scenario/document/document.ts';
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
export function createBoard(input: BoardInput): Board {
  const { cluster, hidden } = input;
  const sheet = createSheet(input);
  const services = cluster.services.filter((service) => !hidden.has(serviceId(service)));
  const exposed = services.filter(isExposed);
  const entries: readonly Entry[] = [
    ...cluster.ingresses.map((ingress): Entry => ({ kind: 'ingress', ingress })),
    ...cluster.gateways.map((gateway): Entry => ({ kind: 'gateway', gateway })),
  ];
  // Without entry points there is room for the Services beside the router.
  const besideRouter = exposed.length === 0 && entries.length === 0;
  const held = holdPods(input, besideRouter ? ABOVE.few : ABOVE.all);
  const width = Math.max(placeNodes(held.boxes, 0).width, ENTRY_WIDTH * 3);
  const center = Math.round(width / 2);

  const top = placeWorld(sheet, center);
  const bottom = Math.max(
    placeExposed(sheet, exposed, { center, top }),
    placeEntries(sheet, entries, { center, top, width }),
  );
  const servicesBottom = placeServices(sheet, services, {
    center: besideRouter ? center - POD_RAIL + ROUTER_SIZE.width / 2 : center,
    gap: besideRouter ? ROUTER_SIZE.width + 2 * GAP : TRUNK_GAP,
    spacing: SPACING,
    top: besideRouter ? top : bottom + GAP,
    maxWidth: Math.max(width, SERVICES_ABREAST * (SERVICE_WIDTH + SPACING)),
  });
  const channel = CHANNEL.base + CHANNEL.lane * Math.min(services.length, CHANNEL.most);
  const nodesTop = Math.max(bottom, servicesBottom) + channel + SEGMENT_DROP;
  const rows = placeHeld(sheet, held, { top: nodesTop, width });
  return indexBoard(sheet.drafts, rows);
}

/** What is placed, in the order of placing. */
interface Sheet {
  readonly drafts: Draft[];
  readonly add: (draft: Omit<Draft, 'quiet'> & { readonly quiet?: boolean }) => void;
}

/** Where a person set or holds an element, it stands there and not at its automatic place. */
function createSheet({ layout, drag }: BoardInput): Sheet {
  const drafts: Draft[] = [];
  return {
    drafts,
    add: ({ quiet = false, ...draft }) => {
      const { x, y } = drag?.id === draft.id ? drag.position : (layout[draft.id] ?? draft);
      drafts.push({ ...draft, quiet, x, y });
    },
  };
}

/** The pods of a node, or those without one, on their grid. */
interface HeldBox {
  readonly id: ElementId;
  readonly content: Content;
  readonly quiet: boolean;
  readonly pods: readonly (ReturnType<typeof placePods>['placed'][number] & { readonly id: ElementId })[];
  readonly width: number;
  readonly height: number;
}

interface Held {
  readonly podWidth: number;
  readonly boxes: readonly HeldBox[];
}

/** Few boxes are all as high as the highest. */
const FEW_BOXES = 6;

function holdPods({ cluster, layout, hidden }: BoardInput, above: number): Held {
  const shown = (pods: readonly ClusterPod[]) => pods.filter((pod) => !hidden.has(podId(pod)));
  const groups: readonly (Pick<HeldBox, 'id' | 'content' | 'quiet'> & { readonly held: readonly ClusterPod[] })[] =
    cluster.nodes.map((node) => {
      const held = shown(cluster.podsOn(node.name));
      const content: Content = { kind: 'node', node, pods: held.length };
      return { id: nodeId(node.name), content, quiet: node.assumed === true, held };
    });
  const pending = shown(cluster.pods.filter((pod) => pod.nodeName === undefined));
  const waiting = {
    id: PENDING_ID,
    content: { kind: 'pending', pods: pending.length },
    quiet: false,
    held: pending,
  } as const;
  const all = pending.length > 0 ? [...groups, waiting] : groups;
  const grid = createPodGrid({ groups: all.map(({ held }) => held), above });
  const boxes = all.map(({ held, ...box }): HeldBox => {
    const { placed, height } = placePods(held, grid);
    const pods = placed.map((each) => {
      const id = podId(each.pod);
      const set = layout[id];
      return { ...each, id, row: set === undefined ? each.row : 0, position: set ?? each.position };
    });
    const set = pods.filter(({ id }) => layout[id]);
    return {
      ...box,
      pods,
      width: Math.max(grid.width, ...set.map(({ position }) => position.x + grid.podWidth + NODE_PADDING)),
      height: Math.max(height, ...set.map((pod) => pod.position.y + pod.height + NODE_PADDING)),
    };
  });
  if (boxes.length > FEW_BOXES) return { podWidth: grid.podWidth, boxes };
  const tallest = boxes.reduce((most, { height }) => Math.max(most, height), 0);
  return { podWidth: grid.podWidth, boxes: boxes.map((box) => ({ ...box, height: tallest })) };
}

/** The internet and the router below it. Returns where what stands beside the router begins. */
function placeWorld({ add }: Sheet, center: number): number {
  const top = INTERNET_SIZE.height + GAP;
  add({ id: INTERNET_ID, content: { kind: 'internet' }, x: center - INTERNET_SIZE.width / 2, y: 0, ...INTERNET_SIZE });
  add({ id: ROUTER_ID, content: { kind: 'router' }, x: center - POD_RAIL, y: top, ...ROUTER_SIZE });
  return top;
}

interface Beside {
  readonly center: number;
  readonly top: number;
}

/** The load balancer, left of the router. Returns where it and the router end. */
function placeExposed({ add }: Sheet, services: readonly ClusterService[], { center, top }: Beside): number {
  const routerEnd = top + ROUTER_SIZE.height;
  if (services.length === 0) return routerEnd;
  const size = { width: loadBalancerWidth(services), height: loadBalancerHeight(services) };
  const x = center - POD_RAIL - GAP - size.width;
  add({ id: LOAD_BALANCER_ID, content: { kind: 'load-balancer', services }, x, y: top, ...size });
  return Math.max(routerEnd, top + size.height);
}

/** Ingresses and Gateways, right of the router in rows. Returns where they end. */
function placeEntries(
  { add }: Sheet,
  entries: readonly Entry[],
  { center, top, width }: Beside & { readonly width: number },
): number {
  const wide = entryWidth(entries);
  const perRow = Math.max(2, Math.floor((width / 2 - ROUTER_SIZE.width) / (wide + SPACING)));
  let [y, bottom] = [top, top];
  for (let first = 0; first < entries.length; first += perRow) {
    const row = entries.slice(first, first + perRow);
    const height = Math.max(...row.map(entryHeight));
    for (const [index, entry] of row.entries()) {
      const x = center - POD_RAIL + ROUTER_SIZE.width + GAP + index * (wide + SPACING);
      add({ id: entryId(entry), content: entry, x, y, width: wide, height });
    }
    bottom = y + height;
    y += height + SPACING;
  }
  return bottom;
}

/** Returns where they end; 0: there are none. */
function placeServices(
  { add }: Sheet,
  services: readonly ClusterService[],
  place: Parameters<typeof placeAround>[1],
): number {
  const sizes = services.map((service) => ({ width: SERVICE_WIDTH, height: serviceHeight(service, services.length) }));
  const around = placeAround(sizes, place);
  for (const [index, service] of services.entries()) {
    const [at, size] = [around.positions[index], sizes[index]];
    if (at === undefined || size === undefined) continue;
    const quiet = service.assumed !== undefined;
    add({ id: serviceId(service), content: { kind: 'service', service }, ...at, ...size, quiet });
  }
  return services.length > 0 ? around.bottom : 0;
}

/** Nodes with their pods, in rows below everything else. */
function placeHeld(
  { add }: Sheet,
  { boxes, podWidth }: Held,
  { top, width }: { readonly top: number; readonly width: number },
): NodeRows {
  const rows = placeNodes(boxes, top);
  const offset = Math.round((width - rows.width) / 2);
  for (const [index, { id, content, quiet, pods, ...size }] of boxes.entries()) {
    const at = rows.positions[index] ?? { x: 0, y: 0 };
    add({ id, content, quiet, x: at.x + offset, y: at.y, ...size });
    for (const { id: podElement, pod, position, height, row } of pods) {
      const inside = { parent: id, row, quiet: pod.assumed !== undefined };
      add({ id: podElement, content: { kind: 'pod', pod }, width: podWidth, height, ...inside, ...position });
    }
  }
  return rows;
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
