import { isNamespaced, type ObjectRef, type RawObject } from '../engine/objects.ts';
import type { ScenarioDocument } from '../scenario/document/document.ts';

/** The namespace of objects that name none. */
export function homeOf({ overrides }: Pick<ScenarioDocument, 'overrides'>): string {
  return overrides.defaultNamespace ?? 'default';
}

/** Which object it is, as the cluster knows it: a namespace that it does not name is that of the board. */
export function refOf({ apiVersion, kind, metadata: { name, namespace } }: RawObject, home: string): ObjectRef {
  return isNamespaced(apiVersion, kind) ? { kind, namespace: namespace ?? home, name } : { kind, name };
}
