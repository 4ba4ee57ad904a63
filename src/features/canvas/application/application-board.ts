import type { ClusterPod, Machine } from '../../../engine/objects.ts';
import type { ElementId, Lens, Position } from '../../../scenario/document/document.ts';
import type { Board, BoardInput, Draft } from '../board/placed-board.ts';
import { entryId, type Exposed, INTERNET_ID, LOAD_BALANCER_ID, podId, serviceId, worldOf } from '../board/element.ts';
import { indexBoard } from '../placing/index-board.ts';
import { balancedOf, linesOf } from '../board/lines.ts';
import { endsThatDiffer } from '../board/names.ts';
import {
  entryHeight,
  entryWidth,
  FOLDED_ROW,
  INTERNET_SIZE,
  loadBalancerHeight,
  loadBalancerWidth,
  NODE_FRAMES,
  POD_WIDTHS,
  podHeight,
  SERVICE_COMPACT,
  SERVICE_WIDTH,
} from '../board/sizes.ts';
import { createBoardWithIdle } from '../placing/idle-board.ts';
import { idleCard, shownIdle, WORKLOAD_CARD } from '../placing/idle-workloads.ts';
import { createFolding, type GroupShown, type NamespaceShown } from './fold-groups.ts';
import { findGroups, type Group } from './groups.ts';
import { linkGroups } from './group-links.ts';
import { WIRELESS } from './wireless.ts';

const PADDING = 16;
const GAP = 20;
const TITLE = 48;
const WORKLOAD_TITLE = 34;
/** Between Services and the workloads they select. */
const CHANNEL = 40;
/** Pods of a workload stand in columns of so many. */
const COLUMN = 3;
/** Of a common screen; and, times the shape of another, those that are tried for it beside that: what is in frames comes out narrower than it is meant. */
const ASPECT = 1.9;
const TRIED = [1.2, 0.9, 1.6, 2.1] as const;

/** How many of their last characters tell names apart. */
interface Ends {
  readonly services: ReadonlyMap<string, number>;
  readonly workloads: ReadonlyMap<string, number>;
}

const CARD_SIZE = { width: 256, height: 88 } as const;
const FOLDED_CARD: Block = { drafts: [], ...WORKLOAD_CARD };

/** An arrangement of boxes in a frame of their own: their places in it, and its size. */
interface Block {
  readonly drafts: readonly Draft[];
  readonly width: number;
  readonly height: number;
  /** It is there only as long as a walk touches it. */
  readonly passing?: boolean;
}

/** Lays the cluster out as applications: a frame for each namespace, in it Services above the workloads they select; nodes are a mark on pods. */
export function createApplicationBoard(input: BoardInput): Board {
  const { cluster, hidden, layout, drag, folds, passing, screen } = input;
  const idle = shownIdle(input);
  const services = cluster.services.filter((service) => !hidden.has(serviceId(service)));
  const pods = cluster.pods.filter((pod) => !hidden.has(podId(pod)));
  const entries = cluster.entries.filter((entry) => !hidden.has(entryId(entry)));
  const wanted = new Set(
    entries.flatMap((entry) => linesOf(entryId(entry), { kind: 'entry', entry }, cluster).map(({ to }) => to)),
  );
  // What requests come in at stands first, near to where they come from.
  const isDoor = ({ services: own }: Group): boolean =>
    own.some((each) => wanted.has(serviceId(each)) || each.type !== 'ClusterIP');
  // What only a walk brings along stands last, and makes nothing else move.
  const isPassing = ({ services: own, workloads }: Group): boolean =>
    passing !== undefined &&
    own.every((each) => passing.has(serviceId(each))) &&
    workloads.every(({ pods: all }) => all.length > 0 && all.every((pod) => passing.has(podId(pod))));
  const rank = (group: Group): number => (isPassing(group) ? 2 : isDoor(group) ? 0 : 1);
  const groups = findGroups(services, pods, idle).toSorted((a, b) => rank(a) - rank(b));
  const lasts = (each: ElementId): boolean => passing?.has(each) !== true;
  const lasting = [...services.filter((each) => lasts(serviceId(each))), ...pods.filter((each) => lasts(podId(each)))];
  const stay = new Set([...lasting, ...entries, ...idle].map(({ namespace }) => namespace));
  const names = [...new Set([...stay, ...[...services, ...pods].map(({ namespace }) => namespace)])];
  const fold = createFolding(folds, names.length > 1);
  const shown = names.map((name) => {
    const own = groups.filter(({ namespace }) => namespace === name);
    const entriesHere = entries.filter((entry) => entry.namespace === name);
    return { ...fold.namespace(name, own, entriesHere), passing: !stay.has(name) };
  });
  const exposed = balancedOf(cluster, services);
  const top = INTERNET_SIZE.height + GAP + (exposed.length === 0 ? 0 : loadBalancerHeight(exposed) + GAP);
  const placedFor = (aspect: number, among = shown): Block => {
    const frames = among.map((each) => ({
      ...placeNamespace(each, { cluster, aspect, isPassing }),
      passing: each.passing,
    }));
    return flow(frames, { left: 0, top, gap: GAP, aspect });
  };
  const staying = shown
    .filter((each) => !each.passing)
    .map((each) => ({ ...each, groups: each.groups.filter((group) => !isPassing(group)) }));
  const aspect = screen === undefined ? ASPECT : aspectFor((each) => placedFor(each, staying), screen);
  const { drafts: placed, width } = placedFor(aspect);
  const center = (staying.length === shown.length ? width : placedFor(aspect, staying).width) / 2;
  const drafts = [...placeOutside({ exposed, machine: cluster.settings.machine }, center, hidden), ...placed].map(
    (draft) => ({
      ...draft,
      ...(drag?.id === draft.id ? drag.position : layout[draft.id]),
    }),
  );
  const board = indexBoard(drafts, {
    rows: { positions: [], width, rows: [] },
    lines: undefined,
    cluster,
    channels: { upper: { top: 0, bottom: 0 }, lower: { top: 0, bottom: 0 } },
    frame: NODE_FRAMES.objects,
    gutter: 0,
    folds,
    screen,
  });
  const lines = [LOAD_BALANCER_ID, ...entries.map(entryId)].flatMap((id) => {
    const element = board.element(id);
    return element === undefined ? [] : linesOf(id, element.content, cluster);
  });
  return { ...board, wireless: WIRELESS, links: linkGroups(board, groups, lines) };
}

/** What to aim at for a screen to show it the largest. */
function aspectFor(placedFor: (aspect: number) => Block, { width, height }: NonNullable<BoardInput['screen']>): number {
  let [best, largest] = [ASPECT, 0];
  for (const aspect of [ASPECT, ...TRIED.map((wider) => (width / height) * wider)]) {
    const block = placedFor(aspect);
    const zoom = Math.min(width / block.width, height / block.height);
    if (zoom > largest * CLEARLY) [best, largest] = [aspect, zoom];
  }
  return best;
}

const CLEARLY = 1.02;

function placeOutside(
  { exposed, machine }: { readonly exposed: readonly Exposed[]; readonly machine: Machine | undefined },
  center: number,
  hidden: ReadonlySet<ElementId>,
): readonly Draft[] {
  const internet: Draft = {
    id: INTERNET_ID,
    content: worldOf(machine),
    x: Math.round(center - INTERNET_SIZE.width / 2),
    y: 0,
    ...INTERNET_SIZE,
    ...(hidden.has(INTERNET_ID) && { ghost: true as const }),
  };
  if (exposed.length === 0) return [internet];
  const size = { width: loadBalancerWidth(exposed, Infinity), height: loadBalancerHeight(exposed) };
  const at = { x: Math.round(center - size.width / 2), y: INTERNET_SIZE.height + GAP };
  return [internet, { id: LOAD_BALANCER_ID, content: { kind: 'load-balancer', services: exposed }, ...at, ...size }];
}

/** A frame with its entry points on top and its groups in rows below; folded with what the walk touches of them, or as a card alone. */
function placeNamespace(
  { id, content, groups, entries, folded }: NamespaceShown,
  {
    cluster,
    aspect,
    isPassing,
  }: Pick<BoardInput, 'cluster'> & { readonly aspect: number; readonly isPassing: (group: Group) => boolean },
): Block {
  if (folded && groups.length === 0 && entries.length === 0) {
    return { drafts: [{ id, content, x: 0, y: 0, ...CARD_SIZE, folded }], ...CARD_SIZE };
  }
  const wide = entryWidth(entries);
  const doors = entries.map((entry, index): Draft => {
    const at = { x: PADDING + index * (wide + GAP), y: TITLE };
    const content = { kind: 'entry', entry } as const;
    return { id: entryId(entry), content, parent: id, ...at, width: wide, height: entryHeight(entry) };
  });
  const top = TITLE + Math.max(0, ...doors.map(({ height }) => height + CHANNEL));
  const ends: Ends = {
    services: endsThatDiffer(
      groups.flatMap(({ services }) => services.map((service) => service.name)),
      4,
    ),
    workloads: endsThatDiffer(
      groups.flatMap(({ workloads }) => workloads.map(({ workload }) => workload.name)),
      4,
    ),
  };
  const inside = flow(
    groups.map((group) => ({ ...placeGroup(group, id, { ...ends, cluster }), passing: isPassing(group) })),
    { left: PADDING, top, gap: GAP, aspect },
  );
  const width = Math.max(inside.width, entries.length * (wide + GAP) - GAP, SERVICE_WIDTH) + 2 * PADDING;
  const height = inside.height + (folded ? FOLDED_ROW + PADDING / 2 : PADDING);
  const frame: Draft = { id, content, x: 0, y: 0, width, height, folded };
  return { drafts: [frame, ...doors, ...inside.drafts], width, height };
}

/** Services in a row, under them the workloads. */
function placeGroup(
  { services, workloads }: GroupShown,
  parent: ElementId,
  { cluster, ...ends }: Ends & Pick<BoardInput, 'cluster'>,
): Block {
  const cards = services.map((service, index): Draft => {
    const content = { kind: 'service', service } as const;
    const size = { width: SERVICE_WIDTH, height: SERVICE_COMPACT, nameEnd: ends.services.get(service.name) ?? 4 };
    return { id: serviceId(service), content, parent, x: index * (SERVICE_WIDTH + GAP), y: 0, ...size };
  });
  const top = cards.length === 0 ? 0 : SERVICE_COMPACT + CHANNEL + Math.max(0, cards.length - 2) * 8;
  let x = 0;
  let bottom = cards.length === 0 ? 0 : SERVICE_COMPACT;
  const boxes = workloads.flatMap(({ id, workload, pods, shown, folded, idle }) => {
    if (idle !== undefined) {
      const card: Draft = { ...idleCard(cluster, idle), parent, x, y: top };
      x += card.width + GAP;
      bottom = Math.max(bottom, top + card.height);
      return [card];
    }
    const inside = folded && shown.length === 0 ? FOLDED_CARD : placePods(shown, id);
    const ready = pods.filter((pod) => pod.ready).length;
    const content = { kind: 'workload', workload, pods: pods.length, ready } as const;
    const rest = folded && shown.length > 0 && shown.length < pods.length ? FOLDED_ROW : 0;
    const size = { width: inside.width, height: inside.height + rest, nameEnd: ends.workloads.get(workload.name) ?? 4 };
    const frame: Draft = { id, content, parent, x, y: top, ...size, folded };
    x += inside.width + GAP;
    bottom = Math.max(bottom, top + size.height);
    return [frame, ...inside.drafts];
  });
  const width = Math.max(x, cards.length * (SERVICE_WIDTH + GAP)) - GAP;
  return { drafts: [...cards, ...boxes], width, height: bottom };
}

function placePods(pods: readonly ClusterPod[], parent: ElementId): Block {
  const [width] = POD_WIDTHS;
  const drafts: Draft[] = [];
  let bottom = WORKLOAD_TITLE;
  let y = WORKLOAD_TITLE;
  pods.forEach((pod, index) => {
    if (index % COLUMN === 0) y = WORKLOAD_TITLE;
    const x = 12 + Math.floor(index / COLUMN) * (width + 12);
    const height = podHeight(pod);
    drafts.push({ id: podId(pod), content: { kind: 'pod', pod }, parent, x, y, width, height });
    y += height + 12;
    bottom = Math.max(bottom, y);
  });
  const columns = Math.max(1, Math.ceil(pods.length / COLUMN));
  return { drafts, width: 12 + columns * (width + 12), height: bottom };
}

interface Flow {
  readonly left: number;
  readonly top: number;
  readonly gap: number;
  /** Width by height that they aim at. */
  readonly aspect: number;
}

/** Blocks in rows, about as wide as a screen is, and no wider than so many rows take; low ones below each other where the row has the height. */
function flow(blocks: readonly Block[], room: Flow): Block {
  const { gap, aspect } = room;
  const lasting = blocks.every(({ passing }) => passing) ? blocks : blocks.filter(({ passing }) => !passing);
  const area = lasting.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const least = Math.max(0, ...lasting.map(({ width }) => width));
  let most = Math.max(Math.sqrt(area * aspect), least);
  const { width, height } = inRows(lasting, room, most);
  for (let narrower = width - 1; narrower >= least; ) {
    const next = inRows(lasting, room, narrower / TOLERANCE);
    if (next.height > height || next.width > narrower) break;
    most = narrower / TOLERANCE;
    narrower = next.width - 1;
  }
  return inRows(blocks, room, most);
}

function inRows(blocks: readonly Block[], { left, top, gap, aspect }: Flow, most: number): Block {
  let row = { y: top, height: 0, right: 0 };
  let column = { x: 0, width: 0, bottom: top };
  let right = 0;
  const drafts: Draft[] = [];
  for (const block of blocks) {
    const below = block.width <= column.width && column.bottom + gap + block.height <= row.y + row.height;
    const isOver = block.passing
      ? isLargerBelow(block, { right: row.right, bottom: row.y + row.height }, aspect)
      : row.right + block.width > most * TOLERANCE;
    if (!below && row.right > 0 && isOver) {
      row = { y: row.y + row.height + gap, height: 0, right: 0 };
    }
    const at: Position = below ? { x: column.x, y: column.bottom + gap } : { x: row.right, y: row.y };
    // Those that stand in another of the same block move with it.
    const own = new Set(block.drafts.map(({ id }) => id));
    for (const draft of block.drafts) {
      const inside = draft.parent !== undefined && own.has(draft.parent);
      drafts.push(inside ? draft : { ...draft, x: Math.round(draft.x + at.x + left), y: Math.round(draft.y + at.y) });
    }
    column = { x: at.x, width: below ? column.width : block.width, bottom: at.y + block.height };
    row = { ...row, height: Math.max(row.height, block.height), right: column.x + column.width + gap };
    right = Math.max(right, row.right - gap);
  }
  return { drafts, width: right, height: row.y + row.height };
}

/** Whether a screen shows all larger with a block in a row of its own than at the end of the last one. */
function isLargerBelow(
  { width, height }: Block,
  { right, bottom }: { readonly right: number; readonly bottom: number },
  aspect: number,
): boolean {
  return Math.max(right / aspect, bottom + height) < Math.max((right + width) / aspect, bottom);
}

/** A row may be a bit longer rather than leave its last to a row of its own. */
const TOLERANCE = 1.1;

/** What lays a board out that the first look does without: as applications, or with workloads that have no pods. */
export const boardsIn: Readonly<Record<Lens, (input: BoardInput) => Board>> = {
  objects: createBoardWithIdle,
  wires: createBoardWithIdle,
  application: createApplicationBoard,
};
