import { createStore, type StoreApi } from 'zustand/vanilla';
import { ALL_PROGRAMS } from '../../engine/all-programs.ts';
import { createEngine, type Router } from '../../engine/engine.ts';
import type { Cluster } from '../../engine/objects.ts';
import type { TraceRequest } from '../../engine/requests.ts';
import type { SavedRequest, ScenarioDocument } from '../../scenario/document/document.ts';
import type { PlaybackStore } from '../playback/playback-store.ts';
import type { Background } from '../playback/way-count.ts';
import type { DocumentState, DocumentStore, HistoryEntry } from '../stores/document-store.ts';
import type { ViewStore } from '../stores/view-store.ts';
import { FEW_WAYS } from '../views/compare-walks.ts';
import { requestKey } from './request-key.ts';
import { type Standing, standingOf, unlike } from './standing.ts';

/** A request that ends otherwise than before an edit. */
export interface ChangedRequest {
  readonly request: SavedRequest;
  readonly before: Standing;
  readonly after: Standing;
}

/** What an edit changed of the requests on the board. */
export interface WhatChanged {
  /** The edit, as the history has it. */
  readonly step: HistoryEntry;
  /** At least one. */
  readonly requests: readonly ChangedRequest[];
}

export interface StandingsState {
  /** How each request stands, by requestKey; one that is not in it is still being walked. */
  readonly now: ReadonlyMap<string, Standing>;
  /** undefined: the last edit changed nothing, or that was dismissed. */
  readonly changed: WhatChanged | undefined;
  readonly dismiss: () => void;
}

export type StandingsStore = StoreApi<StandingsState>;

/** A board as requests are walked on it. */
interface Board {
  readonly document: ScenarioDocument;
  readonly cluster: Cluster;
}

/** An edit and the board before it. */
interface Edited {
  readonly step: HistoryEntry;
  readonly before: Board;
}

/** Of the workspace whose requests are walked. */
export interface Walked {
  readonly document: DocumentStore;
  readonly playback: PlaybackStore;
  readonly view: ViewStore;
  /** absent: all are walked at once. */
  readonly background: Background | undefined;
}

/** Parts of the page that show it share it. */
const known = new WeakMap<Walked, StandingsStore>();

/** How the requests stand of the board that is open, and what its last edit changed of that. Import it only where it is shown: the whole engine comes with it. */
export function standingsOf(walked: Walked): StandingsStore {
  const standings = known.get(walked) ?? createStandings(walked);
  known.set(walked, standings);
  return standings;
}

const NONE: ReadonlyMap<string, Standing> = new Map();

function createStandings({ document, playback, view, background }: Walked): StandingsStore {
  const store = createStore<StandingsState>()((set) => ({
    now: NONE,
    changed: undefined,
    dismiss: () => {
      edit = undefined;
      set({ changed: undefined });
    },
  }));
  const walks = createWalks();
  /** The last edit and the board before it, as long as what it changed is told. */
  let edit: Edited | undefined;
  let shown: Board | undefined;
  let cancel: (() => void) | undefined;

  function* work(board: Board): Generator<void, void, undefined> {
    const pairs = pairsOf(board.document, edit?.before.document, playback.getState().request);
    const tell = (): void => store.setState({ now: new Map(walks.known(board.cluster)) });
    tell();
    for (const { request } of pairs) if (yield* walks.walk(board.cluster, request)) tell();
    if (edit === undefined) return;
    const { step, before } = edit;
    for (const { was } of pairs) yield* walks.walk(before.cluster, was);
    const requests = pairs.flatMap(({ request, was }): readonly ChangedRequest[] => {
      const then = walks.known(before.cluster).get(requestKey(was));
      const now = walks.known(board.cluster).get(requestKey(request));
      return then === undefined || now === undefined || then.end === now.end
        ? []
        : [{ request, before: unlike(then, now), after: unlike(now, then) }];
    });
    store.setState({ changed: requests.length === 0 ? undefined : { step, requests } });
  }

  const update = (): void => {
    cancel?.();
    cancel = undefined;
    // Its moments are walked as they pass; the board is what it was.
    if (view.getState().timeline) return;
    const { document: open, router } = document.getState();
    shown = { document: open, cluster: router.cluster };
    const working = work(shown);
    const step = (): boolean => working.next().done !== true;
    if (background === undefined) while (step());
    else cancel = background(step);
  };

  document.subscribe((state, previous) => {
    if (state.document === previous.document && state.router === previous.router) return;
    if (state.document !== previous.document) {
      // Told of it once what it left alone has what it had: it is the same edit.
      const isRecorded = edit !== undefined && state.past.at(-1) === edit.step && previous.past.at(-1) === edit.step;
      if (!isRecorded) edit = editOf(state, previous, shown);
      store.setState({ changed: undefined });
    }
    update();
  });
  playback.subscribe((state, previous) => {
    // An edit that names it anew is told of by the document.
    const isOfShown = document.getState().document === shown?.document;
    if (isOfShown && state.request !== previous.request && state.request !== undefined) update();
  });
  view.subscribe((state, previous) => {
    if (state.timeline !== previous.timeline) update();
  });
  update();
  return store;
}

/**
 * undefined: another document was opened, a step of the history was undone, or nothing of the cluster is another. Of several edits that
 * another tab has made it is the last.
 */
function editOf(state: DocumentState, previous: DocumentState, before: Board | undefined): Edited | undefined {
  const step = state.past.at(-1);
  if (step === undefined || before === undefined || state.opening !== previous.opening) return undefined;
  if (state.router.cluster === before.cluster) return undefined;
  if (step.document === previous.document) return { step, before };
  const made = state.past.length - previous.past.length;
  if (made < 1) return undefined;
  const { objects, interventions, overrides } = step.document;
  const cluster = (): Cluster =>
    state.engine.buildCluster({ objects, interventions, overrides, previous: before.cluster });
  return { step, before: made === 1 ? before : { document: step.document, cluster: cluster() } };
}

interface Pair {
  readonly request: SavedRequest;
  /** As it was before the edit: what was renamed is named anew in it. */
  readonly was: TraceRequest;
}

/** The requests of the board, and what is walked on it beside them, each once. */
function pairsOf(
  { requests }: ScenarioDocument,
  before: ScenarioDocument | undefined,
  current: TraceRequest | undefined,
): readonly Pair[] {
  const isInPlace = before?.requests.length === requests.length;
  const pairs = new Map<string, Pair>();
  for (const [index, request] of requests.entries())
    pairs.set(requestKey(request), { request, was: (isInPlace ? before.requests[index] : undefined) ?? request });
  if (current !== undefined && !pairs.has(requestKey(current)))
    pairs.set(requestKey(current), { request: current, was: current });
  return [...pairs.values()];
}

/** Walks requests on clusters, each once; what an edit did not touch of a network is that of the one before. */
function createWalks() {
  const engine = createEngine(ALL_PROGRAMS);
  const found = new WeakMap<Cluster, Map<string, Standing>>();
  const routers = new WeakMap<Cluster, Router>();
  let last: Router | undefined;
  const routerOf = (cluster: Cluster): Router => {
    last = routers.get(cluster) ?? engine.createRouter(cluster, last === undefined ? {} : { previous: last.network });
    routers.set(cluster, last);
    return last;
  };
  const of = (cluster: Cluster): Map<string, Standing> => {
    const standings = found.get(cluster) ?? new Map<string, Standing>();
    found.set(cluster, standings);
    return standings;
  };
  /** A way at a time; returns whether it was not known. */
  function* walk(cluster: Cluster, request: TraceRequest): Generator<void, boolean, undefined> {
    const standings = of(cluster);
    const key = requestKey(request);
    if (standings.has(key)) return false;
    const gathered = routerOf(cluster).gather(request, FEW_WAYS);
    if (!gathered.ok) {
      standings.set(key, standingOf(gathered));
      return true;
    }
    for (;;) {
      const next = gathered.value.next();
      if (next.done === true) {
        standings.set(key, standingOf({ ok: true, value: next.value }));
        return true;
      }
      yield;
    }
  }
  return { known: (cluster: Cluster): ReadonlyMap<string, Standing> => of(cluster), walk };
}
