import { usePageWords, withWords } from '../../../../ui/words.ts';
import { createContext, createElement, type ReactNode, useEffect, useState } from 'react';
import type { ElementId } from '../../../../scenario/document/document.ts';
import { usePlayback } from '../../../../simulation/workspace/context.ts';
import { withPart } from '../../../../ui/fetch-part.ts';

type UnreadMarks = (id: ElementId, inside: readonly ElementId[]) => ReactNode;

const NONE: UnreadMarks = () => undefined;

/** The mark of an element and of what is folded in it; undefined: it has none. */
export const UnreadMarksContext = createContext<UnreadMarks>(NONE);

/** Marks elements once something was not considered: what does is fetched then. */
export function useUnreadMarks(): UnreadMarks {
  const words = usePageWords();
  const some = usePlayback(({ result }) => result?.notConsidered !== undefined);
  const [marks, setMarks] = useState<UnreadMarks>();
  useEffect(() => {
    if (some)
      withPart(
        'unreadMarks',
        withWords(words, () => import('./UnreadMark.tsx')),
        ({ UnreadMark }) =>
          setMarks(() => (id: ElementId, inside: readonly ElementId[]) => createElement(UnreadMark, { id, inside })),
      );
  }, [some, words]);
  return some && marks !== undefined ? marks : NONE;
}
