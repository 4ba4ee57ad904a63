import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Outcome } from '../../engine/outcomes.ts';
import type { RequestError, TraceRequest } from '../../engine/requests.ts';
import type { Router, TraceResult } from '../../engine/engine.ts';
import type { Beat } from '../../engine/story.ts';
import type { WalkDepth } from '../../scenario/document/document.ts';
import { createHeld, takesOver, type Waiting } from './held-request.ts';
import { pickOutcome, wayOf } from './pick-outcome.ts';
import { type Background, createCount, type WayCount } from './way-count.ts';
import { type Burst, createBurst, type Flight } from './burst.ts';
import type { SendOptions } from './send-options.ts';
import { addressOf, cueOf } from './step-address.ts';
import { beatAt, cueAt, createTimeline, neighborHop, type Timeline } from './timeline.ts';

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
  /** Index of the cue at whose end playing stops; absent: at the end of the walk. */
  readonly until: number | undefined;
  /** At which depth the walk is told. */
  readonly depth: WalkDepth;
  /** 0.25 to 4. */
  readonly speed: number;
  readonly skipDns: boolean;
  /** Packets in flight at once, to watch how connections spread. Empty in a normal walk. */
  readonly flights: readonly Flight[];
  /** What was sent at once last; stays when all have landed, until it is ended or something else is sent. */
  readonly burst: Burst | undefined;
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
  /** Sends `count` packets of the current request at once, endpoints picked by seeded chance; 0 ends it and forgets what came of it. */
  readonly sendMany: (count: number) => void;
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
  readonly setDepth: (depth: WalkDepth) => void;
  /** Time passed; call once a frame with milliseconds. */
  readonly tick: (elapsed: number) => void;
  /** The cluster changed: the request is walked again, on the same choices and cue as far as they still exist. */
  /** Walks what is walked, or `anew` in its place. */
  readonly setRouter: (router: Router, anew?: TraceRequest) => void;
  /** No request, no walk. */
  readonly clear: () => void;
}

export type PlaybackStore = StoreApi<PlaybackState>;

const NOTHING = {
  error: undefined,
  result: undefined,
  counting: undefined,
  outcome: undefined,
  timeline: undefined,
  cue: -1,
  until: undefined,
  flights: [],
  burst: undefined,
} as const;

export interface PlaybackOptions extends Waiting {
  /** Where ways are counted beyond the first; absent: at once. */
  readonly background?: Background | undefined;
  /** How many words are said of a beat; absent: as many as is usual. */
  readonly wordsOf?: (beat: Beat) => number;
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
export function createPlaybackStore(
  initialRouter: Router,
  { background, wordsOf, ...waiting }: PlaybackOptions = {},
): PlaybackStore {
  let router = initialRouter;
  const held = createHeld(waiting);
  const clock: Clock = { time: 0, flightTime: 0, seed: 0 };
  const count = createCount(background);
  return createStore<PlaybackState>()((set, get) => {
    const { show, showAgain } = showing({ set, get, clock }, wordsOf);
    return {
      request: undefined,
      ...NOTHING,
      playing: false,
      depth: 'story',
      speed: 1,
      skipDns: true,
      time: () => clock.time,
      flightTime: () => clock.flightTime,

      send: (request, options = {}) => {
        if (held.hold(router, { request, options })) {
          count.forget();
          set({ request, ...NOTHING, playing: false });
          return;
        }
        const found = held.find(router, request) ?? count.start(router, request, set);
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
      choose: (outcome) => show(outcome, { cue: 0 }),
      ...flying(set, get, clock),
      ...moving(set, get, clock),
      setSkipDns: (skipDns) => {
        const { outcome, playing, depth } = get();
        set({ skipDns });
        if (depth !== 'story') show(outcome, { cue: 0, play: playing });
      },
      setDepth: (depth) => {
        if (depth === get().depth) return;
        set({ depth });
        showAgain();
      },
      setRouter: (next, anew) => {
        const before = router;
        router = next;
        const state = get();
        const { request = state.request, options = whereNow(state) } = held.held() ?? {};
        if (request === undefined || (state.result !== undefined && takesOver(next, before))) return;
        state.send(anew ?? request, options);
      },
      clear: () => {
        count.forget();
        held.forget();
        set({ request: undefined, ...NOTHING, playing: false });
      },
    };
  });
}

interface Stores {
  readonly set: Set;
  readonly get: Get;
  readonly clock: Clock;
}

/** Lays an outcome out in time, from where it is asked for, or from where one is in it already. */
function showing({ set, get, clock }: Stores, wordsOf: PlaybackOptions['wordsOf']) {
  const show = (outcome: Outcome | undefined, options: SendOptions): void => {
    const { skipDns, depth } = get();
    const timeline = outcome && createTimeline(outcome, { skipDns, depth, ...(wordsOf && { wordsOf }) });
    const from = timeline === undefined ? { cue: -1, until: undefined } : startOf(timeline, options);
    clock.time = timeline?.cues[from.cue]?.start ?? 0;
    set({ outcome, timeline, ...from, playing: (options.play ?? true) && timeline !== undefined });
  };
  const showAgain = (): void => show(get().outcome, whereNow(get()));
  return { show, showAgain };
}

/** Where one is in a walk, for one that takes its place. */
function whereNow({ outcome, timeline, cue, until, playing }: PlaybackState): SendOptions {
  const step = timeline && addressOf(timeline, cue);
  const end = timeline && until !== undefined ? addressOf(timeline, until) : undefined;
  return { choices: outcome?.choices ?? [], cue, play: playing, ...(step && { step }), ...(end && { until: end }) };
}

/** Where a walk begins and stops: a failed one is told from what it fails by, unless somebody says where. */
function startOf(
  timeline: Timeline,
  { cue, step, after, until, lead }: SendOptions,
): { cue: number; until: number | undefined } {
  const last = timeline.cues.length - 1;
  const end = until && cueOf(timeline, until);
  const behind = after && cueOf(timeline, after);
  const goesOn = behind !== undefined && behind < (end ?? last);
  const wanted = (step && cueOf(timeline, step)) ?? (goesOn ? behind + 1 : cue);
  const failing = timeline.beats.find(({ beat }) => beat.fails);
  if (wanted === undefined && end === undefined && failing !== undefined)
    return timeline.depth === 'story'
      ? { cue: failing.first, until: failing.last }
      : { cue: hopOf(timeline, failing.last), until: undefined };
  const first = lead === undefined ? 0 : leadInto(timeline, end ?? 0, lead);
  return { cue: Math.min(Math.max(wanted ?? 0, first), last), until: end };
}

/** Where the first beat begins that is over so soon that the one on at a cue begins within `lead` milliseconds. */
function leadInto(timeline: Timeline, cue: number, lead: number): number {
  const { beats, cues } = timeline;
  const due = (cues[beatAt(timeline, cue)?.first ?? 0]?.start ?? 0) - lead;
  return beats.find(({ first }) => (cues[first]?.start ?? 0) >= due)?.first ?? 0;
}

/** The first cue of the hop that a cue is in. */
function hopOf({ cues }: Timeline, index: number): number {
  const { step = 0 } = cues[index] ?? {};
  return index - step;
}

/** Packets besides the one being walked. */
function flying(set: Set, get: Get, clock: Clock): Pick<PlaybackState, 'sendMany' | 'fly'> {
  return {
    sendMany: (packets) => {
      clock.flightTime = 0;
      const { result, skipDns } = get();
      const flights = createBurst(result?.outcomes ?? [], { packets, skipDns, seed: clock.seed });
      clock.seed += flights.length;
      if (flights.length === 0) set({ flights, burst: undefined });
      else set({ flights, burst: { flights, ended: false }, playing: true });
    },
    fly: (flights, now) => {
      clock.flightTime = now;
      if (flights !== get().flights) set({ flights });
    },
  };
}

/** The end of the beat that is on, or of the one before or after it. */
function neighborBeat(timeline: Timeline, cue: number, direction: 1 | -1): number {
  const now = beatAt(timeline, cue);
  if (now === undefined) return cue;
  if (direction === 1 && cue < now.last) return now.last;
  return timeline.beats[now.index + direction]?.last ?? (direction === 1 ? now.last : 0);
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
      const { timeline, cue, until } = get();
      if (timeline === undefined) return;
      if (cue >= timeline.cues.length - 1) goTo(0);
      set({ playing: true, ...(until !== undefined && cue >= until && { until: undefined }) });
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
      if (timeline === undefined) return;
      const next =
        timeline.depth === 'story' ? neighborBeat(timeline, cue, direction) : neighborHop(timeline, cue, direction);
      get().seekCue(next);
    },
    setSpeed: (speed) => set({ speed: Math.min(Math.max(speed, 0.25), 4) }),
    tick: (elapsed) => {
      const { playing, timeline, speed, cue, flights, burst, until } = get();
      if (!playing) return;
      if (flights.length > 0) clock.flightTime += elapsed * speed;
      const landed =
        flights.length > 0 && flights.every((flight) => clock.flightTime >= flight.offset + flight.timeline.duration);
      if (landed) set({ flights: [], burst: burst && { ...burst, ended: true } });
      if (timeline === undefined) return;
      const stop = until === undefined ? undefined : timeline.cues[until];
      const end = stop === undefined ? timeline.duration : stop.start + stop.duration;
      clock.time = Math.max(Math.min(clock.time + elapsed * speed, end), clock.time);
      // At its very end a cue is still on.
      const now = stop === undefined || clock.time < end ? cueAt(timeline, clock.time) : stop.index;
      const ended = clock.time >= end && (landed || flights.length === 0);
      if (now !== cue || ended) set(ended ? { cue: now, playing: false } : { cue: now });
    },
  };
}
