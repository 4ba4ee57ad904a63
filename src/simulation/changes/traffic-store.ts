import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Cause, isServed, isSuccess, type Outcome } from '../../engine/routing/outcome/outcome.ts';
import type { TraceLimits } from '../../engine/routing/run/gather-ways.ts';
import type { TraceRequest } from '../../engine/routing/request/request.ts';
import type { ChangeStore, OpenTimeline } from './change-store.ts';
import { pickOutcome } from '../playback/pick-outcome.ts';
import type { Flight, PlaybackStore } from '../playback/playback-store.ts';
import { createTimeline, type Timeline } from '../playback/timeline.ts';

/** What became of one request of the stream. */
export interface TrafficResult {
  /** When it was sent, in milliseconds into the timeline. */
  readonly at: number;
  readonly ok: boolean;
  /** Cause code, or the code of the error; absent: it succeeded, or nobody knows why not. */
  readonly code?: string;
}

export interface TrafficState {
  /** What is sent again and again; absent: nothing is. */
  readonly request: TraceRequest | undefined;
  /** Requests in a second. */
  readonly rate: number;
  /** In the order they are sent; grows until the end of the timeline. */
  readonly results: readonly TrafficResult[];
  /** True while not all results are known: `tick` works on them, also while the timeline stands still. */
  readonly working: boolean;
  /** By code, the first cause met: what it says and what helps. */
  readonly causes: ReadonlyMap<string, Cause>;
  readonly send: (request: TraceRequest | undefined) => void;
  readonly setRate: (rate: number) => void;
  /** Time passed; call once a frame with milliseconds. */
  readonly tick: (elapsed: number) => void;
}

export type TrafficStore = StoreApi<TrafficState>;

/** Requests in a second. */
export const USUAL_RATE = 5;
/** Moments worked out in one frame: the stream is known ahead, little by little. */
const MOMENTS_PER_FRAME = 3;
/** A packet of the stream takes this long from its client to its reply, in milliseconds at speed 1. */
const FLIGHT = 2200;
const FLIGHT_GAP = 90;
/** A stream shows how requests spread, every moment anew: of more ways than that those of each kind. */
const FEW: TraceLimits = { ways: 200, kinds: 300, choices: 200_000 };
const MOST_FLIGHTS = 60;

/** A steady stream of requests through a timeline: each meets the cluster as it is in its moment. */
export function createTrafficStore(changes: ChangeStore, playback: PlaybackStore): TrafficStore {
  let flights: readonly Flight[] = [];
  let clock = 0;
  let launched = 0;
  let lastLaunch = -Infinity;
  let moving = false;
  const beats = new WeakMap<Outcome, Timeline>();
  let met: ReadonlyMap<string, Cause> = new Map();
  let outcomes = new Map<number, readonly Outcome[] | string>();

  return createStore<TrafficState>()((set, get) => {
    /** What the request meets in that moment; a text: it cannot be sent, and why. */
    const outcomesAt = (
      { routers }: OpenTimeline,
      request: TraceRequest,
      time: number,
    ): readonly Outcome[] | string => {
      const { happened } = routers.momentAt(time);
      let found = outcomes.get(happened);
      if (found === undefined) {
        const traced = routers.at(time).trace(request, FEW);
        found = traced.ok ? traced.value.outcomes : traced.error.code;
        outcomes.set(happened, found);
      }
      return found;
    };
    const resultOf = (index: number, time: number, found: readonly Outcome[] | string): TrafficResult => {
      if (typeof found === 'string') return { at: time, ok: false, code: found };
      const outcome = pickOutcome(found, index + 1);
      if (outcome === undefined) return { at: time, ok: false };
      if (isSuccess(outcome)) return { at: time, ok: isServed(outcome) };
      const code = outcome.cause?.code;
      if (code !== undefined && outcome.cause !== null && !met.has(code)) met = new Map(met).set(code, outcome.cause);
      return { at: time, ok: false, ...(code === undefined ? {} : { code }) };
    };
    /** Works out results up to `until` and, beyond it, for a few moments more; until the end of the timeline. */
    const work = (until: number): void => {
      const { open } = changes.getState();
      const { request, rate, results } = get();
      if (open === undefined || request === undefined) return;
      const more: TrafficResult[] = [];
      const before = outcomes.size;
      for (let index = results.length; ; index += 1) {
        const time = (index * 1000) / rate;
        if (time > open.timeline.duration) {
          set({ working: false });
          break;
        }
        if (time > until && outcomes.size - before >= MOMENTS_PER_FRAME) break;
        more.push(resultOf(index, time, outcomesAt(open, request, time)));
      }
      if (more.length > 0) set({ results: [...results, ...more], causes: met });
    };
    const restart = (patch: Partial<TrafficState> = {}): void => {
      outcomes = new Map();
      met = new Map();
      set({ ...patch, results: [], causes: met });
      set({ working: get().request !== undefined && changes.getState().open !== undefined });
    };
    const launch = (open: OpenTimeline, request: TraceRequest): void => {
      const { rate } = get();
      const now = Math.floor((changes.getState().time() * rate) / 1000);
      if (now < launched) launched = now;
      if (now === launched || clock - lastLaunch < FLIGHT_GAP || flights.length >= MOST_FLIGHTS) return;
      launched = now;
      lastLaunch = clock;
      const found = outcomesAt(open, request, (now * 1000) / rate);
      const outcome = typeof found === 'string' ? undefined : pickOutcome(found, now + 1);
      if (outcome === undefined) return;
      const timeline = beats.get(outcome) ?? createTimeline(outcome, { skipDns: true });
      beats.set(outcome, timeline);
      flights = [...flights, { id: now, timeline, offset: clock, haste: timeline.duration / FLIGHT }];
    };

    changes.subscribe((state, previous) => {
      if (state.open === previous.open) return;
      if (state.open === undefined) {
        flights = [];
        playback.getState().fly(flights, clock);
      }
      restart(state.open === undefined ? { request: undefined } : {});
    });

    return {
      request: undefined,
      rate: USUAL_RATE,
      results: [],
      working: false,
      causes: met,
      send: (request) => restart({ request }),
      setRate: (rate) => restart({ rate: Math.min(Math.max(rate, 1), 50) }),
      tick: (elapsed) => {
        const { open, playing, speed, time } = changes.getState();
        const { request } = get();
        if (open === undefined || request === undefined) return;
        if (get().working) work(playing ? time() : 0);
        if (playing) {
          // Somebody who stopped drawing, as nothing moved, hears that it goes on.
          if (!moving) flights = [...flights];
          clock += elapsed * speed;
          launch(open, request);
        }
        moving = playing;
        const flying = flights.filter(({ offset }) => clock - offset < FLIGHT);
        if (flying.length !== flights.length) flights = flying;
        playback.getState().fly(flights, clock);
      },
    };
  });
}

/** How a stream has fared. */
export interface TrafficCount {
  readonly sent: number;
  readonly failed: number;
  /** Failures by cause code, the most frequent first; "" where none is known. */
  readonly causes: readonly (readonly [code: string, count: number])[];
}

/** Counts the requests sent up to `time`. */
export function countTraffic(results: readonly TrafficResult[], time = Infinity): TrafficCount {
  const causes = new Map<string, number>();
  let sent = 0;
  for (const { at, ok, code = '' } of results) {
    if (at > time) break;
    sent += 1;
    if (!ok) causes.set(code, (causes.get(code) ?? 0) + 1);
  }
  const failed = [...causes.values()].reduce((total, count) => total + count, 0);
  return { sent, failed, causes: [...causes].toSorted((a, b) => b[1] - a[1]) };
}
