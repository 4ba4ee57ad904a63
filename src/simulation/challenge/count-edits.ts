import type { ScenarioDocument } from '../../scenario/document/document.ts';
import type { DocumentState } from '../stores/document-store.ts';
import { sinceBegun } from './since-begun.ts';

/**
 * How often the cluster of the open board was changed since it was opened, or since its goal was written, without what was undone;
 * moving things about is no change.
 */
export function countEdits(state: Pick<DocumentState, 'document' | 'past' | 'opening'>): number {
  const states = [...sinceBegun(state).map((step) => step.document), state.document];
  return states.slice(1).filter((after, index) => !isSameCluster(states[index], after)).length;
}

function isSameCluster(a: ScenarioDocument | undefined, b: ScenarioDocument): boolean {
  return a?.objects === b.objects && a.interventions === b.interventions && a.overrides === b.overrides;
}
