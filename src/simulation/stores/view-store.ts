import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TraceRequest } from '../../engine/requests.ts';
import type { HistoryEntry } from './document-store.ts';
import type { Cluster } from '../../engine/objects.ts';
import type {
  ElementId,
  InspectorView,
  Lens,
  Position,
  ReachView,
  ScenarioDocument,
  SharedTimeline,
  WalkDepth,
} from '../../scenario/document/document.ts';

export type DialogName =
  | 'gallery'
  | 'challenges'
  | 'course'
  | 'make-course'
  | 'handout'
  | 'boards'
  | 'new'
  | 'share'
  | 'import'
  | 'export'
  | 'commands'
  | 'shortcuts'
  | 'legend'
  | 'findings'
  | 'compare'
  | 'changes'
  | 'lab'
  | 'reach'
  | 'unread'
  | 'migrate'
  | 'board-text'
  | 'cluster'
  | 'requests';
export type ThemeChoice = 'system' | 'light' | 'dark';

/** A short message at the edge of the screen. */
export interface Toast {
  readonly id: number;
  readonly tone: 'info' | 'success' | 'error';
  readonly text: string;
  /** What the message tells: it offers to take that back as long as it is the last change. */
  readonly undo?: HistoryEntry | undefined;
  /** Offers something else to do about it. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** It is there until it is dismissed, as errors are that tell of no edit. What passes speaks of the board on the screen and goes with it. */
  readonly stays?: boolean;
}

/** Where the panels of the page are. */
export interface Room {
  readonly walk: 'open' | 'folded';
  /** Where it is in respect to the walk, on screens that have room for both ways. */
  readonly inspector: 'beside' | 'below';
}

/** Which request is being filled in by clicking on the canvas. */
export type PickTarget = 'from' | 'to';

/** What somebody builds with; asked for again it is another value. */
export type BuildTool =
  /** What can be added. `at`: a place of the window, where the first of it is to stand. */
  | { readonly is: 'add'; readonly at?: Position }
  /** What can be done to an element, at a place of the window; absent: to the board. */
  | { readonly is: 'menu'; readonly element?: ElementId; readonly x: number; readonly y: number }
  | { readonly is: 'rename'; readonly element: ElementId }
  /** A line from an element. `drawing`: the pointer is down, and lets go where it leads. */
  | { readonly is: 'connect'; readonly element: ElementId; readonly drawing?: boolean };

/** While a line is drawn: where it may lead, and who takes what is chosen on the canvas. */
export interface LineTargets {
  readonly from: ElementId;
  readonly open: ReadonlySet<ElementId>;
  readonly take: (element: ElementId) => void;
}

/** `cluster`: that of the document. `at`: a place of the window; absent: where the pointer is, or in the middle. */
export type PlaceNew = (
  document: ScenarioDocument,
  cluster: Cluster,
  elements: readonly ElementId[],
  at?: Position,
) => ScenarioDocument;

export interface Arrival {
  readonly element: ElementId;
  readonly done: boolean;
  /** It is new on the board, nobody looked for it: it comes into view, and that moves no further than it has to. */
  readonly isAdded?: true;
}

export interface ViewState {
  readonly lens: Lens;
  /** The part of the story that is shown, counted from 0. */
  readonly part: number;
  /** Why the story is put aside: another request is on the board, or the board is another; undefined: it is told. */
  readonly aside: 'request' | 'board' | undefined;
  /** The part's question is put, and its walk waits. */
  readonly asking: boolean;
  /** At which depth the person wants walks to be told: a story leaves it at that. undefined: as who tells them likes. */
  readonly depthChosen: WalkDepth | undefined;
  /** Opened with ?view or ?embed: everything can be looked at and played, nothing changed. */
  readonly readOnly: boolean;
  /** Counts requests to fit the board into the canvas; the canvas answers each. */
  readonly fits: number;
  /** The last fit was asked for by a person: it shows the whole board, however small. */
  readonly wholeFit: boolean;
  readonly theme: ThemeChoice;
  readonly room: Room;
  /** The board has the whole screen, with the story as captions. */
  readonly presenting: boolean;
  /** The story and the goal of the board are being written: of this board, until another is opened. */
  readonly authoring: boolean;
  /** Who wrote them tries them as a learner. */
  readonly trying: boolean;
  /** What the inspector shows. */
  readonly selected: ElementId | undefined;
  /** Several things that are selected together, at least two, or one while they are gathered; empty: `selected` is what is. */
  readonly group: readonly ElementId[];
  /** All that is shown is to be selected: the canvas, which knows what that is, does it. */
  readonly allAsked: boolean;
  /** Where there is no Shift: what is tapped joins what is selected, and a frame is drawn around more. */
  readonly gathering: boolean;
  /** What somebody looked for: the canvas brings it into view and gives it the focus, once. */
  readonly arrival: Arrival | undefined;
  readonly dialog: DialogName | undefined;
  /** The keys that were pressed for the palette, or for what one builds with, before it was there. */
  readonly early: readonly string[];
  /** How the inspector shows it. */
  readonly inspector: InspectorView;
  readonly reach: ReachView;
  /** What is unfolded above the timeline. */
  readonly panel: SharedTimeline['panel'] | undefined;
  /** Names of what is unfolded elsewhere. */
  readonly unfolded: readonly string[];
  /** True while a timeline of changes is open. */
  readonly timeline: boolean;
  /** Nodes that do not answer in the moment that is shown. */
  readonly silentNodes: readonly string[];
  readonly toasts: readonly Toast[];
  /** Set while a click on the canvas names the request's source or target. */
  readonly picking: PickTarget | undefined;
  /** What is being built with, over the board. */
  readonly build: BuildTool | undefined;
  /** Set while a line is drawn. */
  readonly line: LineTargets | undefined;
  /** Set by the canvas: the board with these things, which are new on it, where one looks. Undefined: they stand where they come to. */
  readonly placeNew: PlaceNew | undefined;
  /** The request bar's fields as typed: source ("pod/NS/NAME", "node/NAME", "internet") and URL. */
  readonly draft: { readonly from: string; readonly to: string };
  /** What was sent on this board since it was opened, the last one first. */
  readonly sent: readonly TraceRequest[];
  readonly setLens: (lens: Lens) => void;
  /** Shows things of the view differently. */
  readonly look: (view: Partial<Look>) => void;
  readonly fold: (name: string, unfolded: boolean) => void;
  readonly fitView: (whole?: boolean) => void;
  readonly setTheme: (theme: ThemeChoice) => void;
  readonly present: (presenting: boolean) => void;
  readonly setRoom: (room: Partial<Room>) => void;
  readonly select: (element: ElementId | undefined) => void;
  /** Selects these together; of one alone the inspector tells. */
  readonly selectAll: (elements: readonly ElementId[]) => void;
  /** Adds an element to what is selected, or takes it away. */
  readonly toggleSelected: (element: ElementId) => void;
  readonly askForAll: () => void;
  readonly gather: (gathering: boolean) => void;
  /** Selects an element and goes to it. */
  readonly arriveAt: (element: ElementId) => void;
  /** Brings an element into view and leaves the focus where it is. */
  readonly bringUp: (element: ElementId) => void;
  /** The canvas has done what it could. */
  readonly arrived: () => void;
  readonly openDialog: (dialog: DialogName | undefined) => void;
  /** Its id. */
  readonly toast: (toast: Omit<Toast, 'id'>) => number;
  readonly dismiss: (id: number) => void;
  readonly pick: (target: PickTarget | undefined) => void;
  readonly setLine: (line: LineTargets | undefined) => void;
  readonly setBuild: (tool: BuildTool | undefined) => void;
  readonly setDraft: (draft: Partial<{ readonly from: string; readonly to: string }>) => void;
}

/** What of the view belongs to the board that is open: with another one it begins anew. */
export type Look = Pick<ViewState, 'part' | 'inspector' | 'reach' | 'panel'>;

export type ViewStore = StoreApi<ViewState>;

const MAX_TOASTS = 3;

/** What is on the screen besides the document and the walk. */
export function createViewStore({ readOnly = false }: { readonly readOnly?: boolean } = {}): ViewStore {
  let nextToast = 1;
  return createStore<ViewState>()((set, get) => ({
    lens: 'objects',
    part: 0,
    aside: undefined,
    asking: false,
    depthChosen: undefined,
    readOnly,
    fits: 0,
    wholeFit: false,
    theme: 'system',
    presenting: false,
    authoring: false,
    trying: false,
    room: { walk: 'open', inspector: 'beside' },
    selected: undefined,
    group: [],
    allAsked: false,
    gathering: false,
    arrival: undefined,
    inspector: {},
    reach: {},
    panel: undefined,
    unfolded: [],
    dialog: undefined,
    early: [],
    timeline: false,
    silentNodes: [],
    toasts: [],
    picking: undefined,
    build: undefined,
    line: undefined,
    placeNew: undefined,
    draft: { from: '', to: '' },
    sent: [],
    setLens: (lens) => set({ lens }),
    fitView: (whole = false) => set({ fits: get().fits + 1, wholeFit: whole }),
    setTheme: (theme) => set({ theme }),
    present: (presenting) => set({ presenting }),
    setRoom: (room) => set({ room: { ...get().room, ...room } }),
    ...selecting(set, get),
    arriveAt: (element) => {
      get().select(element);
      set({ arrival: { element, done: false } });
    },
    bringUp: (element) => set({ arrival: { element, done: false, isAdded: true } }),
    arrived: () => {
      const { arrival } = get();
      if (arrival !== undefined) set({ arrival: { ...arrival, done: true } });
    },
    look: (view) => set(view),
    fold: (name, unfolded) => {
      const others = get().unfolded.filter((each) => each !== name);
      set({ unfolded: unfolded ? [...others, name] : others });
    },
    openDialog: (dialog) => set({ dialog, early: [] }),
    toast: (toast) => {
      const id = nextToast;
      const { toasts } = get();
      // What went wrong stays longest.
      const spare = toasts.length < MAX_TOASTS ? undefined : (toasts.find(({ tone }) => tone !== 'error') ?? toasts[0]);
      set({ toasts: [...toasts.filter((each) => each !== spare), { ...toast, id }] });
      nextToast += 1;
      return id;
    },
    dismiss: (id) => set({ toasts: get().toasts.filter((toast) => toast.id !== id) }),
    pick: (picking) => set({ picking }),
    setLine: (line) => set({ line }),
    setBuild: (build) => set({ build, early: [] }),
    setDraft: (draft) => set({ draft: { ...get().draft, ...draft } }),
  }));
}

type Selecting = Pick<ViewState, 'select' | 'selectAll' | 'toggleSelected' | 'askForAll' | 'gather'>;

function selecting(set: (patch: Partial<ViewState>) => void, get: () => ViewState): Selecting {
  return {
    select: (selected) => {
      const { selected: before, group } = get();
      if (group.length > 0) set({ group: [] });
      if (selected !== before) set({ selected, inspector: {}, arrival: undefined });
    },
    selectAll: (elements) => {
      const group = [...new Set(elements)];
      const isOne = group.length === 1 && !get().gathering;
      get().select(isOne ? group[0] : undefined);
      set({ allAsked: false, ...(!isOne && group.length > 0 && { group }) });
    },
    toggleSelected: (element) => {
      const { group, selected, selectAll } = get();
      const before = selected === undefined ? group : [selected];
      const others = before.filter((each) => each !== element);
      selectAll(others.length < before.length ? others : [...others, element]);
    },
    askForAll: () => set({ allAsked: true }),
    gather: (gathering) => {
      const { selected, group, selectAll } = get();
      set({ gathering });
      selectAll(selected === undefined ? group : [selected]);
    },
  };
}
