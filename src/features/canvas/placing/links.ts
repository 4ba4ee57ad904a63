import type { ElementId } from '../../../scenario/document/document.ts';
import type { Board } from '../board/placed-board.ts';
import { assignLevels } from './channel.ts';
import { type BoardElement, INTERNET_ID, type Point } from '../board/element.ts';
import type { Line, Link } from '../board/lines.ts';
import { createPlaces, type Places, type Shown } from './places.ts';
import { orthogonal } from './wires.ts';

/** How many levels of lanes lines take above the Services, and between them and the nodes. */
export interface Levels {
  readonly upper: number;
  readonly lower: number;
}

/** Board pixels between levels, and those left free at the ends of a channel, where lines turn beside boxes. */
export const LEVEL = 7;
export const CHANNEL_ENDS = 13;

/** Links of the whole board; undefined when there are too many to tell apart. */
export function createLinks(board: Board): readonly Link[] | undefined {
  return board.links ?? (board.lines && planLinks(board, board.lines).links);
}

/** The links of one element alone. */
export function linksFrom(board: Board, id: ElementId): readonly Link[] {
  return planLinks(board, board.linesOf(id)).links;
}

export interface Plan {
  readonly links: readonly Link[];
  readonly levels: Levels;
}

/** Finds every line its way, none on that of another: a Service has its own lane and its own entries to pods. */
export function planLinks(board: Board, lines: readonly Line[]): Plan {
  const shown = lines.flatMap((line): readonly Shown[] => {
    const [from, to] = [board.element(line.from), board.element(line.to)];
    return from === undefined || to === undefined ? [] : [{ line, from, to }];
  });
  const ofKind = (kind: BoardElement['content']['kind'], end: 'from' | 'to') =>
    shown.filter((each) => each[end].content.kind === kind && each.from.id !== INTERNET_ID);
  const places = createPlaces(board);
  const [toServices, toPods] = [ofKind('service', 'to'), ofKind('service', 'from')];
  // Those of folded nodes read as well.
  const readers = [...ofKind('pod', 'from'), ...ofKind('node', 'from')];
  const aside = asideOf(places, readers);
  const above: readonly Descent[] = [
    ...places.onServices(toServices).map(({ from, into, each }) => ({ head: each.from.id, from, into })),
    ...[...aside].map(([id, { from, into }]) => ({ head: `${id} read`, from, into })),
  ];
  const upper = runChannel(above, board.channels.upper);
  const upperWay = (index: number): readonly Point[] => upper.ways[index] ?? [];
  const fromSides = new Map([...aside.keys()].map((id, index) => [id, upperWay(toServices.length + index)]));
  const leaving = places.onPods([
    ...toPods.map((each) => ({ each, head: each.from, pod: each.to, ...places.below(each.from) })),
    ...readers.map((each) => {
      const way = fromSides.get(each.to.id) ?? [];
      return { each, head: each.to, pod: each.from, from: way, x: way.at(-1)?.x ?? 0 };
    }),
  ]);
  const below = leaving.map(({ head, from, into }) => ({ head: head.id, from, into }));
  const lower = runChannel(below, board.channels.lower);
  return {
    links: [
      ...shown.filter(({ from }) => from.id === INTERNET_ID).map(frontLink),
      ...toServices.map(({ line }, index) => ({ ...line, way: upperWay(index) })),
      ...leaving.map(({ each: { line, from }, head }, index) => {
        const way = lower.ways[index] ?? [];
        return { ...line, way: head === from ? way : way.toReversed() };
      }),
    ],
    levels: { upper: upper.levels, lower: lower.levels },
  };
}

/** Where lines from below pass the Services on the way to what their pods read. */
function asideOf(places: Places, readers: readonly Shown[]): ReadonlyMap<ElementId, ReturnType<Places['aside']>> {
  const entries = new Map(readers.map(({ to }) => [to.id, to]));
  return new Map([...entries.values()].map((entry, index) => [entry.id, places.aside(entry, index)]));
}

function frontLink({ line, from, to }: Shown): Link {
  const start = { x: from.left + from.width / 2, y: from.top + from.height };
  return { ...line, way: orthogonal(start, { x: to.left + to.width / 2, y: to.top }) };
}

/** One way down a channel, from a box above it to one below. What has the same head runs together. */
interface Descent {
  readonly head: string;
  readonly from: readonly Point[];
  readonly into: readonly Point[];
}

/** Runs lines down a channel, each head on a lane of its own. */
export function runChannel(
  descents: readonly Descent[],
  { top, bottom }: { readonly top: number; readonly bottom: number },
): { readonly ways: readonly (readonly Point[])[]; readonly levels: number } {
  const nets = new Map<string, { starts: number[]; ends: number[] }>();
  for (const { head, from, into } of descents) {
    const net = nets.get(head) ?? { starts: [from.at(-1)?.x ?? 0], ends: [] };
    net.ends.push(into[0]?.x ?? 0);
    nets.set(head, net);
  }
  const levelOf = assignLevels([...nets.values()]);
  const byHead = new Map([...nets.keys()].map((head, index) => [head, levelOf[index] ?? 0]));
  const levels = 1 + levelOf.reduce((most, level) => Math.max(most, level), 0);
  const step = Math.max(1, Math.min(LEVEL, (bottom - top - 2 * CHANNEL_ENDS) / Math.max(1, levels - 1)));
  const ways = descents.map(({ head, from, into }) => {
    const y = Math.round(top + CHANNEL_ENDS + step * (byHead.get(head) ?? 0));
    const [sx, ex] = [from.at(-1)?.x ?? 0, into[0]?.x ?? 0];
    return withoutRepeats([...from, { x: sx, y }, { x: ex, y }, ...into]);
  });
  return { ways, levels: nets.size === 0 ? 0 : levels };
}

function withoutRepeats(points: readonly Point[]): readonly Point[] {
  return points.filter(({ x, y }, index) => index === 0 || points[index - 1]?.x !== x || points[index - 1]?.y !== y);
}
