import type { Assumption } from '../../engine/objects.ts';
import { ENGLISH } from '../../narration/en/all-words.ts';
import { factKey } from '../../engine/text.ts';

/** What the walk rests on, a sentence each. */
export function AssumptionList({ assumptions }: { readonly assumptions: readonly Assumption[] }) {
  return (
    <ul className="mt-1 flex list-disc flex-col gap-1 pl-5">
      {assumptions.map((assumption) => (
        <li key={factKey(assumption)} className="break-words">
          {ENGLISH.assumption(assumption)}
        </li>
      ))}
    </ul>
  );
}
