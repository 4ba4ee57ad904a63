import type { Position } from '../../../scenario/document/document.ts';
import { type Content, type Entry, entryId, serviceId } from '../board/element.ts';
import { countLines, holdPods, placeHeld, podPlaces } from './hold-pods.ts';
import { indexBoard } from './index-board.ts';
import { placeNodes } from './layout.ts';
import { balancedOf, readLines } from '../board/lines.ts';
import { CHANNEL_ENDS, LEVEL, type Levels, planLinks } from './links.ts';
import { orderServices } from './order-services.ts';
import { GAP, placeEntries, placeExposed, placeServices, placeWorld } from './place-outside.ts';
import { ENTRY_WIDTH, NODE_FRAMES, POD_RAIL, ROUTER_SIZE } from '../board/sizes.ts';
import { isSystem } from '../board/system.ts';
import type { Board, BoardInput, Draft } from '../board/placed-board.ts';

const TRUNK_GAP = 56;
/** What usually stands above the nodes, with and without entry points. */
const ABOVE = { all: 350, few: 230 } as const;

/** Lays the cluster out in linear time: the world on top, entry points, Services, nodes with their pods. */
export function createBoard(input: BoardInput): Board {
  const { cluster, hidden, lens, folds } = input;
  const frame = NODE_FRAMES[lens];
  const services = cluster.services.filter((service) => !hidden.has(serviceId(service)));
  const exposed = balancedOf(cluster, services);
  const entries: readonly Entry[] = [
    ...cluster.ingresses.map((ingress): Entry => ({ kind: 'ingress', ingress })),
    ...cluster.gateways.map((gateway): Entry => ({ kind: 'gateway', gateway })),
  ].filter((entry) => !hidden.has(entryId(entry)));
  const lines = lens === 'objects' ? readLines(cluster, { services, entries, exposed }, folds) : undefined;
  const linesTo = countLines(lines ?? []);
  // Without entry points there is room for the Services beside the router.
  const besideRouter = exposed.length === 0 && entries.length === 0;
  const held = holdPods(input, linesTo, besideRouter ? ABOVE.few : ABOVE.all);
  const width = Math.max(placeNodes(held.boxes, 0).width, ENTRY_WIDTH * 3);
  const center = Math.round(width / 2);
  const ordered = lines === undefined ? services : orderServices(services, lines, podPlaces(held, width));

  /** With channels of this height. */
  const lay = (levels: Levels) => {
    const sheet: Draft[] = [];
    const top = placeWorld(sheet, center, lens);
    const bottom = Math.max(
      placeExposed(sheet, exposed, { center, top }),
      placeEntries(sheet, entries, { center, top, width }),
    );
    const servicesTop = besideRouter ? top : bottom + channelHeight(levels.upper, GAP);
    const rows = placeServices(sheet, ordered, {
      center: besideRouter ? center - POD_RAIL + ROUTER_SIZE.width / 2 : center,
      gap: besideRouter ? ROUTER_SIZE.width + 2 * GAP : TRUNK_GAP,
      top: servicesTop,
      width,
      abreast: folds?.abreast(held, width),
    });
    const floor = Math.max(bottom, rows);
    const nodesTop = floor + channelHeight(levels.lower, 2 * GAP);
    const channels = { upper: { top: bottom, bottom: servicesTop }, lower: { top: floor, bottom: nodesTop } };
    return { sheet, channels, rows: placeHeld(sheet, held, { top: nodesTop, width }) };
  };
  const indexed = (levels: Levels, place: (draft: Draft) => Position): Board => {
    const { sheet, channels, rows } = lay(levels);
    const home = homeOf(sheet);
    return indexBoard(
      sheet.map((draft) => ({ ...draft, ...place(draft), ...namespaceBeside(draft, home) })),
      { rows, lines, cluster, channels, frame, gutter: held.gutter, folds },
    );
  };
  const levels =
    lines === undefined
      ? FLAT
      : planLinks(
          indexed(FLAT, (draft) => draft),
          lines,
        ).levels;
  const { layout, drag } = input;
  // Where a person set or holds an element, it stands there and not at its automatic place.
  return indexed(levels, ({ id, x, y }) => (drag?.id === id ? drag.position : (layout[id] ?? { x, y })));
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
    case 'ingress':
      return content.ingress;
    case 'gateway':
      return content.gateway;
    default:
      return undefined;
  }
}

const FLAT: Levels = { upper: 0, lower: 0 };

function channelHeight(levels: number, least: number): number {
  return levels === 0 ? least : Math.max(least, 2 * CHANNEL_ENDS + (levels - 1) * LEVEL);
}
