import type { ObjectRef } from '../../../src/engine/objects.ts';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { renameObject } from '../../../src/simulation/build/rename.ts';
import { buildCluster } from '../../whole-engine.ts';

/** A document in which an object has another name, with the pods that the whole engine makes. */
export function renamed(document: ScenarioDocument, ref: ObjectRef, name: string): ScenarioDocument {
  return renameObject(document, ref, name, (board) => buildCluster(board).pods);
}
