import type { Cluster, ObjectRef } from '../../engine/objects.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import type { DocumentState } from '../stores/document-store.ts';
import { type BoardFinding, findingsOf, findingsOfObjects } from '../views/findings.ts';

/** The cluster of a board as an edit would leave it, which is not made. */
export function clusterAfter(
  { engine, router }: Pick<DocumentState, 'engine' | 'router'>,
  { objects, interventions, overrides }: ScenarioDocument,
): Cluster {
  return engine.buildCluster({ objects, interventions, overrides, previous: router.cluster });
}

/** What is likely to be a mistake on it; `about`: in these objects. */
export function findingsAfter(
  state: DocumentState,
  after: ScenarioDocument,
  about?: readonly ObjectRef[],
): readonly BoardFinding[] {
  const cluster = clusterAfter(state, after);
  return about === undefined ? findingsOf(cluster) : findingsOfObjects(cluster, about);
}
