import type { ClusterOverrides, Intervention } from '../engine/kubernetes/cluster.ts';
import type { RawObject } from '../engine/kubernetes/object.ts';
import type { TraceRequest } from '../engine/routing/request.ts';

/** Identifies an element on the canvas: an object key ("Pod/shop/web-0", "Node/node-1") or "internet", "load-balancer". */
export type ElementId = string;

/** Left upper corner in canvas pixels, in the element's parent's frame (a pod's parent is its node). */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** A note shown beside a step of a scenario. */
export interface StoryStep {
  readonly title: string;
  readonly text: string;
  /** Index into `requests`; absent: no request is sent. */
  readonly request?: number;
  /** Beat of the walk to show; absent: play from the start. */
  readonly beat?: number;
  /** The name lookup belongs to what is shown, and `beat` counts it. */
  readonly dns?: true;
}

/** A request of a document, with what a list of requests calls it. */
export interface SavedRequest extends TraceRequest {
  readonly title?: string;
}

/** What people save and share. Immutable; every change makes a new one. */
export interface ScenarioDocument {
  readonly version: 1;
  readonly title: string;
  readonly objects: readonly RawObject[];
  /** What a person did to the running cluster, in order. */
  readonly interventions: readonly Intervention[];
  readonly overrides: ClusterOverrides;
  /** Positions a person set; all others are laid out automatically. */
  readonly layout: Readonly<Record<ElementId, Position>>;
  /** Requests to choose from; the first is sent when a scenario opens. */
  readonly requests: readonly SavedRequest[];
  readonly story: readonly StoryStep[];
}

/** Two ways to look at one walk. */
export type Lens = 'objects' | 'wires';

/** A document together with what is on the screen. */
export interface SharedScenario {
  readonly document: ScenarioDocument;
  readonly request?: SavedRequest;
  /** Answers to the random choices: the chosen branch. */
  readonly choices: readonly number[];
  /** Index of the current beat of the walk. */
  readonly beat: number;
  readonly lens: Lens;
}

export const EMPTY_DOCUMENT: ScenarioDocument = {
  version: 1,
  title: 'Untitled',
  objects: [],
  interventions: [],
  overrides: {},
  layout: {},
  requests: [],
  story: [],
};
