import type { RawObject } from '../../../engine/objects.ts';
import { setAtPath } from '../../../manifests/set-at-path.ts';
import { useDocument, useSimulation, useView } from '../../../simulation/workspace/context.ts';
import { putObjects } from '../../../simulation/edits.ts';
import { followDraft } from '../yaml/drafts.ts';
import { refusedAt } from './refused-at.ts';
import { type EditTarget, editTarget, type Inspected } from '../object/inspected.ts';

export interface Editing {
  readonly target: EditTarget;
  /** Sets a field of the target (undefined removes it): one undo step, named after the field. */
  readonly set: (path: readonly (string | number)[], value: unknown) => void;
  /** As `set`, for a field that tells what it is answered: that the API server would refuse the value there, which is not set then. */
  readonly commit: (path: readonly (string | number)[], value: unknown) => string | undefined;
  /** Puts another object in the target's place: one undo step, named after `field`. */
  readonly replace: (field: string | undefined, object: RawObject) => void;
}

/** How to change the inspected object; undefined when it cannot be. */
export function useEdit(inspected: Inspected): Editing | undefined {
  const { document, words } = useSimulation();
  const cluster = useDocument((state) => state.router.cluster);
  const readOnly = useView((state) => state.readOnly);
  const target = editTarget(cluster, inspected);
  if (readOnly || target === undefined) return undefined;
  const replace = (field: string | undefined, object: RawObject): void => {
    const detail = { object: target.ref, ...(field !== undefined && { field }) };
    document.getState().edit({ code: 'SET_FIELD', detail }, (current) => putObjects(current, [object]));
    followDraft(target, object);
  };
  const set: Editing['set'] = (path, value) => {
    const field = path.filter((part) => typeof part === 'string').at(-1);
    replace(field, setAtPath(target.object, path, value));
  };
  return {
    target,
    replace,
    set,
    commit: (path, value) => {
      const refused = refusedAt(document.getState(), target, setAtPath(target.object, path, value), path);
      if (refused !== undefined) return words.of('narrator').diagnostic(refused);
      set(path, value);
      return undefined;
    },
  };
}
