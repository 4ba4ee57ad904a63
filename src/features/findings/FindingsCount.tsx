import { TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Cluster } from '../../engine/objects.ts';
import { useHeldBack } from '../../simulation/challenge/held-back.ts';
import { findingsOf } from '../../simulation/views/findings.ts';
import { useDocument, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';

/** Milliseconds after an edit: looking for mistakes waits for those who type. */
const DELAY = 300;
/** Of more objects the mistakes are looked for when somebody asks: it takes longer than one may wait for a key. */
const MOST_OBJECTS = 3000;

/** How many things about the objects of the board are likely to be mistakes; opens their list. */
export function FindingsCount() {
  const words = useWords('findings');
  const cluster = useDocument((state) => state.router.cluster);
  const isHeldBack = useHeldBack();
  const openDialog = useView((state) => state.openDialog);
  const [counted, setCounted] = useState<{ readonly of: Cluster; readonly count: number }>();
  const isLarge = cluster.objects.size > MOST_OBJECTS;
  useEffect(() => {
    if (isLarge) return undefined;
    const timer = window.setTimeout(() => setCounted({ of: cluster, count: findingsOf(cluster).length }), DELAY);
    return () => window.clearTimeout(timer);
  }, [cluster, isLarge]);
  if (isHeldBack) return null;
  if (!isLarge && (counted === undefined || counted.count === 0)) return null;
  const count = isLarge ? undefined : counted?.count;
  const said = count === undefined ? words.title : words.count(count);
  const button = {
    hint: words.about,
    icon: <TriangleAlert size={16} aria-hidden />,
    'aria-haspopup': 'dialog',
    onClick: () => openDialog('findings'),
  } as const;
  return (
    <>
      <Button {...button} label={said} className="px-2! text-changed! max-sm:hidden! lg:max-xl:hidden!" />
      {/* A phone has room for the number alone, and a small screen beside the title and the words of all buttons, too. */}
      <Button
        {...button}
        label={count === undefined ? '' : `${count}`}
        aria-label={said}
        data-short
        className="gap-1! px-1! text-changed! sm:max-lg:hidden! xl:hidden!"
      />
    </>
  );
}
