import type { Change } from '../engine/kubernetes/changes/change.ts';
import type { TraceRequest } from '../engine/routing/request.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument, type SharedScenario } from '../scenario/document.ts';
import type { ChangeSession } from './change-session.ts';
import { createDocumentStore, type DocumentStore } from './document-store.ts';
import { createPlaybackStore, type PlaybackStore } from './playback-store.ts';
import { loadExplanations, loadPrograms, wantsPrograms } from './programs.ts';
import { formatSource } from './request-source.ts';
import { createViewStore, type ViewStore } from './view-store.ts';

/** The three stores of one open workspace, wired: an edit of the cluster walks the current request again. */
export interface Simulation {
  readonly document: DocumentStore;
  readonly playback: PlaybackStore;
  readonly view: ViewStore;
  /** Opens a document and sends its first request, or shows a shared moment exactly; at once unless a proxy mode has to be fetched. */
  readonly open: (scenario: ScenarioDocument | SharedScenario, options: OpenOptions) => void;
  /** Resolves once what was opened last is on the board. */
  readonly opened: () => Promise<void>;
  /** Lets something happen to the running cluster: what follows is played on a timeline. Rejects when it cannot be fetched. */
  readonly happen: (change: Change) => Promise<void>;
  /** Set once something has happened. */
  readonly session: () => ChangeSession | undefined;
  /** What a link or autosave has to hold to show this moment again. */
  readonly snapshot: () => SharedScenario;
}

export interface OpenOptions {
  readonly label: string;
  readonly clean: boolean;
  /** Start playing; default true. */
  readonly play?: boolean;
  /** Called once it is on the board; never when something else was opened meanwhile. */
  readonly onShown?: () => void;
}

/** What was walked when another document was opened, to show it again when that is undone. */
interface Moment {
  readonly request: TraceRequest;
  readonly choices: readonly number[];
  readonly beat: number;
}

export interface SimulationOptions {
  readonly initial?: ScenarioDocument;
  readonly readOnly?: boolean;
}

export function createSimulation({ initial = EMPTY_DOCUMENT, readOnly = false }: SimulationOptions = {}): Simulation {
  const document = createDocumentStore(initial, { readOnly });
  const playback = createPlaybackStore(document.getState().router);
  const view = createViewStore({ readOnly });
  let session: ChangeSession | undefined;
  const moments = new Map<number, Moment>();

  document.subscribe((state, previous) => {
    if (state.opening === previous.opening) {
      if (state.router !== previous.router) playback.getState().setRouter(state.router);
      return;
    }
    const { request, outcome, beat } = playback.getState();
    if (request !== undefined) moments.set(previous.opening, { request, choices: outcome?.choices ?? [], beat });
    playback.getState().clear();
    playback.getState().setRouter(state.router);
    view.getState().select(undefined);
    const moment = moments.get(state.opening);
    if (moment !== undefined) playback.getState().send(moment.request, { ...moment, play: false });
  });
  // A failure is explained a moment after it is seen.
  playback.subscribe(({ result }, previous) => {
    if (result === undefined || result === previous.result) return;
    void loadExplanations(result.outcomes).then(
      (again) => {
        if (again) playback.getState().setRouter(document.getState().router);
      },
      () => undefined,
    );
  });
  playback.subscribe((state, previous) => {
    const { request } = state;
    if (request === undefined || request === previous.request) return;
    view.getState().setDraft({ from: formatSource(request.from), to: request.to });
  });

  let opening = Promise.resolve();
  let openings = 0;
  const show = (scenario: ScenarioDocument | SharedScenario, { label, clean, play = true }: OpenOptions): void => {
    const shared = 'document' in scenario ? scenario : undefined;
    const opened = shared?.document ?? (scenario as ScenarioDocument);
    document.getState().open(opened, { label, clean });
    const request = shared === undefined ? opened.requests[0] : shared.request;
    if (shared !== undefined) view.getState().setLens(shared.lens);
    if (request === undefined) return;
    const [first] = opened.story;
    if (shared === undefined && first !== undefined) playback.getState().setSkipDns(first.dns !== true);
    playback
      .getState()
      .send(
        request,
        shared === undefined ? { play } : { choices: shared.choices, beat: shared.beat ?? 0, play: false },
      );
  };

  return {
    document,
    playback,
    view,
    session: () => session,
    happen: async (change) => {
      const { createChangeSession } = await import('./change-session.ts');
      session ??= createChangeSession({ document, playback, view });
      session.start(change);
    },
    open: (scenario, options) => {
      const opened = 'document' in scenario ? scenario.document : scenario;
      openings += 1;
      const mine = openings;
      const shown = (): void => {
        if (mine !== openings) return;
        show(scenario, options);
        options.onShown?.();
      };
      if (!wantsPrograms(opened)) shown();
      else {
        // Where it cannot be fetched, the walk says what stands in for it.
        opening = loadPrograms().then(shown, shown);
      }
    },
    opened: () => opening,
    snapshot: () => {
      const { request, outcome, beat } = playback.getState();
      return {
        document: document.getState().document,
        ...(request === undefined ? {} : { request }),
        choices: outcome?.choices ?? [],
        beat: Math.max(beat, 0),
        lens: view.getState().lens,
      };
    },
  };
}
