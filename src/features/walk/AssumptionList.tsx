import type { Assumption } from '../../engine/kubernetes/model/assumption.ts';
import { ENGLISH } from '../../narration/en/all-words.ts';

/** What the walk rests on, a sentence each. */
export function AssumptionList({ assumptions }: { readonly assumptions: readonly Assumption[] }) {
  const sentences = [...new Set(assumptions.map(ENGLISH.assumption))];
  return (
    <ul className="mt-1 flex list-disc flex-col gap-1 pl-5">
      {sentences.map((sentence) => (
        <li key={sentence} className="break-words">
          {sentence}
        </li>
      ))}
    </ul>
  );
}
