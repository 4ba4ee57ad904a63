import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Outcome } from '../../engine/routing/outcome/outcome.ts';
import type { RequestError } from '../../engine/routing/request/request-error.ts';
import type { TraceRequest } from '../../engine/routing/request/request.ts';
import type { Router, TraceResult } from '../../engine/routing/engine/router.ts';
import type { StepAddress } from '../../scenario/document/document.ts';
import { pickOutcome } from './pick-outcome.ts';
import { type Background, createCount, type WayCount } from './way-count.ts';
import { addressOf, cueOf } from './step-address.ts';
import { cueAt, createTimeline, neighborHop, type Timeline } from './timeline.ts';

/** A packet on its way besides the one being walked: it follows `timeline` from `offset` milliseconds on. */
export interface Flight {
  readonly id: number;
  readonly timeline: Timeline;
  readonly offset: number;
  /** How many times as fast as a walk; default 1. */
  readonly haste?: number;
}

export interface PlaybackState {
  readonly request: TraceRequest | undefined;
  readonly error: RequestError | undefined;
  /** While ways are counted, and where that was stopped, of the first ones only: `missing` tells. */
  readonly result: TraceResult | undefined;
  /** Set as long as not all ways are known. */
  readonly counting: WayCount | undefined;
  /** The outcome being walked: it has the choices of one of `result.outcomes`, or stands beside them. */
  readonly outcome: Outcome | undefined;
  readonly timeline: Timeline | undefined;
  /** Index of the current cue, -1 when there is no walk. Changes per cue, never per frame. */
  readonly cue: number;
  readonly playing: boolean;
  /** 0.25 to 4. */
  readonly speed: number;
  readonly skipDns: boolean;
  /** Packets in flight at once, to watch how connections spread. Empty in a normal walk. */
  readonly flights: readonly Flight[];
  /** Milliseconds into the timeline now; not state, read it once a frame. */
  readonly time: () => number;
  /** Milliseconds since the flights set off; read it once a frame. */
  readonly flightTime: () => number;

  /** Walks a request; plays unless told otherwise. */
  readonly send: (request: TraceRequest, options?: SendOptions) => void;
  /** Stops counting ways, or goes on with it. */
  readonly stopCount: () => void;
  readonly resumeCount: () => void;
  /** Walks another of the outcomes, from its start. */
  readonly choose: (outcome: Outcome) => void;
  /** Sends `count` packets of the current request at once, endpoints picked by seeded chance; 0 ends it. */
  readonly burst: (count: number) => void;
  /** Shows packets in flight at `time`, which their offsets count from; they move as often as this is called. */
  readonly fly: (flights: readonly Flight[], time: number) => void;
  readonly play: () => void;
  readonly pause: () => void;
  readonly toggle: () => void;
  readonly seekCue: (cue: number) => void;
  /** Milliseconds. */
  readonly seekTime: (time: number) => void;
  readonly stepCue: (direction: 1 | -1) => void;
  readonly stepHop: (direction: 1 | -1) => void;
  readonly setSpeed: (speed: number) => void;
  readonly setSkipDns: (skip: boolean) => void;
  /** Time passed; call once a frame with milliseconds. */
  readonly tick: (elapsed: number) => void;
  /** The cluster changed: the request is walked again, on the same choices and cue as far as they still exist. */
  readonly setRouter: (router: Router) => void;
  /** No request, no walk. */
  readonly clear: () => void;
}

export interface SendOptions {
  readonly choices?: readonly number[];
  /** Where to begin; `step` goes before `cue`, which is used where the walk has no such way. Default: the first cue. */
  readonly step?: StepAddress;
  readonly cue?: number;
  readonly play?: boolean;
}

export type PlaybackStore = StoreApi<PlaybackState>;

const MAX_FLIGHTS = 2000;
const FLIGHT_GAP = 90;

const NOTHING = {
  error: undefined,
  result: undefined,
  counting: undefined,
  outcome: undefined,
  timeline: undefined,
  cue: -1,
  flights: [],
} as const;

export interface PlaybackOptions {
  /** Where ways are counted beyond the first; absent: at once. */
  readonly background?: Background | undefined;
}

type Set = (patch: Partial<PlaybackState>) => void;
type Get = () => PlaybackState;

/** What moves while nobody renders: milliseconds into the walk and since the flights set off, and how often chance was asked. */
interface Clock {
  time: number;
  flightTime: number;
  seed: number;
}

/** Plays walks. Holds no clock of its own: somebody calls `tick`. */
export function createPlaybackStore(initialRouter: Router, { background }: PlaybackOptions = {}): PlaybackStore {
  let router = initialRouter;
  const clock: Clock = { time: 0, flightTime: 0, seed: 0 };
  const count = createCount(background);
  return createStore<PlaybackState>()((set, get) => {
    const show = (outcome: Outcome | undefined, { cue = 0, step, play = true }: SendOptions): void => {
      const timeline = outcome === undefined ? undefined : createTimeline(outcome, { skipDns: get().skipDns });
      const wanted = (timeline && step && cueOf(timeline, step)) ?? cue;
      const at = timeline === undefined ? -1 : Math.min(Math.max(wanted, 0), timeline.cues.length - 1);
      clock.time = timeline?.cues[at]?.start ?? 0;
      set({ outcome, timeline, cue: at, playing: play && timeline !== undefined });
    };
    return {
      request: undefined,
      ...NOTHING,
      playing: false,
      speed: 1,
      skipDns: true,
      time: () => clock.time,
      flightTime: () => clock.flightTime,

      send: (request, options = {}) => {
        const found = count.start(router, request, set);
        if (!found.ok) {
          set({ request, ...NOTHING, error: found.error, playing: false });
          return;
        }
        clock.seed += 1;
        const { result } = found.value;
        set({ request, ...NOTHING, ...found.value });
        const { choices } = options;
        const outcome =
          choices === undefined
            ? pickOutcome(result.outcomes, clock.seed)
            : wayOf({ router, request, result }, choices);
        show(outcome, options);
        count.goOn();
      },
      stopCount: () => count.stop(),
      resumeCount: () => count.goOn(),
      choose: (outcome) => show(outcome, {}),
      ...flying(set, get, clock),
      ...moving(set, get, clock),
      setSkipDns: (skipDns) => {
        const { outcome, playing } = get();
        set({ skipDns });
        show(outcome, { play: playing });
      },
      setRouter: (next) => {
        router = next;
        const { request, outcome, timeline, cue, playing } = get();
        if (request === undefined) return;
        const step = timeline && addressOf(timeline, cue);
        get().send(request, {
          choices: outcome?.choices ?? [],
          ...(step !== undefined && { step }),
          cue,
          play: playing,
        });
      },
      clear: () => {
        count.forget();
        set({ request: undefined, ...NOTHING, playing: false });
      },
    };
  });
}

/** Packets besides the one being walked. */
function flying(set: Set, get: Get, clock: Clock): Pick<PlaybackState, 'burst' | 'fly'> {
  return {
    burst: (packets) => {
      const outcomes = get().result?.outcomes ?? [];
      const timelines = new Map<Outcome, Timeline>();
      const timelineOf = (outcome: Outcome): Timeline => {
        const made = timelines.get(outcome) ?? createTimeline(outcome, get());
        timelines.set(outcome, made);
        return made;
      };
      clock.flightTime = 0;
      const flights: Flight[] = [];
      for (let id = 0; id < Math.min(packets, MAX_FLIGHTS); id += 1) {
        clock.seed += 1;
        const outcome = pickOutcome(outcomes, clock.seed);
        if (outcome !== undefined) flights.push({ id, timeline: timelineOf(outcome), offset: id * FLIGHT_GAP });
      }
      set({ flights, playing: get().playing || flights.length > 0 });
    },
    fly: (flights, now) => {
      clock.flightTime = now;
      if (flights !== get().flights) set({ flights });
    },
  };
}

/** How one gets about in a walk. */
function moving(
  set: Set,
  get: Get,
  clock: Clock,
): Pick<
  PlaybackState,
  'play' | 'pause' | 'toggle' | 'seekCue' | 'seekTime' | 'stepCue' | 'stepHop' | 'setSpeed' | 'tick'
> {
  const goTo = (cue: number): void => {
    const { timeline } = get();
    if (timeline === undefined) return;
    const at = Math.min(Math.max(cue, 0), timeline.cues.length - 1);
    clock.time = timeline.cues[at]?.start ?? 0;
    set({ cue: at });
  };
  return {
    play: () => {
      const { timeline, cue } = get();
      if (timeline === undefined) return;
      if (cue >= timeline.cues.length - 1) goTo(0);
      set({ playing: true });
    },
    pause: () => set({ playing: false }),
    toggle: () => (get().playing ? get().pause() : get().play()),
    seekCue: (cue) => {
      set({ playing: false });
      goTo(cue);
    },
    seekTime: (wanted) => {
      const { timeline } = get();
      if (timeline === undefined) return;
      clock.time = Math.min(Math.max(wanted, 0), timeline.duration);
      set({ playing: false, cue: cueAt(timeline, clock.time) });
    },
    stepCue: (direction) => get().seekCue(get().cue + direction),
    stepHop: (direction) => {
      const { timeline, cue } = get();
      if (timeline !== undefined) get().seekCue(neighborHop(timeline, cue, direction));
    },
    setSpeed: (speed) => set({ speed: Math.min(Math.max(speed, 0.25), 4) }),
    tick: (elapsed) => {
      const { playing, timeline, speed, cue, flights } = get();
      if (!playing) return;
      if (flights.length > 0) clock.flightTime += elapsed * speed;
      const landed =
        flights.length > 0 && flights.every((flight) => clock.flightTime >= flight.offset + flight.timeline.duration);
      if (landed) set({ flights: [] });
      if (timeline === undefined) return;
      clock.time = Math.min(clock.time + elapsed * speed, timeline.duration);
      const now = cueAt(timeline, clock.time);
      const ended = clock.time >= timeline.duration && (landed || flights.length === 0);
      if (now !== cue || ended) set(ended ? { cue: now, playing: false } : { cue: now });
    },
  };
}

interface Sent {
  readonly router: Router;
  readonly request: TraceRequest;
  readonly result: TraceResult;
}

/** The way with these choices: looked for among the outcomes where they are all, else walked. */
function wayOf({ router, request, result }: Sent, choices: readonly number[]): Outcome | undefined {
  if (result.ways === undefined && result.missing === undefined) return bestMatch(result.outcomes, choices);
  const walked = router.replay(request, choices);
  return walked.ok ? walked.value : undefined;
}

/** The outcome with these choices, else the one that shares the most of them from the start. */
function bestMatch(outcomes: readonly Outcome[], choices: readonly number[]): Outcome | undefined {
  let best: Outcome | undefined;
  let bestShared = -1;
  for (const outcome of outcomes) {
    let shared = 0;
    while (shared < choices.length && outcome.choices[shared] === choices[shared]) shared += 1;
    if (shared > bestShared) {
      best = outcome;
      bestShared = shared;
    }
  }
  return best;
}
