import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Cluster } from '../../engine/objects.ts';
import type { Engine, Router } from '../../engine/engine.ts';
import { loadPrograms } from '../../engine/fetched.ts';
import {
  type Fetched,
  fetchRare,
  lacksPrograms,
  type OnMissing,
  type WalkWordsSource,
  wantsPrograms,
} from './programs.ts';
import type { WalkWords } from '../../narration/page/walk-words.ts';
import type { Narrator } from '../../narration/narrator.ts';
import type { Language } from '../../narration/page/language.ts';
import type { Edit, KeptEdit } from './edit-details.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';

/** A document as it was, and what was done next. */
export interface HistoryEntry {
  readonly document: ScenarioDocument;
  /** What the change was. */
  readonly edit: KeptEdit;
  readonly opening: number;
}

export interface DocumentState {
  readonly document: ScenarioDocument;
  /** What clusters are built with from now on. */
  readonly engine: Engine;
  /** Tells what packets do, in the words at hand. */
  readonly narrator: Narrator;
  /** The routing engine over the document's cluster, or over what is shown instead; a new one only when that changed. */
  readonly router: Router;
  readonly past: readonly HistoryEntry[];
  readonly future: readonly HistoryEntry[];
  /** True when there are changes that opening something else would lose. */
  readonly dirty: boolean;
  /** Counts documents opened; changes of a document keep it, undoing an opening brings back the number of the one before. */
  readonly opening: number;
  /**
   * Replaces the document by what `change` makes of it; one undo step. The same document back: nothing happened. `cluster`: that of
   * the changed document, where it is built already. Returns that step; undefined: there is none.
   */
  readonly edit: (
    edit: Edit,
    change: (document: ScenarioDocument) => ScenarioDocument,
    cluster?: Cluster,
  ) => HistoryEntry | undefined;
  /** What was undone; undefined: there was nothing. */
  readonly undo: () => KeptEdit | undefined;
  /** What was done again. */
  readonly redo: () => KeptEdit | undefined;
  /** Shows a moment of a timeline instead of the document's own cluster; undefined: that again. */
  readonly show: (router: Router | undefined) => void;
  /** Exchanges engine and narrator for those with what was fetched too. The open cluster is built again, or only routed, or stays as it is. */
  readonly extend: (fetched: Fetched, then?: 'build' | 'route') => void;
  /**
   * Another state of the open board, from the store or another tab, or one of another opening as it was left: no undo step. Opening
   * numbers in it are not given out again.
   */
  readonly load: (state: Partial<Pick<DocumentState, 'document' | 'past' | 'future' | 'dirty' | 'opening'>>) => void;
  /**
   * Opens another document; undo brings the old one back. `clean`: it is stored elsewhere (a lesson, a file, a link). Returns the
   * step of the history; undefined: what was open held nothing.
   */
  readonly open: (document: ScenarioDocument, options: DocumentOpening) => HistoryEntry | undefined;
}

export interface DocumentOpening {
  /** What opening it is in the history. */
  readonly edit: Edit;
  readonly clean: boolean;
  /** The document's cluster, where it is built already. */
  readonly cluster?: Cluster | undefined;
}

export type DocumentStore = StoreApi<DocumentState>;

const HISTORY_LIMIT = 200;

export interface DocumentOptions {
  /** Nothing can be changed, only opened. */
  readonly readOnly?: boolean;
  /** To begin with. */
  readonly engine: Engine;
  /** What only some walks need words for, as far as it is at hand. */
  readonly words?: WalkWords | undefined;
  /** In which it is told what packets do. */
  readonly language: Pick<Language, 'narrate' | 'walks'>;
  /** What the cluster needs of the engine could not be fetched; the walk says what stands in for it. */
  readonly onMissing?: OnMissing;
}

/** The open document with its undo history, and the engine over it. */
export function createDocumentStore(initial: ScenarioDocument, options: DocumentOptions): DocumentStore {
  let openings = 0;
  const { readOnly = false, engine: first, language, onMissing } = options;
  const { narrate, walks } = language;
  let { words = {} } = options;
  let own = routerFor(first, initial);
  const missed = new Set<KeptEdit>();
  const store = createStore<DocumentState>()((set, get) => {
    const replace: Replace = (document, cluster, before = own) => {
      const { document: old, router, engine } = get();
      if (sameCluster(old, document)) return { document, router };
      own = cluster === undefined ? routerFor(engine, document, before) : engine.createRouter(cluster);
      return { document, router: own };
    };
    return {
      document: initial,
      engine: first,
      narrator: narrate(words),
      router: own,
      past: [],
      future: [],
      dirty: false,
      opening: 0,
      edit: (edit, change, cluster) => {
        if (readOnly) return undefined;
        makeEditsCheap(get());
        const { document, past, opening } = get();
        const next = change(document);
        if (next === document) return undefined;
        const step = { document, edit, opening };
        const [before, made] = [own, replace(next, cluster)];
        // Who goes back to the board that is told of has it as it is there.
        const isTold = edit.code === 'RESUME_STORY';
        if (!isTold && (missed.size > 0 || !keeps(get()))) missed.add(edit);
        set({
          ...(isTold ? made : keepGiven(get(), before, made, (kept) => replace(kept, undefined, before))),
          past: [...past, step].slice(-HISTORY_LIMIT),
          future: [],
          dirty: true,
        });
        return step;
      },
      ...undoing(set, get, replace),
      show: (router) => set({ router: router ?? own }),
      extend: ({ programs, words: more, walking }, then) => {
        const { document, engine: before, narrator } = get();
        const engine = (walking === undefined ? before : before.walkingBy(walking)).with(...programs);
        if (then !== undefined) own = then === 'build' ? routerFor(engine, document) : routerAfter(engine, own);
        words = { ...words, ...more };
        set({
          engine,
          narrator: more === undefined ? narrator : narrate(words),
          ...(then !== undefined && { router: own }),
        });
        catchUp(missed, get, (all) => set({ ...all, ...replace(all.document) }));
      },
      load: ({ document = get().document, ...rest }) => {
        for (const { opening } of [...(rest.past ?? []), ...(rest.future ?? [])])
          openings = Math.max(openings, opening);
        set({ ...replace(document), ...rest, document });
      },
      open: (document, { edit, clean, cluster }) => {
        const { document: old, past, opening } = get();
        const step = old.objects.length > 0 ? { document: old, edit, opening } : undefined;
        openings += 1;
        set({
          ...replace(document, cluster),
          opening: openings,
          past: step === undefined ? past : [...past, step].slice(-HISTORY_LIMIT),
          future: [],
          dirty: !clean,
        });
        return step;
      },
    };
  });
  completeWith(store, walks, onMissing);
  return store;
}

type Replaced = Pick<DocumentState, 'document' | 'router'>;
/** What the edit did not touch is taken from `before`; absent: from what there is. */
type Replace = (document: ScenarioDocument, cluster?: Cluster, before?: Router) => Replaced;
type SetState = (patch: Partial<DocumentState>) => void;

/** After an edit whatever it did not touch has what it had: the document says so where that does not follow from its objects. */
function keepGiven(
  { document, engine }: DocumentState,
  before: Router,
  first: Replaced,
  build: (document: ScenarioDocument) => Replaced,
): Replaced {
  let made = first;
  const { overrides, interventions } = first.document;
  engine.programs.keepAllocations?.({
    before: before.cluster,
    after: first.router.cluster,
    overrides,
    interventions: [document.interventions, interventions],
    build: (others) => {
      made = build({ ...first.document, overrides: others });
      return made.router.cluster;
    },
  });
  return made;
}

const keeps = ({ engine }: DocumentState): boolean => engine.programs.keepAllocations !== undefined;

/** Has edits recorded that were made before what records them was there. */
function catchUp(
  missed: Set<KeptEdit>,
  get: () => DocumentState,
  take: (recorded: Pick<DocumentState, 'document' | 'past' | 'future'>) => void,
): void {
  if (missed.size > 0 && keeps(get()))
    void import('./record-missed.ts').then(
      (early) => early.recordEarly(get(), missed, take),
      () => undefined,
    );
}

function undoing(set: SetState, get: () => DocumentState, replace: Replace): Pick<DocumentState, 'undo' | 'redo'> {
  return {
    undo: () => {
      const { document, past, future, opening } = get();
      const entry = past.at(-1);
      if (entry === undefined) return undefined;
      set({
        ...replace(entry.document),
        past: past.slice(0, -1),
        future: [{ document, edit: entry.edit, opening }, ...future],
        opening: entry.opening,
        dirty: true,
      });
      return entry.edit;
    },
    redo: () => {
      const { document, past, future, opening } = get();
      const entry = future[0];
      if (entry === undefined) return undefined;
      set({
        ...replace(entry.document),
        past: [...past, { document, edit: entry.edit, opening }],
        opening: entry.opening,
        future: future.slice(1),
        dirty: true,
      });
      return entry.edit;
    },
  };
}

/** An edit, or another tab, may ask for what is not at hand, as a proxy mode: it is fetched, and the cluster is programmed again. */
function completeWith(store: DocumentStore, walks: WalkWordsSource, onMissing: OnMissing | undefined): void {
  const complete = ({ router, engine, document }: DocumentState): void => {
    if (!lacksPrograms(router) && !wantsPrograms(engine, document)) return;
    void fetchRare(walks).then(
      (fetched) => store.getState().extend(fetched, 'build'),
      (error: unknown) => onMissing?.('programs', error, () => complete(store.getState())),
    );
  };
  store.subscribe((state, before) => {
    if (state.router !== before.router) complete(state);
  });
  complete(store.getState());
}

/** Until what makes edits of a few objects cheap in large clusters is there, each builds the cluster anew. */
function makeEditsCheap({ engine, extend }: DocumentState): void {
  if (!engine.programs.names.includes('edits'))
    void loadPrograms(['edits']).then(
      (programs) => extend({ programs }),
      () => undefined,
    );
}

/** A router over the document's cluster; what the change from `previous` did not touch is taken from there. */
function routerFor(engine: Engine, { objects, interventions, overrides }: ScenarioDocument, previous?: Router): Router {
  const before = previous === undefined ? {} : { previous: previous.cluster };
  const cluster = engine.buildCluster({ objects, interventions, overrides, ...before });
  const isFirst = previous === undefined || previous.isWaiting === true;
  return engine.createRouter(cluster, isFirst ? {} : { previous: previous.network });
}

/** A router over the same cluster, with its hosts as far as there are any. */
function routerAfter(engine: Engine, { cluster, network, isWaiting }: Router): Router {
  return engine.createRouter(cluster, isWaiting === true ? {} : { previous: network });
}

function sameCluster(a: ScenarioDocument, b: ScenarioDocument): boolean {
  return a.objects === b.objects && a.interventions === b.interventions && a.overrides === b.overrides;
}
