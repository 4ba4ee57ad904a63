import { objectKey, type RawObject } from '../../../engine/objects.ts';
import { lookupTextDraft, setTextDraft, useTextDraft } from '../../../simulation/workspace/text-drafts.ts';
import { withPart } from '../../../ui/fetch-part.ts';
import type { EditTarget } from '../object/inspected.ts';

/** Keeps a draft of the object; undefined: there is none any more. */
export function setDraft({ ref, object }: EditTarget, text: string | undefined): void {
  setTextDraft(objectKey(ref), text === undefined ? undefined : { base: object, text });
}

/** What a form changes goes into the draft, too: what is written there is not lost, and not undone when it is applied. */
export function followDraft(target: EditTarget, after: RawObject): void {
  const draft = lookupTextDraft(objectKey(target.ref));
  if (draft === undefined || draft.base !== target.object) return;
  withPart(
    'textEditor',
    () => import('../../../manifests/patch-text.ts'),
    ({ followInText }) => setDraft({ ...target, object: after }, followInText(draft.text, target.object, after)),
  );
}

/** Whether something is written of the object as it is and not applied. */
export function hasDraft({ ref, object }: EditTarget): boolean {
  return lookupTextDraft(objectKey(ref))?.base === object;
}

/** What is written of the object and not applied; undefined: nothing, or of what the object was before. */
export function useDraft(target: EditTarget | undefined): string | undefined {
  return useTextDraft(target && objectKey(target.ref), target?.object);
}
