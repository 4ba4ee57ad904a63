import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Cause, isServed, isSuccess, type Outcome, type TraceLimits } from '../../engine/outcomes.ts';
import type { TraceRequest } from '../../engine/requests.ts';
import type { ChangeStore, OpenTimeline } from './change-store.ts';
import { pickOutcome } from '../playback/pick-outcome.ts';
import type { Flight } from '../playback/burst.ts';
import type { PlaybackStore } from '../playback/playback-store.ts';
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
  let met = new Meetings();
  const stream = new Stream();
  return createStore<TrafficState>()((set, get) => {
    /** Works out results up to `until` and, beyond it, for a few moments more; until the end of the timeline. */
    const work = (open: OpenTimeline, request: TraceRequest, until: number): void => {
      const { rate, results } = get();
      const more: TrafficResult[] = [];
      const before = met.moments;
      for (let index = results.length; ; index += 1) {
        const time = (index * 1000) / rate;
        if (time > open.timeline.duration) {
          set({ working: false });
          break;
        }
        if (time > until && met.moments - before >= MOMENTS_PER_FRAME) break;
        more.push(met.result(index, time, met.outcomesAt(open, request, time)));
      }
      if (more.length > 0) set({ results: [...results, ...more], causes: met.causes });
    };
    const restart = (patch: Partial<TrafficState> = {}): void => {
      met = new Meetings();
      set({ ...patch, results: [], causes: met.causes });
      set({ working: get().request !== undefined && changes.getState().open !== undefined });
    };
    changes.subscribe((state, previous) => {
      if (state.open === previous.open) return;
      if (state.open === undefined) {
        stream.flights = [];
        playback.getState().fly(stream.flights, stream.clock);
      }
      restart(state.open === undefined ? { request: undefined } : {});
    });
    return {
      request: undefined,
      rate: USUAL_RATE,
      results: [],
      working: false,
      causes: met.causes,
      send: (request) => restart({ request }),
      setRate: (rate) => restart({ rate: Math.min(Math.max(rate, 1), 50) }),
      tick: (elapsed) => {
        const { open, playing, speed, time } = changes.getState();
        const { request, rate, working } = get();
        if (open === undefined || request === undefined) return;
        if (working) work(open, request, playing ? time() : 0);
        stream.pass(playing ? elapsed * speed : undefined, Math.floor((time() * rate) / 1000), (index) =>
          met.outcomesAt(open, request, (index * 1000) / rate),
        );
        playback.getState().fly(stream.flights, stream.clock);
      },
    };
  });
}

/** The ways a request can go; a text: it cannot be sent, and why. */
type Ways = readonly Outcome[] | string;

/** What one request meets in the moments of one timeline. */
class Meetings {
  /** By code, the first cause met. */
  causes: ReadonlyMap<string, Cause> = new Map();
  readonly #outcomes = new Map<number, Ways>();

  /** How many moments it was sent in. */
  get moments(): number {
    return this.#outcomes.size;
  }

  outcomesAt({ routers }: OpenTimeline, request: TraceRequest, time: number): Ways {
    const { happened } = routers.momentAt(time);
    let found = this.#outcomes.get(happened);
    if (found === undefined) {
      const traced = routers.at(time).trace(request, FEW);
      found = traced.ok ? traced.value.outcomes : traced.error.code;
      this.#outcomes.set(happened, found);
    }
    return found;
  }

  result(index: number, time: number, found: Ways): TrafficResult {
    if (typeof found === 'string') return { at: time, ok: false, code: found };
    const outcome = pickOutcome(found, index + 1);
    if (outcome === undefined) return { at: time, ok: false };
    if (isSuccess(outcome)) return { at: time, ok: isServed(outcome) };
    const { cause } = outcome;
    if (cause === null) return { at: time, ok: false };
    if (!this.causes.has(cause.code)) this.causes = new Map(this.causes).set(cause.code, cause);
    return { at: time, ok: false, code: cause.code };
  }
}

/** The packets of a stream that are on their way. */
class Stream {
  flights: readonly Flight[] = [];
  /** Milliseconds for which it has flowed, at its own speed. */
  clock = 0;
  /** Index of the request sent last. */
  #launched = 0;
  #lastLaunch = -Infinity;
  #flowing = false;
  readonly #timelines = new WeakMap<Outcome, Timeline>();

  /** Time passed, undefined: it stands still. `now` is the index of the request that is due. */
  pass(elapsed: number | undefined, now: number, waysOf: (index: number) => Ways): void {
    if (elapsed !== undefined) {
      // Somebody who stopped drawing, as nothing moved, hears that it goes on.
      if (!this.#flowing) this.flights = [...this.flights];
      this.clock += elapsed;
      this.#launch(now, waysOf);
    }
    this.#flowing = elapsed !== undefined;
    const flying = this.flights.filter(({ offset }) => this.clock - offset < FLIGHT);
    if (flying.length !== this.flights.length) this.flights = flying;
  }

  #launch(now: number, waysOf: (index: number) => Ways): void {
    if (now < this.#launched) this.#launched = now;
    if (now === this.#launched || this.clock - this.#lastLaunch < FLIGHT_GAP || this.flights.length >= MOST_FLIGHTS)
      return;
    this.#launched = now;
    this.#lastLaunch = this.clock;
    const found = waysOf(now);
    const outcome = typeof found === 'string' ? undefined : pickOutcome(found, now + 1);
    if (outcome === undefined) return;
    const timeline = this.#timelines.get(outcome) ?? createTimeline(outcome, { skipDns: true });
    this.#timelines.set(outcome, timeline);
    this.flights = [...this.flights, { id: now, timeline, offset: this.clock, haste: timeline.duration / FLIGHT }];
  }
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
