import type { ScenarioDocument } from '../../scenario/document/document.ts';

/** What each part of the form of a goal has. */
export interface OfGoal {
  readonly document: ScenarioDocument;
  readonly edit: (change: (document: ScenarioDocument) => ScenarioDocument) => void;
}
