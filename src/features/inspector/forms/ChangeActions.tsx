import { useDocument, useSimulation, useView } from '../../../simulation/workspace/context.ts';
import { offeredChanges, tellOffered } from '../../../simulation/changes/offered-changes.ts';
import { Button } from '../../../ui/Button.tsx';
import { withPart } from '../../../ui/fetch-part.ts';
import { useWords } from '../../../ui/words.ts';
import { useIsDraft } from '../object/shown-cluster.ts';
import { Group } from './fields/fields.tsx';

/** What one may let happen to an element: it is played on a timeline, with traffic through it. */
export function ChangeActions({ element }: { readonly element: string }) {
  const words = useWords('inspector');
  const told = useWords('offeredChanges');
  const { happen } = useSimulation();
  const silentNodes = useView((state) => state.silentNodes);
  const cluster = useDocument((state) => state.router.cluster);
  const isDraft = useIsDraft();
  const offered = offeredChanges(cluster, element, silentNodes);
  // What happens happens to what is on the board.
  if (isDraft || offered.length === 0) return null;
  return (
    <Group title={words.changes.title}>
      <p className="text-small text-muted">{words.changes.about}</p>
      <div className="flex flex-wrap gap-1">
        {offered.map((each) => (
          <Button
            key={each.offer}
            {...tellOffered(each, told)}
            variant="outline"
            onClick={() =>
              withPart(
                'timeline',
                () => happen(each.change),
                () => undefined,
              )
            }
          />
        ))}
      </div>
    </Group>
  );
}
