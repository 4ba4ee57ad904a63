import type { ClusterService } from '../../../engine/objects.ts';
import type { ElementId, Position } from '../../../scenario/document/document.ts';
import { type Content, entryId, serviceId } from '../board/element.ts';
import { countLines, holdPods, placeHeld, podPlaces } from './hold-pods.ts';
import { indexBoard } from './index-board.ts';
import { placeNodes, type Size } from './layout.ts';
import { announcedBy, balancedOf, readLines } from '../board/lines.ts';
import { CHANNEL_ENDS, LEVEL, type Levels, planLinks } from './links.ts';
import { orderServices } from './order-services.ts';
import {
  type Above,
  GAP,
  halfFor,
  placeEntries,
  placeExposed,
  placeServices,
  placeWorld,
  zoomWith,
} from './place-outside.ts';
import { ENTRY_WIDTH, NODE_FRAMES, POD_RAIL, ROUTER_SIZE, serviceHeight } from '../board/sizes.ts';
import { isSystem } from '../../../simulation/system.ts';
import type { Board, BoardInput, Draft } from '../board/placed-board.ts';

const TRUNK_GAP = 56;
/** What usually stands above the nodes beside Services, with and without entry points. */
const ABOVE = { all: 250, few: 130 } as const;
/** The room that a common screen has for a board. */
const COMMON: Size = { width: 1000, height: 620 };
/** Seen smaller than that, boxes leave words out. */
const LEGIBLE = 0.73;

/** Lays the cluster out in linear time: the world on top, entry points, Services, nodes with their pods. */
export function createBoard(input: BoardInput): Board {
  const { cluster, hidden, lens, folds, screen, passing = NONE } = input;
  const frame = NODE_FRAMES[lens];
  const services = cluster.services.filter((service) => !hidden.has(serviceId(service)));
  const exposed = balancedOf(cluster, services);
  const announced = announcedBy(cluster);
  const entries = cluster.entries.filter((entry) => !hidden.has(entryId(entry)));
  const lines = lens === 'objects' ? readLines(cluster, { services, entries, exposed }, folds) : undefined;
  const lasting = lines?.filter(({ from, to }) => !passing.has(from) && !passing.has(to));
  const stays = services.filter((service) => !passing.has(serviceId(service)));
  const brought = services.filter((service) => passing.has(serviceId(service)));
  const named = new Set(stays.flatMap((each) => (isOwn(each) ? each.namespace : []))).size > 1;
  // Without entry points there is room for the Services beside the router.
  const besideRouter = exposed.length === 0 && entries.length === 0;
  const { held, half } = arrange(input, {
    linesTo: countLines(lasting ?? []),
    above: {
      services: stays.length,
      each: stays.reduce((most, service) => Math.max(most, serviceHeight(service, stays.length, named)), 0),
      gap: besideRouter ? ROUTER_SIZE.width + 2 * GAP : TRUNK_GAP,
      rest: besideRouter ? ABOVE.few : ABOVE.all,
    },
  });
  const width = Math.max(placeNodes(held.boxes, 0).width, ENTRY_WIDTH * 3);
  const center = Math.round(width / 2);
  const ordered = lasting === undefined ? stays : orderServices(stays, lasting, podPlaces(held, width));

  /** With channels of this height. */
  const lay = (levels: Levels, more: readonly ClusterService[]) => {
    const sheet: Draft[] = [];
    const top = placeWorld(sheet, center, input);
    const bottom = Math.max(
      placeExposed(sheet, exposed, { center, top }),
      placeEntries(sheet, entries, { center, top, width }),
    );
    const servicesTop = besideRouter ? top : bottom + channelHeight(levels.upper, GAP);
    const rows = placeServices(sheet, ordered, {
      center: besideRouter ? center - POD_RAIL + ROUTER_SIZE.width / 2 : center,
      gap: besideRouter ? ROUTER_SIZE.width + 2 * GAP : TRUNK_GAP,
      top: servicesTop,
      half,
      passing: more,
      announced,
      named,
    });
    const floor = Math.max(bottom, rows);
    const nodesTop = floor + channelHeight(levels.lower, 2 * GAP);
    const channels = { upper: { top: bottom, bottom: servicesTop }, lower: { top: floor, bottom: nodesTop } };
    return { sheet, channels, rows: placeHeld(sheet, held, { top: nodesTop, width }) };
  };
  const indexed = (
    levels: Levels,
    more: readonly ClusterService[],
    place: (draft: Draft) => Position = (draft) => draft,
  ): Board => {
    const { sheet, channels, rows } = lay(levels, more);
    const home = homeOf(sheet);
    return indexBoard(
      sheet.map((draft) => ({ ...draft, ...place(draft), ...namespaceBeside(draft, home) })),
      { rows, lines, cluster, channels, frame, gutter: held.gutter, folds, screen },
    );
  };
  // What a walk brings along finds its way in the room there is.
  const levels = lasting === undefined ? FLAT : planLinks(indexed(FLAT, []), lasting).levels;
  const { layout, drag } = input;
  // Where a person set or holds an element, it stands there and not at its automatic place.
  return indexed(levels, brought, ({ id, x, y }) => (drag?.id === id ? drag.position : (layout[id] ?? { x, y })));
}

const NONE: ReadonlySet<string> = new Set();

/** Pods in their nodes and how many Services stand on each side above them: as for a common screen, or, where too little could be read on the one there is, for that. */
function arrange(
  input: BoardInput,
  { linesTo, above }: { readonly linesTo: ReadonlyMap<ElementId, number>; readonly above: Above },
) {
  const arranged = (screen: Size) => {
    const zoomOf = (nodes: Size): number => zoomWith(halfFor(above, nodes, screen), above, nodes, screen);
    const held = holdPods(input, linesTo, zoomOf);
    const { width, rows } = placeNodes(held.lasting, 0);
    const tallest = held.lasting.reduce((most, { height }) => Math.max(most, height), 0);
    const nodes = { width, height: (rows.at(-1)?.top ?? 0) + tallest };
    const half = halfFor(above, nodes, screen);
    return { held, half, zoom: zoomWith(half, above, nodes, input.screen ?? screen) };
  };
  const common = arranged(COMMON);
  const { screen } = input;
  return screen === undefined || common.zoom >= LEGIBLE ? common : arranged(screen);
}

/** Neither the cluster's own machinery nor assumed. */
function isOwn(service: ClusterService): boolean {
  return service.assumed === undefined && !isSystem(service);
}

/** The one namespace of all that stands here, the cluster's own machinery and what was assumed aside; undefined where there are several. */
function homeOf(sheet: readonly Draft[]): string | undefined {
  const own = new Set<string>();
  for (const { content, quiet } of sheet) {
    const object = objectOf(content);
    if (object !== undefined && quiet !== true && !isSystem(object)) own.add(object.namespace);
  }
  const [first = 'kube-system'] = own;
  return own.size > 1 ? undefined : first;
}

/** Where all but a few things are of one namespace, only the few say theirs. */
function namespaceBeside({ content }: Draft, home: string | undefined): { readonly namespace: string } | undefined {
  const namespace = objectOf(content)?.namespace;
  return namespace === undefined || namespace === home ? undefined : { namespace };
}

function objectOf(content: Content): { readonly namespace: string; readonly name: string } | undefined {
  switch (content.kind) {
    case 'pod':
      return content.pod;
    case 'service':
      return content.service;
    case 'entry':
      return content.entry;
    default:
      return undefined;
  }
}

const FLAT: Levels = { upper: 0, lower: 0 };

function channelHeight(levels: number, least: number): number {
  return levels === 0 ? least : Math.max(least, 2 * CHANNEL_ENDS + (levels - 1) * LEVEL);
}
