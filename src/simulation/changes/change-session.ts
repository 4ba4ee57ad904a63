import { type Change, frozenObjects, countEvents } from '../../engine/changes.ts';
import type { SharedTimeline, StoryTimeline } from '../../scenario/document/document.ts';
import { STANDARD_DELAYS, unusualDelays } from '../../scenario/restore/standard-delays.ts';
import { type ChangeState, type ChangeStore, createChangeStore } from './change-store.ts';
import type { DocumentStore } from '../stores/document-store.ts';
import type { PlaybackStore } from '../playback/playback-store.ts';
import type { ViewStore } from '../stores/view-store.ts';
import { createTrafficStore, type TrafficStore, USUAL_RATE } from './traffic-store.ts';

/** Things happening to the open document, and traffic through it meanwhile. */
export interface ChangeSession {
  readonly changes: ChangeStore;
  readonly traffic: TrafficStore;
  /** For the clock: wants to be told of every frame while the timeline plays, or results are being worked out. */
  readonly player: Player;
  /** Time passed; call once a frame with milliseconds. */
  readonly tick: (elapsed: number) => void;
  readonly start: (change: Change) => void;
  /** What a link has to hold to show this moment again; undefined while no timeline is open. */
  readonly snapshot: () => SharedTimeline | undefined;
  /** Opens a timeline over the open document as it was shared, standing still at its moment. */
  readonly restore: (shared: SharedTimeline) => void;
  /**
   * What a part of a story plays: from where the timeline stands, where it is this one already, but no longer before the moment to
   * which it plays than one waits; else from its start.
   */
  readonly tell: (told: StoryTimeline, options: TellOptions) => void;
  /** Ends the timeline and leaves the document as it was. */
  readonly discard: () => void;
  /** Takes back what was let happen last; undefined: nothing was. */
  readonly takeBack: () => Change | undefined;
  /** Ends the timeline and keeps what came of it, as one undo step; false: the document cannot be changed. */
  readonly keep: () => boolean;
}

export interface TellOptions {
  /** For how long one waits for what is told, in milliseconds. */
  readonly lead: number;
  /** False: it stands at the moment to which it would play. */
  readonly play: boolean;
}

interface Player {
  readonly getState: () => { readonly playing: boolean; readonly tick: (elapsed: number) => void };
  readonly subscribe: (
    listener: (state: { readonly playing: boolean }, previous: { readonly playing: boolean }) => void,
  ) => () => void;
}

interface Stores {
  readonly document: DocumentStore;
  readonly playback: PlaybackStore;
  readonly view: ViewStore;
}

/** While a timeline is open, everybody sees the cluster of its moment. */
export function createChangeSession({ document, playback, view }: Stores): ChangeSession {
  const changes = createChangeStore(() => document.getState().engine.programs);
  const traffic = createTrafficStore(changes, playback);
  followStores({ document, playback, view }, changes, traffic);
  const tick = (elapsed: number): void => {
    changes.getState().tick(elapsed);
    traffic.getState().tick(elapsed);
  };
  return {
    changes,
    traffic,
    tick,
    player: playerOf(changes, traffic, tick),
    start: (change) => {
      const first = changes.getState().open === undefined;
      changes.getState().start(document.getState().router.cluster, change);
      const { request } = playback.getState();
      if (first && request !== undefined) traffic.getState().send(request);
    },
    snapshot: () => shownMoment({ playback, view }, changes, traffic),
    restore: ({ changes: done, delays, time, speed = 1, request, rate = USUAL_RATE, panel }) => {
      view.getState().look({ panel });
      traffic.getState().setRate(rate);
      const { cluster } = document.getState().router;
      changes.getState().restore(cluster, { changes: done, delays: { ...STANDARD_DELAYS, ...delays }, time, speed });
      traffic.getState().send(request ?? playback.getState().request);
    },
    tell: ({ changes: done, delays = {}, until }, { lead, play }) => {
      const told = { changes: done, delays: { ...STANDARD_DELAYS, ...delays } };
      const isOpen = isPlayed(changes.getState(), told);
      if (!isOpen) {
        const { speed, close, restore } = changes.getState();
        close();
        restore(document.getState().router.cluster, { ...told, time: 0, speed });
        traffic.getState().send(playback.getState().request);
      }
      const { open, seek, playTo, time } = changes.getState();
      const end = Math.min(until ?? Infinity, open?.timeline.duration ?? 0);
      if (!play) seek(end);
      else playTo(isOpen ? Math.max(time() < end ? time() : 0, end - lead) : 0, until);
    },
    discard: () => changes.getState().close(),
    takeBack: () => changes.getState().takeBack(),
    keep: () => {
      const { open, changes: done } = changes.getState();
      const { past } = document.getState();
      if (open === undefined) return false;
      const { cluster } = open.routers.momentAt(open.timeline.duration);
      changes.getState().close();
      const edit = { code: 'KEEP_CHANGES', detail: { changes: done.map(({ change }) => change) } } as const;
      document.getState().edit(edit, (current) => ({
        ...current,
        objects: frozenObjects(current.objects, cluster),
        // What people did before is in the state of the pods.
        interventions: [],
      }));
      return document.getState().past !== past;
    },
  };
}

/** Walks, traffic and the cluster on the screen go with the moment of the timeline. */
function followStores({ document, playback, view }: Stores, changes: ChangeStore, traffic: TrafficStore): void {
  let shown = document.getState().router;
  const show = (router: typeof shown | undefined): void => {
    if (router !== undefined) shown = router;
    document.getState().show(router);
  };
  changes.subscribe((state, previous) => {
    if (state.playing && !previous.playing && playback.getState().playing) playback.getState().pause();
    if (state.open === previous.open && state.happened === previous.happened) return;
    if ((state.open === undefined) !== (previous.open === undefined))
      view.setState({ timeline: state.open !== undefined });
    if (state.open === undefined) view.getState().look({ panel: undefined });
    const moment = state.open?.routers.momentAt(state.time());
    const silent = moment?.cluster.nodes.filter(({ name }) => moment.isDown(name)).map(({ name }) => name) ?? [];
    if (silent.join() !== view.getState().silentNodes.join()) view.setState({ silentNodes: silent });
    show(state.open?.routers.at(state.time()));
  });
  playback.subscribe((state, previous) => {
    if (state.playing && !previous.playing) changes.getState().pause();
    if (state.request !== previous.request && changes.getState().open !== undefined)
      traffic.getState().send(state.request);
  });
  document.subscribe((state, previous) => {
    // Who opens another document closes the timeline.
    if (state.opening !== previous.opening) return;
    if (changes.getState().open === undefined || state.router === shown) return;
    changes.getState().rebase(state.router.cluster);
  });
}

/** Whether that is the open timeline. */
function isPlayed({ open, changes, delays }: ChangeState, told: Pick<ChangeState, 'changes' | 'delays'>): boolean {
  return open !== undefined && JSON.stringify([changes, delays]) === JSON.stringify([told.changes, told.delays]);
}

/** One player for the clock: the timeline, and the traffic through it. */
function playerOf(changes: ChangeStore, traffic: TrafficStore, tick: (elapsed: number) => void): Player {
  const isBusy = (): boolean => changes.getState().playing || traffic.getState().working;
  return {
    getState: () => ({ playing: isBusy(), tick }),
    subscribe: (listener) => {
      let playing = isBusy();
      const listen = (): void => {
        const before = playing;
        playing = isBusy();
        if (playing !== before) listener({ playing }, { playing: before });
      };
      const stops = [changes.subscribe(listen), traffic.subscribe(listen)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** What a link has to hold to show the moment again; undefined while no timeline is open. */
function shownMoment(
  { playback, view }: Pick<Stores, 'playback' | 'view'>,
  changes: ChangeStore,
  traffic: TrafficStore,
): SharedTimeline | undefined {
  const { open, changes: done, delays, speed, time } = changes.getState();
  if (open === undefined) return undefined;
  const { request, rate } = traffic.getState();
  const { panel } = view.getState();
  const unusual = unusualDelays(delays);
  const whole = Math.floor(time());
  return {
    changes: done,
    ...(Object.keys(unusual).length > 0 && { delays: unusual }),
    time: countEvents(open.timeline, whole) === countEvents(open.timeline, time()) ? whole : time(),
    ...(speed !== 1 && { speed }),
    ...(request !== undefined && request !== playback.getState().request && { request }),
    ...(rate !== USUAL_RATE && { rate }),
    ...(panel !== undefined && { panel }),
  };
}
