import type { ClusterPod, ClusterService } from '../../../engine/objects.ts';
import type { ElementId } from '../../../scenario/document/document.ts';
import type { BoardInput, Draft } from '../board/placed-board.ts';
import { type Content, type Folded, nodeId, PENDING_ID, podId, serviceId } from '../board/element.ts';
import {
  createPodGrid,
  laneOffset,
  NODE_GAP,
  type NodeRows,
  placeNodes,
  placePods,
  type PodGrid,
  type Size,
} from './layout.ts';
import type { Line } from '../board/lines.ts';
import { cardWidth, CLEAR, entriesWidth } from './places.ts';
import { FOLDED_ROW, NODE_FRAMES, NODE_PADDING, POD_WIDTHS } from '../board/sizes.ts';

/** The pods of a node, or those without one, on their grid. */
interface HeldBox {
  readonly id: ElementId;
  readonly content: Content;
  readonly quiet: boolean;
  readonly folded: Folded | false | undefined;
  readonly pods: readonly (ReturnType<typeof placePods>['placed'][number] & { readonly id: ElementId })[];
  readonly podWidth: number;
  readonly width: number;
  readonly height: number;
}

export interface Held {
  /** Width of the gaps right of pods. */
  readonly gutter: number;
  /** Width that the titles of nodes may have; undefined: as wide as they are. */
  readonly titleRoom: number | undefined;
  readonly boxes: readonly HeldBox[];
  /** Of each box without what only a walk brings along. */
  readonly lasting: readonly Size[];
}

/** What of a node's width up to the lines into its first pod is not its title's: left and right of it. */
const TITLE_ENDS = 42;

/** Few boxes are all as high as the highest. */
const FEW_BOXES = 6;

export function holdPods(
  { cluster, layout, hidden, lens, folds, passing }: BoardInput,
  linesTo: ReadonlyMap<ElementId, number>,
  zoomOf: (nodes: Size) => number,
): Held {
  /** Those that stand there whatever is walked: on a card none do. */
  const stayIn = ({ held, folded }: Pick<HeldBox, 'folded'> & { readonly held: readonly ClusterPod[] }) =>
    folded ? [] : held.filter((pod) => passing?.has(podId(pod)) !== true);
  const doors = lens === 'objects' ? nodePorts(cluster.services.filter((each) => !hidden.has(serviceId(each)))) : '';
  const shown = (pods: readonly ClusterPod[]) => pods.filter((pod) => !hidden.has(podId(pod)));
  const groups: readonly (Pick<HeldBox, 'id' | 'content' | 'quiet' | 'folded'> & {
    readonly held: readonly ClusterPod[];
  })[] = cluster.nodes
    .filter(({ name }) => !hidden.has(nodeId(name)))
    .map((node) => {
      const id = nodeId(node.name);
      const all = shown(cluster.podsOn(node.name));
      const content: Content = { kind: 'node', node, pods: all.length, doors };
      const split = folds?.ofNode(id, all);
      const folded = split?.folded ?? (all.length > 0 ? false : undefined);
      return { id, content, quiet: node.assumed === true, folded, held: split?.shown ?? all };
    });
  const pending = shown(cluster.pods.filter((pod) => pod.nodeName === undefined));
  const waiting = {
    id: PENDING_ID,
    content: { kind: 'pending', pods: pending.length },
    quiet: false,
    folded: undefined,
    held: pending,
  } as const;
  const all = pending.length > 0 ? [...groups, waiting] : groups;
  const linesOf = (pod: ClusterPod): number => (linesTo.size === 0 ? 0 : (linesTo.get(podId(pod)) ?? 0));
  const grid = createPodGrid({
    groups: all.map(stayIn),
    zoomOf,
    linesOf,
    podsTop: NODE_FRAMES[lens].podsTop,
  });
  // What is alike lines up.
  const least = all.reduce(
    (most, { id, folded }) => (folded ? Math.max(most, cardWidth(linesTo.get(id) ?? 0)) : most),
    grid.width,
  );
  const onCard = cardGrid(grid, least, lens);
  const lasting: Size[] = [];
  const boxes = all.map(({ held, ...box }): HeldBox => {
    const own = stayIn({ held, ...box });
    const inside = box.folded ? onCard : grid;
    const { podWidth } = inside;
    const { placed, height } = placePods([...own, ...held.filter((pod) => !own.includes(pod))], inside);
    lasting.push({ width: least, height: own.length === held.length ? height : placePods(own, inside).height });
    const pods = placed.map((each) => {
      const id = podId(each.pod);
      const set = layout[id];
      return { ...each, id, row: set === undefined ? each.row : 0, position: set ?? each.position };
    });
    const set = pods.filter(({ id }) => layout[id]);
    return {
      ...box,
      pods,
      podWidth,
      width: Math.max(least, ...set.map(({ position }) => position.x + podWidth + NODE_PADDING)),
      height:
        Math.max(height, ...set.map((pod) => pod.position.y + pod.height + NODE_PADDING)) +
        (box.folded && held.length > 0 ? FOLDED_ROW : 0),
    };
  });
  const { podWidth } = grid;
  const gutter = all.every(({ folded }) => folded) ? NODE_GAP : grid.gutter;
  const first = groups.reduce((most, { held: [pod] }) => Math.max(most, pod === undefined ? 0 : linesOf(pod)), 0);
  const titleRoom = linesTo.size === 0 ? undefined : grid.left + podWidth - TITLE_ENDS - entriesWidth(podWidth, first);
  if (boxes.length > FEW_BOXES) return { gutter, titleRoom, boxes, lasting };
  const tallest = boxes.reduce((most, { height }) => Math.max(most, height), 0);
  return { gutter, titleRoom, boxes: boxes.map((box) => ({ ...box, height: tallest })), lasting };
}

/** Rows of pods on a card that have a wire of their own. */
const CARD_LANES = 3;

/** One below the other on a card of this width, as wide as they can be there. */
function cardGrid(grid: PodGrid, width: number, lens: BoardInput['lens']): PodGrid {
  const lanes = lens === 'wires' ? CARD_LANES : 0;
  const left = NODE_PADDING + laneOffset(lanes);
  const podWidth = POD_WIDTHS.findLast((each) => left + each + NODE_PADDING <= width) ?? POD_WIDTHS[0];
  return { ...grid, columns: 1, lanes, left, podWidth };
}

/** "30080 30443 +1": the first ports that they open on every node. */
function nodePorts(services: readonly ClusterService[]): string {
  const open = services
    .filter(({ type }) => type === 'NodePort')
    .flatMap(({ ports }) => ports.flatMap(({ nodePort }) => nodePort ?? []));
  return `${open.slice(0, SHOWN_PORTS).join(' ')}${open.length > SHOWN_PORTS ? ` +${open.length - SHOWN_PORTS}` : ''}`;
}

const SHOWN_PORTS = 2;

/** How many lines lead to each pod, and to each node that is folded. */
export function countLines(lines: readonly Line[]): ReadonlyMap<ElementId, number> {
  const counts = new Map<ElementId, number>();
  for (const { from, to } of lines) {
    for (const end of [from, to]) if (/^(Pod|Node)\//.test(end)) counts.set(end, (counts.get(end) ?? 0) + 1);
  }
  return counts;
}

/** Where lines to each pod come down, about. */
export function podPlaces({ boxes }: Held, width: number): ReadonlyMap<ElementId, number> {
  const rows = placeNodes(boxes, 0);
  const offset = Math.round((width - rows.width) / 2);
  const places = new Map<ElementId, number>();
  boxes.forEach(({ id: box, pods, podWidth, width: wide }, index) => {
    const left = (rows.positions[index]?.x ?? 0) + offset;
    places.set(box, left + wide / 2);
    for (const { id, position, row } of pods) {
      places.set(id, left + position.x + podWidth + (row === 0 ? -CLEAR : CLEAR + row));
    }
  });
  return places;
}

/** Nodes with their pods, in rows below everything else. */
export function placeHeld(
  sheet: Draft[],
  { boxes, titleRoom }: Held,
  { top, width }: { readonly top: number; readonly width: number },
): NodeRows {
  const rows = placeNodes(boxes, top);
  const offset = Math.round((width - rows.width) / 2);
  for (const [index, { id, content, quiet, folded, pods, podWidth, ...size }] of boxes.entries()) {
    const at = rows.positions[index] ?? { x: 0, y: 0 };
    sheet.push({
      id,
      content,
      quiet,
      x: at.x + offset,
      y: at.y,
      ...size,
      ...(folded !== undefined && { folded }),
      // Lines lead to the edge of a card, and no further.
      ...(titleRoom !== undefined && !folded && { titleRoom }),
    });
    for (const { id: podElement, pod, position, height, row } of pods) {
      const inside = { parent: id, row, quiet: pod.assumed !== undefined };
      sheet.push({ id: podElement, content: { kind: 'pod', pod }, width: podWidth, height, ...inside, ...position });
    }
  }
  return rows;
}
