import type { Board } from '../board/placed-board.ts';
import type { BoardElement, Point } from '../board/element.ts';
import type { Line } from '../board/lines.ts';

/** A line and the boxes it joins. */
export interface Shown {
  readonly line: Line;
  readonly from: BoardElement;
  readonly to: BoardElement;
}

/** A line on its way to a pod: what it is a line of, the points it has passed, and where that is. */
export interface Leaving {
  readonly each: Shown;
  readonly head: BoardElement;
  readonly pod: BoardElement;
  readonly from: readonly Point[];
  readonly x: number;
}

/** Where lines leave boxes and enter them; no two at one place. */
export interface Places {
  /** The ways from entry points to the channel above the Services, and from there to the Services, in their order. */
  readonly onServices: (
    lines: readonly Shown[],
  ) => readonly { readonly each: Shown; readonly from: readonly Point[]; readonly into: readonly Point[] }[];
  /** The way from a Service to the channel below the Services. */
  readonly below: (service: BoardElement) => { readonly from: readonly Point[]; readonly x: number };
  /** The way past the Services for the `index`th of the entry points that are read from below. */
  readonly aside: (
    entry: BoardElement,
    index: number,
  ) => { readonly from: readonly Point[]; readonly into: readonly Point[] };
  /** The same lines with the ways that lead from the channel into the pods. */
  readonly onPods: (lines: readonly Leaving[]) => readonly Entered[];
}

/** Board pixels: how far lines that run down beside each other are apart, and entries of one box. */
export const BESIDE = 6;
const ENTRIES = 9;
/** From the right edge of a pod to the last of its entries. */
const ENTRY_EDGE = 16;
/** How much of a pod's upper edge, from the right, so many lines into it take. */
export function entriesWidth(podWidth: number, lines: number): number {
  return ENTRY_EDGE + entryStep(podWidth, lines) * Math.max(0, lines - 1);
}

/** How wide the card of a folded node is for so many lines into it. */
export function cardWidth(lines: number): number {
  return Math.min(CARD_MOST, 4 * ENTRY_EDGE + ENTRIES * lines);
}

const CARD_MOST = 480;

function entryStep(podWidth: number, lines: number): number {
  return Math.min(ENTRIES, (podWidth - 4 * ENTRY_EDGE) / Math.max(1, lines - 1));
}

/** From a box to a line that passes it or turns above it. */
export const CLEAR = 5;

export function createPlaces(board: Board): Places {
  const services = board.elements.filter(({ content }) => content.kind === 'service');
  const beneath = (box: BoardElement): number =>
    services.filter(
      (other) =>
        other.top >= box.top + box.height && other.left < box.left + box.width && box.left < other.left + other.width,
    ).length;
  const above = (box: BoardElement): boolean =>
    services.some(
      (other) =>
        other.top + other.height <= box.top && other.left < box.left + box.width && box.left < other.left + other.width,
    );
  const downs = new Map<BoardElement, ReturnType<Places['below']>>();
  const below = (service: BoardElement): ReturnType<Places['below']> => {
    const known = downs.get(service);
    if (known !== undefined) return known;
    const found = leaveService(service, beneath(service), board.channels.lower.bottom);
    downs.set(service, found);
    return found;
  };
  const right = services.reduce((most, { left, width }) => Math.max(most, left + width), Number.NEGATIVE_INFINITY);
  return {
    below,
    aside: (entry, index) => {
      const x = entry.left + entry.width - ENTRY_EDGE;
      const side = Math.max(x, right + 2 * CLEAR + BESIDE * index);
      return { from: [{ x, y: entry.top + entry.height }], into: [{ x: side, y: board.channels.upper.bottom }] };
    },
    onServices: (lines) => {
      const lists = groupBy(lines, ({ to }) => to);
      const into = new Map<Shown, readonly Point[]>();
      for (const [service, list] of lists) {
        const sorted = list.toSorted((a, b) => centerOf(a.from) - centerOf(b.from));
        const covered = above(service);
        sorted.forEach((each, index) => {
          const x = centerOf(service) + (index - (sorted.length - 1) / 2) * ENTRIES;
          const y = service.top - CLEAR - 4 * (sorted.length - 1 - index);
          const beside = service.left + service.width + CLEAR + BESIDE * index;
          const top = { x, y: service.top };
          into.set(each, covered ? [{ x: beside, y }, { x, y }, top] : [top]);
        });
      }
      return lines.map((each) => ({
        each,
        from: [{ x: centerOf(each.from), y: each.from.top + each.from.height }],
        into: into.get(each) ?? [],
      }));
    },
    onPods: (lines) => enterPods(board, lines),
  };
}

/** Straight down where nothing stands below, else in the gap on the left, the upper ones further from the boxes. */
function leaveService(service: BoardElement, beneath: number, floor: number): ReturnType<Places['below']> {
  const x = centerOf(service);
  // Somebody put it below the channel.
  if (service.top > floor) return { from: [{ x, y: service.top }], x };
  const y = service.top + service.height;
  if (beneath === 0) return { from: [{ x, y }], x };
  const side = service.left - CLEAR - BESIDE * (beneath - 1);
  return {
    from: [
      { x, y },
      { x, y: y + CLEAR },
      { x: side, y: y + CLEAR },
    ],
    x: side,
  };
}

function enterPods(board: Board, lines: readonly Leaving[]): ReturnType<Places['onPods']> {
  const into = new Map<Leaving, readonly Point[]>();
  const gutters = new Map<number, { readonly each: Leaving; readonly entry: Point; readonly bend: number }[]>();
  for (const [pod, list] of groupBy(lines, (each) => each.pod)) {
    const sorted = list.toSorted((a, b) => a.x - b.x);
    const step = entryStep(pod.width, sorted.length);
    const isOpen = board.row(pod.id) === 0 && (pod.parent === undefined || board.row(pod.parent) === 0);
    sorted.forEach((each, index) => {
      const left = sorted.length - 1 - index;
      const entry = { x: Math.round(pod.left + pod.width - ENTRY_EDGE - step * left), y: pod.top };
      if (isOpen) {
        into.set(each, [entry]);
        return;
      }
      const gutter = Math.round(pod.left + pod.width);
      gutters.set(gutter, [...(gutters.get(gutter) ?? []), { each, entry, bend: CLEAR + (left * 10) / sorted.length }]);
    });
  }
  for (const [edge, list] of gutters) {
    const step = Math.min(CLEAR, (board.gutter - 4) / list.length);
    const sorted = list.toSorted((a, b) => a.entry.y - b.entry.y || a.each.x - b.each.x);
    sorted.forEach(({ each, entry, bend }, index) => {
      const [x, y] = [edge + CLEAR + step * index, entry.y - bend];
      into.set(each, [{ x, y }, { x: entry.x, y }, entry]);
    });
  }
  return apart(lines.map((each) => straighten({ ...each, into: into.get(each) ?? [] }, lines)));
}

type Entered = Leaving & { readonly into: readonly Point[] };

/** No line comes down to its lane where another comes down from its own, or from its box. */
function apart(lines: readonly Entered[]): readonly Entered[] {
  const taken = lines.map(({ head, into }) => ({ head, x: into[0]?.x ?? 0 }));
  const chosen = new Map<BoardElement, number>();
  for (const { head, x } of lines) {
    if (chosen.has(head)) continue;
    const isFree = (by: number): boolean =>
      taken.every((other) => other.head === head || Math.abs(other.x - x - by) >= LEAST);
    const place = x + (ASIDE.find(isFree) ?? 0);
    chosen.set(head, place);
    taken.push({ head, x: place });
  }
  return lines.map((each) => {
    const x = chosen.get(each.head) ?? each.x;
    return { ...each, x, from: each.from.map((point) => (point.x === each.x ? { ...point, x } : point)) };
  });
}

/** Board pixels that lines are apart at least, and how far one moves to be so. */
const LEAST = 2;
const ASIDE = [0, 3, -3, 6, -6, 9, -9] as const;

/** A Service with a single line leaves right above the end of it, where its lower edge allows. */
function straighten(leaving: Entered, lines: readonly Leaving[]): Entered {
  const { head, from, into } = leaving;
  const [start] = from;
  const end = into[0]?.x;
  if (start === undefined || end === undefined || from.length !== 1 || start.y !== head.top + head.height)
    return leaving;
  if (end < head.left + ENTRY_EDGE || end > head.left + head.width - ENTRY_EDGE) return leaving;
  if (lines.some((other) => other.head === head && other.pod !== leaving.pod)) return leaving;
  return { ...leaving, from: [{ ...start, x: end }], x: end };
}

function centerOf({ left, width }: BoardElement): number {
  return Math.round(left + width / 2);
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
