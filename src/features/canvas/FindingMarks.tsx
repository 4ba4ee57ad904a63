import { usePageWords, withWords } from '../../ui/words.ts';
import { type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { useHeldBack } from '../../simulation/challenge/held-back.ts';
import { useDocument } from '../../simulation/workspace/context.ts';
import { withPart } from '../../ui/fetch-part.ts';
import type * as FindingMark from './boxes/marks/FindingMark.tsx';
import { UnreadMarksContext } from './boxes/marks/unread-marks.ts';

/** Looking for mistakes in more pods than this would be felt. */
const MOST_PODS = 1000;

interface FindingMarksProps {
  /** What makes them, where it is at hand: they are there at once. */
  readonly given?: typeof FindingMark;
  readonly children: ReactNode;
}

/** Adds to the boxes within the marks of what is wrong with their objects. */
export function FindingMarks({ given, children }: FindingMarksProps) {
  const words = usePageWords();
  const cluster = useDocument((state) => state.router.cluster);
  const isHeldBack = useHeldBack();
  const unread = use(UnreadMarksContext);
  const [made, setMade] = useState<typeof FindingMark | undefined>(given);
  useEffect(() => {
    if (given !== undefined) return;
    withPart(
      'findingMarks',
      withWords(words, () => import('./boxes/marks/FindingMark.tsx')),
      setMade,
    );
  }, [words, given]);
  const marks = useMemo(() => {
    if (made === undefined || isHeldBack || cluster.pods.length > MOST_PODS) return unread;
    const wrong = made.createFindingMarks(cluster);
    return (id: string, inside: readonly string[]): ReactNode => (
      <>
        {unread(id, inside)}
        {wrong(id, inside)}
      </>
    );
  }, [made, isHeldBack, cluster, unread]);
  return <UnreadMarksContext value={marks}>{children}</UnreadMarksContext>;
}
