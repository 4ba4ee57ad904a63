import type { ClusterEntry, ClusterService } from '../../../engine/objects.ts';
import type { Ip } from '../../../engine/packets.ts';
import type { Position } from '../../../scenario/document/document.ts';
import type { BoardInput, Draft } from '../board/placed-board.ts';
import {
  entryId,
  type Exposed,
  INTERNET_ID,
  LOAD_BALANCER_ID,
  ROUTER_ID,
  serviceId,
  worldOf,
} from '../board/element.ts';
import { type Around, placeAround, ROW_GAP, type Size } from './layout.ts';
import { BESIDE, CLEAR } from './places.ts';
import {
  entryHeight,
  entryWidth,
  INTERNET_SIZE,
  loadBalancerHeight,
  loadBalancerWidth,
  POD_RAIL,
  ROUTER_SIZE,
  SERVICE_COMPACT,
  SERVICE_WIDTH,
  serviceHeight,
} from '../board/sizes.ts';

export const GAP = 24;
const SPACING = 16;
/** Height of the internet and what is free below it. */
const WORLD = INTERNET_SIZE.height + GAP;

/** The internet and the router below it. Returns where what stands beside the router begins. */
export function placeWorld(
  sheet: Draft[],
  center: number,
  { lens, hidden, cluster }: Pick<BoardInput, 'lens' | 'hidden' | 'cluster'>,
): number {
  const top = WORLD;
  const { machine } = cluster.settings;
  sheet.push({
    id: INTERNET_ID,
    content: worldOf(machine),
    x: center - INTERNET_SIZE.width / 2,
    y: 0,
    ...INTERNET_SIZE,
    ...(lens === 'objects' && hidden.has(INTERNET_ID) && { ghost: true }),
  });
  sheet.push({
    id: ROUTER_ID,
    content: { kind: 'router', machine },
    x: center - POD_RAIL,
    y: top,
    ...ROUTER_SIZE,
    ...(lens === 'objects' && { ghost: true }),
  });
  return top;
}

interface Beside {
  readonly center: number;
  readonly top: number;
}

/** The load balancer, left of the router. Returns where it and the router end. */
export function placeExposed(sheet: Draft[], services: readonly Exposed[], { center, top }: Beside): number {
  const routerEnd = top + ROUTER_SIZE.height;
  if (services.length === 0) return routerEnd;
  const end = center - POD_RAIL - GAP;
  const size = { width: loadBalancerWidth(services, end), height: loadBalancerHeight(services) };
  const x = end - size.width;
  sheet.push({ id: LOAD_BALANCER_ID, content: { kind: 'load-balancer', services }, x, y: top, ...size });
  return Math.max(routerEnd, top + size.height);
}

/** Entry points, right of the router in rows. Returns where they end. */
export function placeEntries(
  sheet: Draft[],
  entries: readonly ClusterEntry[],
  { center, top, width }: Beside & { readonly width: number },
): number {
  const wide = entryWidth(entries, width / 2 - ROUTER_SIZE.width - GAP);
  const perRow = Math.max(2, Math.floor((width / 2 - ROUTER_SIZE.width) / (wide + SPACING)));
  let [y, bottom] = [top, top];
  for (let first = 0; first < entries.length; first += perRow) {
    const row = entries.slice(first, first + perRow);
    const height = Math.max(...row.map(entryHeight));
    for (const [index, entry] of row.entries()) {
      const x = center - POD_RAIL + ROUTER_SIZE.width + GAP + index * (wide + SPACING);
      sheet.push({ id: entryId(entry), content: { kind: 'entry', entry }, x, y, width: wide, height });
    }
    bottom = y + height;
    y += height + SPACING;
  }
  return bottom;
}

/** What stands above nodes. */
export interface Above {
  /** How many Services there are, and how high each of them is. */
  readonly services: number;
  readonly each: number;
  /** Free in the middle of their rows. */
  readonly gap: number;
  /** Height of everything else above the nodes. */
  readonly rest: number;
}

/** How large a screen shows a board with so many Services on each side of the middle above nodes that take so much together. */
export function zoomWith(half: number, { services, each, gap, rest }: Above, nodes: Size, screen: Size): number {
  const rows = Math.ceil(services / (2 * half));
  const spacing = spacingOf(rows);
  const width = gap + 2 * half * (SERVICE_WIDTH + spacing) - 2 * spacing;
  const height = rest + rows * (each + Math.min(spacing, ROW_GAP)) + nodes.height;
  return Math.min(screen.width / Math.max(width, nodes.width), screen.height / height);
}

/** How many Services on each side show the board the largest; of the same size those in the fewest rows. */
export function halfFor(above: Above, nodes: Size, screen: Size): number {
  const most = Math.min(
    Math.ceil(above.services / 2),
    Math.max(MOST_ABOVE, Math.floor(nodes.width / SERVICE_WIDTH / 2)),
  );
  let [best, largest] = [1, 0];
  for (let half = 1; half <= most; half += 1) {
    const zoom = zoomWith(half, above, nodes, screen);
    if (zoom >= largest) [best, largest] = [half, zoom];
  }
  return best;
}

/** On each side, where the nodes are narrow. */
const MOST_ABOVE = 4;

interface ServicePlace extends Omit<Around, 'spacing'> {
  /** What is there only as long as a walk touches it: it stands where the others leave room, and none of them for it. */
  readonly passing: readonly ClusterService[];
  readonly announced: (service: ClusterService) => Ip | undefined;
  /** They say their namespaces. */
  readonly named: boolean;
}

/** Returns where they end; 0: there are none. */
export function placeServices(sheet: Draft[], services: readonly ClusterService[], place: ServicePlace): number {
  const { passing, half, named, announced } = place;
  const sizes = services.map((service) => ({
    width: SERVICE_WIDTH,
    height: serviceHeight(service, services.length, named),
  }));
  const spacing = spacingOf(Math.ceil(services.length / (2 * half)));
  const around = placeAround(sizes, { ...place, spacing });
  const free = freePlaces(around.positions, { ...place, spacing });
  let bottom = services.length + passing.length > 0 ? around.bottom : 0;
  for (const [index, service] of [...services, ...passing].entries()) {
    const at = around.positions[index] ?? free(index - services.length);
    const size = sizes[index] ?? { width: SERVICE_WIDTH, height: SERVICE_COMPACT };
    const quiet = service.assumed !== undefined;
    bottom = Math.max(bottom, at.y + size.height);
    sheet.push({
      id: serviceId(service),
      content: { kind: 'service', service, announced: announced(service) },
      ...at,
      ...size,
      quiet,
    });
  }
  return bottom;
}

/** Where more have room: at the right end of the last row, then above the rows, beside the internet. */
function freePlaces(
  taken: readonly Position[],
  { center, gap, spacing, top, half }: Around,
): (index: number) => Position {
  const y = Math.max(top, ...taken.map((each) => each.y));
  const free = half - taken.filter((each) => each.y === y && each.x >= center).length;
  const step = SERVICE_WIDTH + spacing;
  const farthest = Math.max(center + INTERNET_SIZE.width, ...taken.map(({ x }) => x));
  return (index) =>
    index < free
      ? { x: center + gap / 2 + (half - free + index) * step, y }
      : { x: farthest + step * (index - free), y: 0 };
}

/** Between those of the lower rows pass the lines of the upper ones. */
function spacingOf(rows: number): number {
  return Math.max(SPACING, 2 * CLEAR + BESIDE * rows);
}
