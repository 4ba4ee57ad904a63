import type { Change } from '../../engine/changes.ts';
import type { Cluster } from '../../engine/objects.ts';
import type { Beat } from '../../engine/story.ts';
import {
  EMPTY_DOCUMENT,
  type ScenarioDocument,
  type SharedScenario,
  type SharedScreen,
} from '../../scenario/document/document.ts';
import type { Language, PartName } from '../../narration/page/language.ts';
import { createWords, type Words } from '../../narration/page/words.ts';
import type { Answers } from '../predict/answers.ts';
import type { ChangeSession } from '../changes/change-session.ts';
import type { Edit } from '../stores/edit-details.ts';
import { createDocumentStore, type DocumentStore, type HistoryEntry } from '../stores/document-store.ts';
import { createPlaybackStore, type PlaybackStore } from '../playback/playback-store.ts';
import {
  type Fetched,
  fetchExplanations,
  fetchFolding,
  fetchRare,
  type WalkWordsSource,
  wantsPrograms,
} from '../stores/programs.ts';
import { formatSource } from '../../engine/requests.ts';
import type { Background } from '../playback/way-count.ts';
import { requestAnew, withSent } from '../requests/sent-requests.ts';
import type { SimulationOptions } from './simulation-options.ts';
import { readScreen, showScreen } from './screen.ts';
import type { Stage } from './stage.ts';
import { followStory, showStoryStep, type StoryStage } from './story.ts';
import { createWalkingFetch } from './walking.ts';
import { createViewStore, type ViewState, type ViewStore } from '../stores/view-store.ts';

/** What was on the screen beside a document that something else was opened over, and what was sent on it. */
type ScreenLeft = SharedScreen & Pick<ViewState, 'sent'>;

/** The three stores of one open workspace, wired: an edit of the cluster walks the current request again. */
export interface Simulation {
  readonly document: DocumentStore;
  readonly playback: PlaybackStore;
  readonly view: ViewStore;
  /** Where what nobody waits for is worked out; absent: at once. */
  readonly background: Background | undefined;
  /** What the page says, in its language. */
  readonly words: Words;
  /** Opens a document and sends its first request, or shows a shared moment exactly; at once unless a proxy mode has to be fetched. */
  readonly open: (scenario: ScenarioDocument | SharedScenario, options: OpenOptions) => void;
  /** Fetches what a document needs of the engine. Where it cannot be fetched, walks say what stands in for it. */
  readonly prepare: (document: ScenarioDocument) => Promise<void>;
  /** Fetches what walks requests, where the engine has yet to. Rejects when it cannot be fetched. */
  readonly fetchWalking: () => Promise<void>;
  /** Resolves once what was opened last is on the board. */
  readonly opened: () => Promise<void>;
  /** Lets something happen to the running cluster: what follows is played on a timeline. Rejects when it cannot be fetched. */
  readonly happen: (change: Change) => Promise<void>;
  /** Plays a timeline that a story tells of, in the same way; that it cannot be fetched is told. */
  readonly tell: StoryStage['tell'];
  /** Set once something has happened. */
  readonly session: () => ChangeSession | undefined;
  /** What was predicted; absent: nothing is asked. */
  readonly answers?: Answers | undefined;
  /** What a link or autosave has to hold to show this moment again. */
  readonly snapshot: () => SharedScenario;
  /** What was on the screen beside a document when another was opened over it, by the number of its opening; undefined: none was. */
  readonly screenLeft: (opening: number) => ScreenLeft | undefined;
}

export interface OpenOptions {
  /** What opening it is in the history. */
  readonly edit: Edit;
  readonly clean: boolean;
  /** Start playing; default true. */
  readonly play?: boolean;
  /** The document's cluster, where it is built already. */
  readonly cluster?: Cluster;
  /** Called once it is on the board, with the step of the history; never when something else was opened meanwhile. */
  readonly onShown?: (step: HistoryEntry | undefined) => void;
}

export function createSimulation(options: SimulationOptions): Simulation {
  const { language, initial = EMPTY_DOCUMENT, readOnly = false, background } = options;
  const document = createDocumentStore(initial, options);
  const wordsOf = (beat: Beat): number => document.getState().narrator.beat(beat).caption.split(/[ :]+/).length;
  const walking = createWalkingFetch(document, options);
  const playback = createPlaybackStore(document.getState().router, {
    background,
    wordsOf,
    recall: (request) => options.recall?.(document.getState().document, request),
    onWait: walking.want,
  });
  const view = createViewStore({ readOnly });
  const said = createPageWords(language, walking.fetch);
  let session: ChangeSession | undefined;
  const bare: Stage = { document, playback, view, session: () => session, answers: options.answers };
  const tell = tellWith(bare, () => timelineFetched());
  const stage = { ...bare, tell };
  let showing = false;

  const screenLeft = followDocument(stage, () => showing);
  followStory(stage);
  fetchWhatWalksNeed(stage, language.walks, options.onMissing);
  const needSession = async (): Promise<ChangeSession> => {
    const create = await fetchSession(stage, language.walks, said);
    session ??= create();
    return session;
  };
  let opening = Promise.resolve();
  let openings = 0;
  const show = (
    scenario: ScenarioDocument | SharedScenario,
    { edit, clean, cluster, play = true, onShown }: OpenOptions,
  ): void => {
    const shared = 'document' in scenario ? scenario : undefined;
    const opened = shared?.document ?? (scenario as ScenarioDocument);
    showing = true;
    const step = document.getState().open(opened, { edit, clean, cluster });
    showing = false;
    if (shared === undefined) beginAnew(stage, opened, play);
    else showScreen(stage, shared);
    onShown?.(step);
  };
  const timelineFetched = async (): Promise<ChangeSession | undefined> => {
    try {
      return await needSession();
    } catch {
      view.getState().toast({ tone: 'error', text: noTimeline(said) });
      return undefined;
    }
  };

  const prepare = async (wanted: ScenarioDocument): Promise<void> => {
    const needed = walking.isNeededFor(wanted) ? walking.fetch() : undefined;
    await Promise.allSettled([needed, fetchProgramsFor(document, wanted, language.walks)]);
  };

  return {
    ...stage,
    background,
    words: said,
    prepare,
    fetchWalking: walking.fetch,
    happen: async (change) => (await needSession()).start(change),
    open: (scenario, options) => {
      const opened = 'document' in scenario ? scenario.document : scenario;
      openings += 1;
      const mine = openings;
      const timeline = 'document' in scenario && scenario.timeline !== undefined;
      const shown = (): void => {
        if (mine === openings) show(scenario, options);
      };
      const isReady = !wantsPrograms(document.getState().engine, opened) && !walking.isNeededFor(opened);
      if (isReady && (!timeline || session !== undefined)) shown();
      else opening = Promise.all([prepare(opened), timeline ? timelineFetched() : undefined]).then(shown);
    },
    opened: () => opening,
    screenLeft,
    snapshot: () => ({ document: document.getState().document, ...readScreen(stage) }),
  };
}

/** Tells of a timeline with what is fetched for it; what somebody went on from meanwhile is told no more. */
function tellWith(
  { document, view, session }: Stage,
  fetch: () => Promise<ChangeSession | undefined>,
): StoryStage['tell'] {
  return (told, options) => {
    const { opening } = document.getState();
    const { part } = view.getState();
    const isShown = (): boolean => document.getState().opening === opening && view.getState().part === part;
    const here = session();
    if (here !== undefined) return here.tell(told, options);
    void fetch().then((fetched) => {
      if (isShown()) fetched?.tell(told, options);
    });
  };
}

async function fetchProgramsFor(
  document: DocumentStore,
  wanted: ScenarioDocument,
  walks: Language['walks'],
): Promise<void> {
  const { engine, extend } = document.getState();
  if (wantsPrograms(engine, wanted)) extend(await fetchRare(walks));
}

/** Begins with the story's first part, or with the first request. */
function beginAnew(stage: StoryStage, opened: ScenarioDocument, play: boolean): void {
  const { playback, view } = stage;
  const [request] = opened.requests;
  const [first] = opened.story;
  playback.getState().setDepth(view.getState().depthChosen ?? 'story');
  if (first?.request !== undefined && opened.requests[first.request] !== undefined) {
    showStoryStep(stage, 0, { play });
    return;
  }
  if (request === undefined) return;
  if (first !== undefined) playback.getState().setSkipDns(first.dns !== true);
  playback.getState().send(request, { play });
}

/** What comes later may ask anything of the engine. */
function createPageWords(language: Language, fetchWalking: () => Promise<unknown>): Words {
  const later = async () => (await Promise.all([language.fetch.later(), fetchWalking()]))[0];
  return createWords({ ...language, fetch: { ...language.fetch, later } });
}

/** Fetches what lets things happen, with the words for requests that fail meanwhile. */
async function fetchSession(stage: Stage, walks: WalkWordsSource, words: Words): Promise<() => ChangeSession> {
  const [{ createChangeSession }, failures] = await Promise.all([
    import('../changes/change-session.ts'),
    walks.failures(),
    words.fetch(['later']),
  ]);
  stage.document.getState().extend({ programs: [], words: failures });
  return () => createChangeSession(stage);
}

/** Walk, screen and request bar go with the document; undoing an opening shows what was there. `isShowing`: who opens it says what is shown. */
function followDocument(stage: Stage, isShowing: () => boolean): Simulation['screenLeft'] {
  const { document, playback, view } = stage;
  /** What was on the screen when another document was opened, to show it again when that is undone. */
  const left = new Map<number, ScreenLeft>();
  document.subscribe((state, previous) => {
    if (state.opening === previous.opening) {
      if (state.router === previous.router) return;
      const anew = requestAnew(previous.document, state.document, playback.getState().request);
      playback.getState().setRouter(state.router, anew);
      return;
    }
    left.set(previous.opening, { ...readScreen(stage), sent: view.getState().sent });
    playback.getState().clear();
    stage.session()?.discard();
    playback.getState().setRouter(state.router);
    view.getState().select(undefined);
    view.getState().look({ part: 0, reach: {} });
    const screen = left.get(state.opening);
    view.setState({ unfolded: [], asking: false, authoring: false, trying: false, sent: screen?.sent ?? [] });
    if (screen !== undefined) showScreen(stage, screen);
    const [first] = state.document.requests;
    // Undone after a reload: what was walked then is not known.
    if (screen === undefined && !isShowing() && first !== undefined) playback.getState().send(first, { play: false });
  });
  playback.subscribe((state, previous) => {
    const { request } = state;
    if (request === undefined || request === previous.request) return;
    view.getState().setDraft({ from: formatSource(request.from), to: request.to });
    view.setState({ sent: withSent(view.getState().sent, request) });
  });
  return (opening) => left.get(opening);
}

/** What tells why a request failed, and what folds ways that are alike, is fetched when a walk wants it; then it is walked again. */
function fetchWhatWalksNeed(
  { document, playback }: Stage,
  walks: WalkWordsSource,
  onMissing: SimulationOptions['onMissing'],
): void {
  /** Walks again with what comes, where anything is wanted. */
  const walkWith = (part: PartName, fetched: Promise<Fetched>, retry: () => void): void =>
    void fetched.then(
      (more) => {
        if (more.programs.length > 0) document.getState().extend(more, 'route');
      },
      (error: unknown) => onMissing?.(part, error, retry),
    );
  // A failure is explained a moment after it is seen.
  const explain = (): void => {
    const { result, error } = playback.getState();
    if (result === undefined && error === undefined) return;
    walkWith('explanations', fetchExplanations(document.getState().engine, result?.outcomes, walks), explain);
  };
  // Fetched while the first ways are counted, which then begins anew.
  const fold = (): void => {
    const { result } = playback.getState();
    if (result !== undefined) walkWith('folding', fetchFolding(document.getState().engine, result, walks), fold);
  };
  let hasSteps = false;
  const tellSteps = (): void => {
    if (hasSteps || playback.getState().depth === 'story') return;
    hasSteps = true;
    void walks.steps().then(
      (words) => document.getState().extend({ programs: [], words }),
      (error: unknown) => {
        hasSteps = false;
        onMissing?.('stepWords', error, tellSteps);
      },
    );
  };
  playback.subscribe(({ result, error }, previous) => {
    tellSteps();
    if (result !== previous.result || error !== previous.error) explain();
    if (result !== previous.result) fold();
  });
}

function noTimeline(words: Words): string {
  const { couldNotBeLoaded, names, areYouOffline } = words.of('parts');
  return couldNotBeLoaded(names.timeline, areYouOffline);
}
