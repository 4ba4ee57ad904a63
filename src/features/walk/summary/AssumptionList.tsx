import { useWords } from '../../../ui/words.ts';
import type { Assumption } from '../../../engine/objects.ts';
import { factKey } from '../../../engine/text.ts';

/** What the walk rests on, a sentence each. */
export function AssumptionList({ assumptions }: { readonly assumptions: readonly Assumption[] }) {
  const narrator = useWords('narrator');
  return (
    <ul className="mt-1 flex list-disc flex-col gap-1 pl-5">
      {assumptions.map((assumption) => (
        <li key={factKey(assumption)} className="break-words">
          {narrator.assumption(assumption)}
        </li>
      ))}
    </ul>
  );
}
