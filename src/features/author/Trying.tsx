import { PencilLine } from 'lucide-react';
import { backToWriting } from '../../simulation/author/finish-writing.ts';
import { useSimulation } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';

/** The way back for who tries what they have written. */
export function Trying() {
  const words = useWords('author');
  const simulation = useSimulation();
  return (
    <section
      aria-label={words.tryIt}
      data-region="story"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-raised py-1.5 pr-2 pl-4 text-small print:hidden sm:pl-6"
    >
      <p role="status" className="min-w-0 flex-1 text-pretty text-muted">
        {words.trying}
      </p>
      <Button
        label={words.back}
        hint={words.backHint}
        variant="outline"
        icon={<PencilLine size={14} aria-hidden />}
        onClick={() => backToWriting(simulation)}
      />
    </section>
  );
}
