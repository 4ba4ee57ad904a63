import { useStore } from 'zustand';
import type { ChangeSession } from '../../simulation/changes/change-session.ts';
import { offeredChanges, tellOffered } from '../../simulation/changes/offered-changes.ts';
import { useDocument, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';

/** What may happen next to what is selected on the board. */
export function QuickChanges({ session }: { readonly session: ChangeSession }) {
  const words = useWords('changes');
  const told = useWords('offeredChanges');
  const selected = useView((state) => state.selected);
  const silentNodes = useView((state) => state.silentNodes);
  const cluster = useDocument((state) => state.router.cluster);
  // The cluster of the moment: what is gone cannot be deleted again.
  useStore(session.changes, (state) => state.happened);
  const offered = selected === undefined ? [] : offeredChanges(cluster, selected, silentNodes);
  if (offered.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1" role="group" aria-label={words.happen}>
      {offered.map((each) => (
        <Button
          key={each.offer}
          {...tellOffered(each, told)}
          variant="outline"
          onClick={() => session.start(each.change)}
        />
      ))}
    </div>
  );
}
