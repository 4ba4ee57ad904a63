import type { ClusterService } from '../../../engine/objects.ts';
import type { Lens } from '../../../scenario/document/document.ts';
import type { Draft } from '../board/placed-board.ts';
import { type Entry, entryId, INTERNET_ID, LOAD_BALANCER_ID, ROUTER_ID, serviceId } from '../board/element.ts';
import { type Around, placeAround } from './layout.ts';
import { endsThatDiffer } from '../board/names.ts';
import { BESIDE, CLEAR } from './places.ts';
import {
  entryHeight,
  entryWidth,
  INTERNET_SIZE,
  loadBalancerHeight,
  loadBalancerWidth,
  POD_RAIL,
  ROUTER_SIZE,
  SERVICE_WIDTH,
  serviceHeight,
} from '../board/sizes.ts';

export const GAP = 24;
const SPACING = 16;
/** So many Services stand side by side even over narrow nodes, where more than `rows` rows would be needed; more only where the nodes are as wide. */
const ABREAST = { least: 4, most: 8, rows: 3 } as const;

/** The internet and the router below it. Returns where what stands beside the router begins. */
export function placeWorld(sheet: Draft[], center: number, lens: Lens): number {
  const top = INTERNET_SIZE.height + GAP;
  sheet.push({
    id: INTERNET_ID,
    content: { kind: 'internet' },
    x: center - INTERNET_SIZE.width / 2,
    y: 0,
    ...INTERNET_SIZE,
  });
  sheet.push({
    id: ROUTER_ID,
    content: { kind: 'router' },
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
export function placeExposed(sheet: Draft[], services: readonly ClusterService[], { center, top }: Beside): number {
  const routerEnd = top + ROUTER_SIZE.height;
  if (services.length === 0) return routerEnd;
  const size = { width: loadBalancerWidth(services), height: loadBalancerHeight(services) };
  const x = center - POD_RAIL - GAP - size.width;
  sheet.push({ id: LOAD_BALANCER_ID, content: { kind: 'load-balancer', services }, x, y: top, ...size });
  return Math.max(routerEnd, top + size.height);
}

/** Ingresses and Gateways, right of the router in rows. Returns where they end. */
export function placeEntries(
  sheet: Draft[],
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
      sheet.push({ id: entryId(entry), content: entry, x, y, width: wide, height });
    }
    bottom = y + height;
    y += height + SPACING;
  }
  return bottom;
}

/** Returns where they end; 0: there are none. */
export function placeServices(
  sheet: Draft[],
  services: readonly ClusterService[],
  place: Omit<Around, 'spacing' | 'half'> & {
    readonly width: number;
    readonly abreast: ((services: number) => number) | undefined;
  },
): number {
  const sizes = services.map((service) => ({ width: SERVICE_WIDTH, height: serviceHeight(service, services.length) }));
  const usual = Math.min(ABREAST.most, Math.max(ABREAST.least, Math.ceil(services.length / ABREAST.rows)));
  const abreast = place.abreast?.(services.length) ?? usual;
  const half = Math.ceil(Math.max(abreast, Math.floor(place.width / (SERVICE_WIDTH + SPACING))) / 2);
  const spacing = spacingOf(Math.ceil(services.length / (2 * half)));
  const ends = endsThatDiffer(
    services.map(({ name }) => name),
    4,
  );
  const around = placeAround(sizes, { ...place, half, spacing });
  for (const [index, service] of services.entries()) {
    const [at, size] = [around.positions[index], sizes[index]];
    if (at === undefined || size === undefined) continue;
    const quiet = service.assumed !== undefined;
    sheet.push({
      id: serviceId(service),
      content: { kind: 'service', service },
      ...at,
      ...size,
      quiet,
      nameEnd: ends.get(service.name) ?? 4,
    });
  }
  return services.length > 0 ? around.bottom : 0;
}

/** Between those of the lower rows pass the lines of the upper ones. */
export function spacingOf(rows: number): number {
  return Math.max(SPACING, 2 * CLEAR + BESIDE * rows);
}
