import { useEffect } from 'react';
import { useSimulation } from '../../simulation/workspace/context.ts';

/** What was pressed while what it is for was on its way is pressed again, where the focus is by now. */
export function useEarlyKeys(): void {
  const { view } = useSimulation();
  useEffect(() => {
    const { early } = view.getState();
    if (early.length === 0) return;
    view.setState({ early: [] });
    for (const key of early)
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  }, [view]);
}
