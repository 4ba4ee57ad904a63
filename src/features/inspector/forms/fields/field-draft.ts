import { createContext, use } from 'react';
import type { ObjectRef, RawObject } from '../../../../engine/objects.ts';
import {
  fieldKey,
  lookupFieldDrafts,
  setTextDraft,
  useTextDraft,
} from '../../../../simulation/workspace/text-drafts.ts';
import { useFieldPath } from './About.tsx';

/** The object of the document that a form changes. */
interface Drafted {
  readonly ref: ObjectRef;
  readonly object: RawObject;
}

const DraftedContext = createContext<Drafted | undefined>(undefined);

/** Around a form: what is typed into its fields and not kept is kept as a draft of this object. */
export const DraftedProvider = DraftedContext.Provider;

interface FieldDraft {
  /** What is typed into the field around and not kept; undefined: nothing. */
  readonly text: string | undefined;
  readonly set: (text: string | undefined) => void;
}

/** The draft of the field around; where it is of no object that somebody wrote, there is none. */
export function useFieldDraft(): FieldDraft {
  const target = use(DraftedContext);
  const path = useFieldPath();
  const key = target && path && fieldKey(target.ref, path);
  const text = useTextDraft(key, target?.object);
  return {
    text,
    set: (next) => {
      if (target === undefined || key === undefined || next === text) return;
      setTextDraft(key, next === undefined ? undefined : { base: target.object, text: next });
    },
  };
}

/** Fields of the form's object into which something is typed and not kept, as the form is opened. */
export function useFieldsDrafted(): ReturnType<typeof lookupFieldDrafts> {
  const target = use(DraftedContext);
  return target === undefined ? [] : lookupFieldDrafts(target.ref);
}
