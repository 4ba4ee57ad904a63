/** Lines that belong together: they come down at `starts`, run along a lane of their own, and go on down at `ends`. */
export interface Net {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Board pixels that lanes on one level stay apart. */
const APART = 12;
/** More nets than this are taken in their first order. */
const SIFTED = 150;
const ROUNDS = 4;

/**
 * The level of each net's lane, 0 at the top, so that few lines cross. Lanes beside each other may share a level; nets
 * that go straight down need none and have 0.
 */
export function assignLevels(nets: readonly Net[]): readonly number[] {
  const spans = nets.map(({ starts, ends }) => [Math.min(...starts, ...ends), Math.max(...starts, ...ends)] as const);
  const order = nets.map((_, index) => index).filter((index) => spans[index]?.[0] !== spans[index]?.[1]);
  // One that leads to the right is crossed least below those that start right of it.
  const lean = (index: number): number => middle(nets[index]?.ends) - middle(nets[index]?.starts);
  const at = (index: number): number => middle(nets[index]?.starts);
  order.sort((a, b) => {
    const [left, right] = [lean(a) < 0, lean(b) < 0];
    if (left !== right) return left ? -1 : 1;
    return left ? at(a) - at(b) : at(b) - at(a);
  });
  if (order.length <= SIFTED) sift(order, nets, spans);
  const levels = nets.map(() => 0);
  order.forEach((index, place) => {
    const above = order.slice(0, place).filter((other) => meet(spans[index], spans[other]));
    levels[index] = above.reduce((most, other) => Math.max(most, (levels[other] ?? 0) + 1), 0);
  });
  return levels;
}

type Span = readonly [number, number];

/** Moves each net to where in the order it is crossed least, until nothing gets better. */
function sift(order: number[], nets: readonly Net[], spans: readonly Span[]): void {
  const costs = nets.map((above, index) => nets.map((below, other) => crossings(above, below, spans, [index, other])));
  for (let round = 0; round < ROUNDS; round += 1) {
    let better = false;
    for (const index of order.slice()) {
      const from = order.indexOf(index);
      let [best, bestGain, gain] = [from, 0, 0];
      // Up, and then down: what each net that it passes adds or saves.
      for (let to = from - 1; to >= 0; to -= 1) {
        const other = order[to] ?? index;
        gain += (costs[other]?.[index] ?? 0) - (costs[index]?.[other] ?? 0);
        if (gain > bestGain) [best, bestGain] = [to, gain];
      }
      gain = 0;
      for (let to = from + 1; to < order.length; to += 1) {
        const other = order[to] ?? index;
        gain += (costs[index]?.[other] ?? 0) - (costs[other]?.[index] ?? 0);
        if (gain > bestGain) [best, bestGain] = [to, gain];
      }
      if (bestGain === 0) continue;
      order.splice(from, 1);
      order.splice(best, 0, index);
      better = true;
    }
    if (!better) return;
  }
}

/** How often the lines of two nets cross when the lane of one lies above that of the other. */
function crossings(above: Net, below: Net, spans: readonly Span[], [a, b]: readonly [number, number]): number {
  if (a === b) return 0;
  return within(above.ends, spans[b]) + within(below.starts, spans[a]);
}

function within(places: readonly number[], span: Span | undefined): number {
  if (span === undefined) return 0;
  return places.reduce((count, place) => (place > span[0] && place < span[1] ? count + 1 : count), 0);
}

function meet(a: Span | undefined, b: Span | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] < b[1] + APART && b[0] < a[1] + APART;
}

function middle(places: readonly number[] = []): number {
  return places.length === 0 ? 0 : places.reduce((sum, place) => sum + place, 0) / places.length;
}
