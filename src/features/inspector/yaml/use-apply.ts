import { objectKey } from '../../../engine/objects.ts';
import { parseObject } from '../../../manifests/edit.ts';
import { applyText, writtenRef } from '../../../simulation/texts/apply-text.ts';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import type { EditTarget } from '../object/inspected.ts';
import { setDraft } from './drafts.ts';

/** Puts the object that a text says in the place of the one it was made of, as one edit. */
export function useApply(target: EditTarget): (text: string) => void {
  const { document, view } = useSimulation();
  return (text) => {
    const parsed = parseObject(text, document.getState().engine.programs.cluster);
    if (!parsed.ok) return;
    const { object } = parsed;
    const ref = writtenRef(document.getState().document, object);
    document
      .getState()
      .edit({ code: 'EDIT_OBJECT', detail: { object: target.ref } }, (current) =>
        applyText(current, target.ref, { object, text }),
      );
    setDraft(target, undefined);
    if (objectKey(ref) !== objectKey(target.ref)) view.getState().select(objectKey(ref));
  };
}
