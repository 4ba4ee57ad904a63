import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { objectKey, type RawObject } from '../../../engine/objects.ts';
import { withPart } from '../../../ui/fetch-part.ts';
import type { EditTarget } from '../object/inspected.ts';

/** What is written of an object and not applied yet. */
interface Draft {
  /** The object it was begun with. */
  readonly base: RawObject;
  readonly text: string;
}

interface Drafts {
  /** By the key of their objects: who looks at another object meanwhile finds them again. */
  readonly drafts: ReadonlyMap<string, Draft>;
}

const store = createStore<Drafts>(() => ({ drafts: new Map() }));

/** Keeps a draft of the object; undefined: there is none any more. */
export function setDraft({ ref, object }: EditTarget, text: string | undefined): void {
  const drafts = new Map(store.getState().drafts);
  if (text === undefined) drafts.delete(objectKey(ref));
  else drafts.set(objectKey(ref), { base: object, text });
  store.setState({ drafts });
}

/** What a form changes goes into the draft, too: what is written there is not lost, and not undone when it is applied. */
export function followDraft(target: EditTarget, after: RawObject): void {
  const draft = store.getState().drafts.get(objectKey(target.ref));
  if (draft === undefined || draft.base !== target.object) return;
  withPart(
    'textEditor',
    () => import('../../../manifests/patch-text.ts'),
    ({ followInText }) => setDraft({ ...target, object: after }, followInText(draft.text, draft.base, after)),
  );
}

/** What is written of the object and not applied; undefined: nothing, or of what the object was before. */
export function useDraft(target: EditTarget | undefined): string | undefined {
  return useStore(store, ({ drafts }) => {
    const draft = target && drafts.get(objectKey(target.ref));
    return draft !== undefined && draft.base === target?.object ? draft.text : undefined;
  });
}
