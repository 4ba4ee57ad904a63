import { useEffect, useEffectEvent } from 'react';
import { formatObjectRef } from '../../../engine/objects.ts';
import { useSimulation, useView } from '../../../simulation/workspace/context.ts';
import { useWords } from '../../../ui/words.ts';
import type { EditTarget } from '../object/inspected.ts';
import { hasDraft } from './drafts.ts';

/** Says that something is written and not applied of an object that is left for another one, and leads back to it. */
export function usePendingNotice(target: EditTarget): void {
  const words = useWords('inspector');
  const { view } = useSimulation();
  const id = useView((state) => state.selected);
  const onLeave = useEffectEvent((): void => {
    const { selected, toast, arriveAt, look } = view.getState();
    if (id === undefined || selected === id || !hasDraft(target)) return;
    const run = (): void => {
      arriveAt(id);
      look({ inspector: { tab: 'yaml' } });
    };
    const text = words.yaml.pending(formatObjectRef(target.ref));
    toast({ tone: 'info', text, action: { label: words.yaml.showPending, run } });
  });
  useEffect(() => () => onLeave(), []);
}
