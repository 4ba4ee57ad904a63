import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type Change,
  DEFAULT_DELAYS,
  type Delays,
  type TimedChange,
  countEvents,
  planChanges,
  type Timeline,
  createTimelineRouters,
  type TimelineRouters,
} from '../../engine/changes.ts';
import type { Cluster } from '../../engine/objects.ts';
import type { Programs } from '../../engine/engine.ts';
import { createAxis, type TimeAxis } from './change-axis.ts';
import { sameChange } from './change-target.ts';

/** A timeline with what is needed to show it. */
export interface OpenTimeline {
  readonly timeline: Timeline;
  readonly axis: TimeAxis;
  readonly routers: TimelineRouters;
}

export interface ChangeState {
  /** Absent: nothing has been changed, the cluster stands still. */
  readonly open: OpenTimeline | undefined;
  readonly changes: readonly TimedChange[];
  readonly delays: Delays;
  /** How many events have happened at the cursor: changes per event, never per frame. */
  readonly happened: number;
  readonly playing: boolean;
  /** Milliseconds into the timeline at which it stops by itself; absent: at its end. */
  readonly until: number | undefined;
  /** 0.25 to 8. */
  readonly speed: number;
  /** Milliseconds into the timeline; not state, read it once a frame. */
  readonly time: () => number;

  /** Lets something happen now: opens a timeline, or adds to the one that is open from the cursor on. */
  readonly start: (base: Cluster, change: Change) => void;
  /** Takes back what was let happen last, and closes when nothing is left; undefined: nothing was, as a timeline that is told has. */
  readonly takeBack: () => Change | undefined;
  /** The cluster before the first change is another: everything is played over it again. */
  readonly rebase: (base: Cluster) => void;
  /** Opens a timeline as it was shared: standing still at its moment. */
  readonly restore: (base: Cluster, shared: RestoredTimeline) => void;
  readonly setDelays: (delays: Partial<Delays>) => void;
  readonly play: () => void;
  /** From one moment to another, in milliseconds into the timeline; no end: to that of the timeline. */
  readonly playTo: (from: number, until: number | undefined) => void;
  readonly pause: () => void;
  readonly toggle: () => void;
  /** Milliseconds into the timeline. */
  readonly seek: (time: number) => void;
  readonly stepEvent: (direction: 1 | -1) => void;
  readonly setSpeed: (speed: number) => void;
  readonly close: () => void;
  /** Time passed; call once a frame with milliseconds. */
  readonly tick: (elapsed: number) => void;
}

/** What of a timeline is not computed. */
export interface RestoredTimeline {
  readonly changes: readonly TimedChange[];
  readonly delays: Delays;
  readonly time: number;
  readonly speed: number;
}

export type ChangeStore = StoreApi<ChangeState>;

/** Before the first change one sees that all is well; milliseconds. */
export const CALM = 1500;

const CLOSED = { open: undefined, changes: [], happened: 0, playing: false, until: undefined } as const;

/** Plays what follows from changes to a cluster, under the engine's `programs`. Holds no clock: somebody calls `tick`. */
export function createChangeStore(programs: () => Programs): ChangeStore {
  let base: Cluster | undefined;
  let time = 0;
  /** What was let happen by hand, in that order. */
  let made: Change[] = [];
  return createStore<ChangeState>()((set, get) => {
    const moveTo = (wanted: number, patch: Partial<ChangeState> = {}): void => {
      const open = patch.open ?? get().open;
      if (open === undefined) return;
      time = Math.min(Math.max(wanted, 0), open.timeline.duration);
      const happened = countEvents(open.timeline, time);
      if (happened !== get().happened || Object.keys(patch).length > 0) set({ ...patch, happened });
    };
    const plan = (changes: readonly TimedChange[], patch: Partial<ChangeState> = {}): void => {
      if (base === undefined) return;
      const timeline = planChanges(base, changes, patch.delays ?? get().delays);
      const open = { timeline, axis: createAxis(timeline), routers: createTimelineRouters(timeline, programs()) };
      moveTo(time, { ...patch, changes, open });
    };
    return {
      ...CLOSED,
      delays: DEFAULT_DELAYS,
      speed: 1,
      time: () => time,
      start: (cluster, change) => {
        made.push(change);
        if (get().open === undefined) {
          base = cluster;
          time = 0;
          plan([{ at: CALM, change }], { playing: true, until: undefined });
          return;
        }
        // What had been planned later still happens.
        plan(
          [...get().changes, { at: Math.floor(time), change }].toSorted((a, b) => a.at - b.at),
          { playing: true, until: undefined },
        );
      },
      takeBack: () => {
        const last = made.pop();
        const left = get().changes.filter(({ change }) => change !== last);
        if (last !== undefined && left.length > 0) plan(left);
        else if (last !== undefined) get().close();
        return last;
      },
      rebase: (cluster) => {
        const before = base;
        base = cluster;
        if (before === undefined || get().open === undefined) return;
        const anew = new Map(get().changes.map(({ change }) => [change, sameChange(before, cluster, change)]));
        made = made.map((change) => anew.get(change) ?? change);
        plan(get().changes.map(({ at, change }) => ({ at, change: anew.get(change) ?? change })));
      },
      restore: (cluster, { time: moment, ...shared }) => {
        base = cluster;
        time = moment;
        made = [];
        plan(shared.changes, { delays: shared.delays, speed: shared.speed, playing: false, until: undefined });
      },
      setDelays: (delays) => {
        const next = { ...get().delays, ...delays };
        if (get().open === undefined) set({ delays: next });
        else plan(get().changes, { delays: next });
      },
      ...moving({ set, get, time: () => time, moveTo }),
      setSpeed: (speed) => set({ speed: Math.min(Math.max(speed, 0.25), 8) }),
      close: () => {
        base = undefined;
        time = 0;
        made = [];
        set(CLOSED);
      },
    };
  });
}

interface Cursor {
  readonly set: (patch: Partial<ChangeState>) => void;
  readonly get: () => ChangeState;
  readonly time: () => number;
  readonly moveTo: (time: number, patch?: Partial<ChangeState>) => void;
}

/** How one gets about in a timeline. */
function moving({
  set,
  get,
  time,
  moveTo,
}: Cursor): Pick<ChangeState, 'play' | 'playTo' | 'pause' | 'toggle' | 'seek' | 'stepEvent' | 'tick'> {
  return {
    tick: (elapsed) => {
      const { playing, open, speed, until = Infinity } = get();
      if (!playing || open === undefined) return;
      const { axis, timeline } = open;
      const end = Math.min(until, timeline.duration);
      moveTo(Math.min(axis.toTime(axis.toShown(time()) + elapsed * speed), end));
      if (time() >= end) set({ playing: false, until: undefined });
    },
    play: () => {
      const { open } = get();
      if (open === undefined) return;
      if (time() >= open.timeline.duration) moveTo(0);
      set({ playing: true });
    },
    playTo: (from, until) => moveTo(from, { playing: true, until }),
    pause: () => set({ playing: false }),
    toggle: () => (get().playing ? get().pause() : get().play()),
    seek: (wanted) => moveTo(wanted, { playing: false, until: undefined }),
    stepEvent: (direction) => {
      const { open, happened } = get();
      if (open === undefined) return;
      const { events } = open.timeline;
      const now = events[happened - 1]?.at;
      const next = direction === 1 ? events[happened]?.at : events.findLast(({ at }) => at < (now ?? 0))?.at;
      moveTo(next ?? (direction === 1 ? open.timeline.duration : 0), { playing: false, until: undefined });
    },
  };
}
