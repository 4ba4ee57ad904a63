import type { ScenarioDocument } from '../../scenario/document/document.ts';
import type { DocumentState } from '../stores/document-store.ts';

/** How often the cluster of the open board was changed since it was opened, without what was undone; moving things about is no change. */
export function countEdits({ document, past, opening }: Pick<DocumentState, 'document' | 'past' | 'opening'>): number {
  const states = [...past.filter((step) => step.opening === opening).map((step) => step.document), document];
  return states.slice(1).filter((after, index) => !isSameCluster(states[index], after)).length;
}

function isSameCluster(a: ScenarioDocument | undefined, b: ScenarioDocument): boolean {
  return a?.objects === b.objects && a.interventions === b.interventions && a.overrides === b.overrides;
}
