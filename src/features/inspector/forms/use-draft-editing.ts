import type { RawObject } from '../../../engine/objects.ts';
import { followInText } from '../../../manifests/patch-text.ts';
import { setAtPath } from '../../../manifests/set-at-path.ts';
import { textOfObject } from '../../../simulation/views/object-text.ts';
import { useDocument } from '../../../simulation/workspace/context.ts';
import type { EditTarget } from '../object/inspected.ts';
import { setDraft } from '../yaml/drafts.ts';
import type { Editing } from './use-edit.ts';

/** Changes fields of an object where they stand in a text that is not applied; what says again what is applied is no draft any more. */
export function useDraftEditing(target: EditTarget, text: string): (object: RawObject) => Editing {
  const texts = useDocument((state) => state.document.texts);
  const overrides = useDocument((state) => state.document.overrides);
  return (object) => {
    const replace = (_: string | undefined, after: RawObject): void => {
      const next = followInText(text, object, after);
      setDraft(target, next === textOfObject({ texts, overrides }, target.object) ? undefined : next);
    };
    const set: Editing['set'] = (path, value) => replace(undefined, setAtPath(object, path, value));
    return {
      target: { ...target, object },
      replace,
      set,
      commit: (path, value) => {
        set(path, value);
        return undefined;
      },
    };
  };
}
