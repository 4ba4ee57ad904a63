import type { ArrivalCondition } from '../../../engine/outcomes.ts';
import { factKey } from '../../../engine/text.ts';
import { useWords } from '../../../ui/words.ts';

/** What has to be so for the packet to arrive, and nothing says: part of the verdict. */
export function OnlyIf({ conditions }: { readonly conditions: readonly ArrivalCondition[] }) {
  const words = useWords('walkDetail');
  return (
    <ul className="flex flex-col gap-1 border-l-2 border-changed pl-3 text-body text-ink">
      {conditions.map((condition) => (
        <li key={factKey(condition)} className="break-words">
          {words.onlyIf(condition)}
        </li>
      ))}
    </ul>
  );
}
