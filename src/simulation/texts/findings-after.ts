import type { Finding } from '../../engine/objects.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import type { DocumentState } from '../stores/document-store.ts';
import { findingsOf } from '../views/findings.ts';

/** What is likely to be a mistake on a board as an edit would leave it, which is not made. */
export function findingsAfter({ engine, router }: DocumentState, after: ScenarioDocument): readonly Finding[] {
  const { objects, interventions, overrides } = after;
  return findingsOf(engine.buildCluster({ objects, interventions, overrides, previous: router.cluster }));
}
