import { type ObjectRef, type RawObject, refIn } from '../engine/objects.ts';
import type { ScenarioDocument } from '../scenario/document/document.ts';

/** The namespace of objects that name none. */
export function homeOf({ overrides }: Pick<ScenarioDocument, 'overrides'>): string {
  return overrides.defaultNamespace ?? 'default';
}

/** Which object it is, as the cluster knows it: a namespace that it does not name is that of the board. */
export const refOf = (object: RawObject, home: string): ObjectRef => refIn(object, home);
