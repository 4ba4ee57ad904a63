import type { ElementId } from '../../../scenario/document/document.ts';
import type { Board } from '../board/placed-board.ts';
import { type BoardElement, type Point, podId, serviceId } from '../board/element.ts';
import { endpointsOf, type Line, type Link } from '../board/lines.ts';
import { runChannel } from '../placing/links.ts';
import { orthogonal } from '../placing/wires.ts';
import { CLEARANCE, straightened } from '../routes/find-route.ts';
import { routeAround } from '../routes/route-around.ts';
import type { Group } from './groups.ts';

const ENTRIES = 10;

/** The lines of the board: from Services to the workloads they select, and to Services from where requests come in. */
export function linkGroups(board: Board, groups: readonly Group[], lines: readonly Line[]): readonly Link[] {
  const inside = groups.flatMap((group) => groupLinks(board, group));
  // To what is folded as one, to its card.
  const ends = new Map(lines.map((line) => [`${line.from} ${board.showing(line.to)?.id}`, line]));
  const outside = [...ends.values()].flatMap((line): readonly Link[] => {
    const [from, to] = [board.element(line.from), board.showing(line.to)];
    // Which pods read an Ingress is told by the other arrangement; a card that it is in says that it leads there.
    if (from === undefined || to === undefined || from.content.kind === 'pod' || from.parent === to.id) return [];
    return [{ ...line, to: to.id, way: wayBetween(board, from, to) }];
  });
  return [...outside, ...inside];
}

/** From the lower edge of one box to the upper edge of the other, beside all that stands between. */
function wayBetween(board: Board, from: BoardElement, to: BoardElement): readonly Point[] {
  const start = { x: Math.round(from.left + from.width / 2), y: from.top + from.height };
  const end = { x: Math.round(to.left + to.width / 2), y: to.top };
  const below = { ...start, y: start.y + CLEARANCE };
  const way = routeAround(board, below, { ...end, y: end.y - CLEARANCE });
  return way === undefined ? orthogonal(start, end) : straightened([start, ...way, end]);
}

function groupLinks(board: Board, { services, workloads }: Group): readonly Link[] {
  const pairs = services.flatMap((service) => {
    const from = board.element(serviceId(service));
    if (from === undefined) return [];
    const ready = new Map<ElementId, boolean>();
    for (const endpoint of endpointsOf(service)) {
      if (endpoint.pod !== undefined) ready.set(podId(endpoint.pod), endpoint.ready);
    }
    return workloads.flatMap(({ id, pods }) => {
      const selected = pods.map(podId).filter((pod) => ready.has(pod));
      const to = board.element(id);
      if (to === undefined || selected.length === 0) return [];
      return [{ from, to, idle: selected.every((pod) => ready.get(pod) === false) }];
    });
  });
  const descents = pairs.map(({ from, to }) => {
    const all = pairs.filter((pair) => pair.to === to).toSorted((a, b) => a.from.left - b.from.left);
    const at = all.findIndex((pair) => pair.from === from) - (all.length - 1) / 2;
    const alone = pairs.filter((pair) => pair.from === from).length === 1;
    const x = to.left + to.width / 2 + at * ENTRIES;
    return { head: from.id, from: [startOf(from, alone ? x : undefined)], into: [{ x, y: to.top }] };
  });
  if (pairs.length === 0) return [];
  const top = Math.max(...pairs.map(({ from }) => from.top + from.height));
  const bottom = Math.min(...pairs.map(({ to }) => to.top));
  const { ways } = runChannel(descents, { top, bottom });
  return pairs.map(({ from, to, idle }, index) => ({ from: from.id, to: to.id, idle, way: ways[index] ?? [] }));
}

/** Right above its end where the lower edge allows. */
function startOf({ left, top, width, height }: BoardElement, end: number | undefined): Point {
  const middle = left + width / 2;
  const straight = end !== undefined && end > left + ENTRIES && end < left + width - ENTRIES;
  return { x: straight ? end : middle, y: top + height };
}
