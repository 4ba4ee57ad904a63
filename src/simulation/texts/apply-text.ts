import { objectKey, type ObjectRef, type RawObject } from '../../engine/objects.ts';
import { withHidden } from '../../manifests/clean-object.ts';
import type { ObjectText } from '../../manifests/board-text.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { putObjects, removeObjects, withoutStaleStatus } from '../edits.ts';
import { homeOf, refOf } from '../object-refs.ts';
import { withWritten } from '../views/object-text.ts';
import { findObject } from '../build/board-objects.ts';

/** The document with what somebody wrote in the place of the object `ref`; what its text does not show stays. */
export function applyText(document: ScenarioDocument, ref: ObjectRef, written: ObjectText): ScenarioDocument {
  const before = findObject(document, ref)?.object;
  const isRenamed = objectKey(writtenRef(document, written.object)) !== objectKey(ref);
  const object = isRenamed || before === undefined ? written.object : withHidden(before, written.object);
  return withWritten(putObjects(isRenamed ? removeObjects(document, [ref]) : document, [object]), [written]);
}

/** What a text names: where it says no namespace, that of the board. */
export function writtenRef(document: ScenarioDocument, object: RawObject): ObjectRef {
  return refOf(object, homeOf(document));
}

/**
 * The document with a text of several documents in the place of the objects that were `shown`; what is not in a text as it cannot be
 * shown stays.
 */
export function applyBoardText(
  document: ScenarioDocument,
  shown: readonly ObjectText[],
  written: readonly ObjectText[],
): ScenarioDocument {
  const home = homeOf(document);
  const before = new Map(shown.map(({ object }) => [objectKey(refOf(object, home)), object]));
  const identical = new Set(before.values());
  const after = written.map(({ object }): RawObject => {
    const old = before.get(objectKey(refOf(object, home)));
    return old === undefined || identical.has(object) ? object : withoutStaleStatus(old, withHidden(old, object));
  });
  const rest = document.objects.filter((object) => !identical.has(object));
  return withWritten(
    { ...document, objects: [...after, ...rest] },
    written.filter(({ object }) => !identical.has(object)),
  );
}
