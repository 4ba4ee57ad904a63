import type { Timeline } from '../../engine/changes.ts';

/** Long quiet stretches of a timeline shown short: every time has its place, and the order stays. */
export interface TimeAxis {
  /** Milliseconds of showing the whole timeline at speed 1. */
  readonly length: number;
  readonly toShown: (time: number) => number;
  readonly toTime: (shown: number) => number;
  /** Where time passes faster than it is shown, in shown milliseconds. */
  readonly breaks: readonly { readonly from: number; readonly to: number; readonly skipped: number }[];
}

/** A stretch without events is shown as it is up to this long, the rest of it fifty times as fast; milliseconds. */
const QUIET = 4000;
const HASTE = 50;

interface Knot {
  readonly time: number;
  readonly shown: number;
}

export function createAxis({ events, duration }: Pick<Timeline, 'events' | 'duration'>): TimeAxis {
  const knots: Knot[] = [{ time: 0, shown: 0 }];
  const breaks: { from: number; to: number; skipped: number }[] = [];
  let last: Knot = { time: 0, shown: 0 };
  for (const time of new Set([...events.map(({ at }) => at), duration])) {
    const gap = time - last.time;
    if (gap <= 0) continue;
    const rest = Math.max(gap - QUIET, 0);
    const next = { time, shown: last.shown + Math.min(gap, QUIET) + rest / HASTE };
    if (rest > 0) {
      // Half of what is shown in full comes before the break, half after it.
      const before = { time: last.time + QUIET / 2, shown: last.shown + QUIET / 2 };
      const behind = { time: time - QUIET / 2, shown: next.shown - QUIET / 2 };
      knots.push(before, behind);
      breaks.push({ from: before.shown, to: behind.shown, skipped: rest });
    }
    knots.push(next);
    last = next;
  }
  return {
    length: last.shown,
    breaks,
    toShown: (time) => between(knots, time, 'time', 'shown'),
    toTime: (shown) => between(knots, shown, 'shown', 'time'),
  };
}

function between(knots: readonly Knot[], value: number, from: keyof Knot, to: keyof Knot): number {
  let low = 0;
  let high = knots.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((knots[middle]?.[from] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  const right = knots[low];
  const left = knots[low - 1];
  if (right === undefined) return 0;
  if (left === undefined || value >= right[from]) return right[to];
  return left[to] + ((value - left[from]) / (right[from] - left[from])) * (right[to] - left[to]);
}
