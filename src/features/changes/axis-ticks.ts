import type { TimeAxis } from '../../simulation/changes/change-axis.ts';

export interface Tick {
  /** 0 at the left, 1 at the right. */
  readonly at: number;
  readonly label: string;
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300] as const;
const MOST = 12;
/** Labels closer than this would run into each other. */
const ROOM = 0.045;

/** Labels along the axis, in seconds from the first change. */
export function axisTicks(axis: TimeAxis, first: number): readonly Tick[] {
  const end = axis.toTime(axis.length);
  const step = 1000 * (STEPS.find((each) => axis.length / (each * 1000) <= MOST) ?? 600);
  const ticks: Tick[] = [];
  for (let time = first; time <= end; time += step) {
    const at = axis.toShown(time) / axis.length;
    const hidden = axis.breaks.some(
      ({ from, to }) => at > from / axis.length - ROOM / 2 && at < to / axis.length + ROOM / 2,
    );
    const close = ticks.some((tick) => Math.abs(tick.at - at) < ROOM);
    if (!hidden && !close && at < 1 - ROOM / 2) ticks.push({ at, label: `${Math.round((time - first) / 1000)} s` });
  }
  return ticks;
}
