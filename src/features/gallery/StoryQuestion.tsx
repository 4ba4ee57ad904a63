import { useDocument, useView } from '../../simulation/workspace/context.ts';
import { useWords } from '../../ui/words.ts';

/** Stands in the place of a part while its question is put: what the question is about. */
export function StoryQuestion() {
  const words = useWords('predict');
  const { story, requests } = useDocument((state) => state.document);
  const part = useView((state) => state.part);
  const request = requests[story[part]?.request ?? -1];
  if (request === undefined) return null;
  return (
    <p className="text-small text-pretty text-muted">
      <strong className="mr-2 font-semibold text-ink">{words.first}</strong>
      {words.sends({ from: words.from(request.from), to: request.to })}
    </p>
  );
}
