import type { Delays, TimedChange } from '../../engine/changes.ts';
import type { ClusterOverrides, Intervention, RawObject } from '../../engine/objects.ts';
import type { Step } from '../../engine/packets.ts';
import type { TraceRequest } from '../../engine/requests.ts';
import type { Goal } from './goal.ts';
import type { Patch } from './patch.ts';

/** Identifies an element on the canvas: an object key ("Pod/shop/web-0", "Node/node-1") or "internet", "load-balancer". */
export type ElementId = string;

/** Left upper corner in canvas pixels, in the element's parent's frame (a pod's parent is its node). */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/**
 * A step of a walk, named so that it is found again when other steps come or go: the leg of the outcome, the direction, the
 * hop, and which of the hop's steps of one type. All counted from 0.
 */
export interface StepAddress {
  /** Index into the outcome's legs, those of name lookups included. */
  readonly leg: number;
  readonly direction: 'request' | 'reply';
  /** Index into the trace's hops. */
  readonly hop: number;
  readonly type: Step['type'];
  /** What the step does, e.g. "REJECT", where steps of its type do several things: other networks put other steps before it. */
  readonly action?: string;
  /** Which of the hop's steps of that type, and with that action where one is named; absent: the first. */
  readonly nth?: number;
}

/** A note shown beside a step of a scenario. */
export interface StoryStep {
  readonly title: string;
  readonly text: string;
  /** Index into `requests`; absent: no request is sent. */
  readonly request?: number;
  /** Step of the walk to which it plays, and stops; absent: it plays to the end. */
  readonly step?: StepAddress;
  /** At which depth it is told; absent: as a story. */
  readonly depth?: WalkDepth;
  /** What happens to the cluster while it is told; the walk is that of its moment, and stands still. */
  readonly timeline?: StoryTimeline;
  /** It is true of these only; absent: of all. */
  readonly holds?: StoryTerms;
  /** The same by its index, as it was told before steps had addresses; `step` goes before it. */
  readonly beat?: number;
  /** The name lookup belongs to what is shown. */
  readonly dns?: true;
  /** What is to be predicted before the walk is shown. */
  readonly question?: StoryQuestion;
}

/** What somebody is asked about a part's request. What there is to choose from, and what is right, is found by walking it. */
export interface StoryQuestion {
  /**
   * Is it answered; which pod answers; which source address does the receiver see; which destination does the packet have when it
   * leaves a hop; where is it lost; which HTTP status comes back; how many questions name servers are asked.
   */
  readonly ask: 'ARRIVES' | 'ANSWERED_BY' | 'SOURCE_SEEN' | 'DESTINATION' | 'WHERE_LOST' | 'STATUS' | 'QUESTIONS';
  /** The hop whose packet DESTINATION is about: its leg, direction and index count; absent: that of the part's step. */
  readonly at?: StepAddress;
}

/** A timeline that a part of a story plays. */
export interface StoryTimeline {
  /** At least one, in the order of their times. */
  readonly changes: readonly TimedChange[];
  /** Those that differ from STANDARD_DELAYS. */
  readonly delays?: Partial<Delays>;
  /** The moment to which it plays, and stops, in milliseconds into the timeline; absent: it plays to the end. */
  readonly until?: number;
}

/** Of which clusters a part of a story tells; what is absent does not matter. */
export interface StoryTerms {
  readonly proxyModes?: readonly NonNullable<ClusterOverrides['proxyMode']>[];
  /** "unnamed" (UNNAMED_CNI): nobody has named one, it is wired as a bridge, and policies are enforced. */
  readonly cnis?: readonly string[];
  /** The internet gets to the nodes: no cloud is named whose usual firewall keeps it out. */
  readonly open?: true;
}

/** A request of a document, with what a list of requests calls it. */
export interface SavedRequest extends TraceRequest {
  readonly title?: string;
}

/** What people save and share. Immutable; every change makes a new one. */
export interface ScenarioDocument {
  readonly version: 1;
  /** "": nobody has given it one. */
  readonly title: string;
  /** The lesson it was opened as, by its id: a link can tell the difference from it. */
  readonly lesson?: string;
  readonly objects: readonly RawObject[];
  /** What a person did to the running cluster, in order. */
  readonly interventions: readonly Intervention[];
  readonly overrides: ClusterOverrides;
  /**
   * What somebody wrote, by the keys of objects, with comments and in its order. An object may have been changed since: it decides,
   * and its text follows. Absent: nobody wrote any. No link has them.
   */
  readonly texts?: Readonly<Record<string, string>>;
  /** Positions a person set; all others are laid out automatically. Of a lens other than Objects: "wires|Node/node-1". */
  readonly layout: Readonly<Record<ElementId, Position>>;
  /** Requests to choose from; the first is sent when a scenario opens. */
  readonly requests: readonly SavedRequest[];
  readonly story: readonly StoryStep[];
  /** What is to be brought about on the board; absent: it is no challenge. */
  readonly goal?: Goal;
}

/** Ways to look at one walk: who talks to whom, over which wires, and what belongs to which application. */
export type Lens = 'objects' | 'wires' | 'application';

/** At which depth a walk is told: a few beats, hop by hop with steps that say little on one line, or every rule. */
export type WalkDepth = 'story' | 'hops' | 'rules';

/** What the inspector shows of the selected element. */
export interface InspectorView {
  /** Absent: its fields. */
  readonly tab?: string;
  /** Lines of a host's text must contain it; absent: all are shown. */
  readonly filter?: string;
  /** Absent: 4. */
  readonly family?: 6;
}

/** What of the reachability matrix is shown. */
export interface ReachView {
  /** Namespace of the sources, of the destinations; "": every one; absent: as the size of the matrix suggests. */
  readonly from?: string;
  readonly to?: string;
  readonly onlyChanges?: true;
}

/** What happens to the cluster, and the moment that is shown of it. */
export interface SharedTimeline {
  /** At least one, in the order of their times. */
  readonly changes: readonly TimedChange[];
  /** Those that differ from STANDARD_DELAYS. */
  readonly delays?: Partial<Delays>;
  /** The moment, in milliseconds into the timeline. It stands still there. */
  readonly time: number;
  /** 0.25 to 8; absent: 1. */
  readonly speed?: number;
  /** What is sent again and again, where it is not the request that is shown. */
  readonly request?: SavedRequest;
  /** Requests in a second; absent: 5. */
  readonly rate?: number;
  /** What is unfolded above it; absent: nothing. */
  readonly panel?: 'delays' | 'events';
}

/** In a link only: the lesson that the document is made of, in place of the document. */
export interface LessonBase {
  readonly lesson: string;
  /** Which text of the lesson: see editionOf. */
  readonly edition: string;
  /** What makes the document of it: see differenceFrom. Absent: it is the lesson as it is. */
  readonly difference?: Patch;
  /** The request that is shown, where it is one of the document's: its index. */
  readonly request?: number;
}

/** What is on the screen beside the document. What is absent is as it is when a document opens. */
export interface SharedScreen {
  readonly request?: SavedRequest;
  /** Answers to the random choices: the chosen branch. */
  readonly choices: readonly number[];
  /** The step of the walk that is shown; absent: the first. */
  readonly step?: StepAddress;
  /** The same by its index, as links of p1 have it; read where `step` is absent. */
  readonly beat?: number;
  readonly lens: Lens;
  /** Absent: "hops", as in links from before there were stories. */
  readonly depth?: WalkDepth;
  /** The name lookup belongs to the walk. */
  readonly dns?: true;
  /** Speed of the walk, 0.25 to 4; absent: 1. */
  readonly speed?: number;
  /** The part of the story that is shown, counted from 0; absent: the first. */
  readonly part?: number;
  /** The story is put aside: the board is another than it tells of. */
  readonly aside?: true;
  readonly selected?: ElementId;
  readonly inspector?: InspectorView;
  readonly reach?: ReachView;
  /** Names of what is unfolded, in the order of the alphabet; absent: nothing. */
  readonly unfolded?: readonly string[];
  readonly timeline?: SharedTimeline;
  readonly base?: LessonBase;
}

/** A document together with what is on the screen: what a link, a scenario file and this browser keep. */
export interface SharedScenario extends SharedScreen {
  readonly document: ScenarioDocument;
}

export const EMPTY_DOCUMENT: ScenarioDocument = {
  version: 1,
  title: '',
  objects: [],
  interventions: [],
  overrides: {},
  layout: {},
  requests: [],
  story: [],
};
