import { Check, Play } from 'lucide-react';
import { useState } from 'react';
import { finishWriting } from '../../simulation/author/finish-writing.ts';
import { useSimulation } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useWords } from '../../ui/words.ts';
import { GoalWriter } from './GoalWriter.tsx';
import { StoryWriter } from './StoryWriter.tsx';

export interface AuthorProps {
  /** Called when somebody is about to try the board as a learner. */
  readonly onTry: () => void;
}

/** Writes a story and a goal for the board on the screen, in the place where they are told. */
export function Author({ onTry }: AuthorProps) {
  const words = useWords('author');
  const simulation = useSimulation();
  const [which, setWhich] = useState<'story' | 'goal'>('story');
  return (
    <section
      aria-label={words.title}
      data-region="story"
      className="flex max-h-[32dvh] shrink-0 flex-col border-b border-line bg-raised print:hidden"
    >
      <div className="flex flex-wrap items-center gap-2 border-b border-line py-1.5 pr-2 pl-4 sm:pl-6">
        <Segmented
          label={words.which}
          value={which}
          options={(['story', 'goal'] as const).map((value) => ({ value, label: words[value] }))}
          onChange={setWhich}
        />
        <span className="flex-1" />
        <Button
          label={words.tryIt}
          icon={<Play size={14} aria-hidden />}
          onClick={() => {
            onTry();
            finishWriting(simulation, { trying: true });
          }}
        />
        <Button
          label={words.done}
          variant="primary"
          icon={<Check size={14} aria-hidden />}
          onClick={() => finishWriting(simulation, { trying: false })}
        />
      </div>
      <div className="min-h-0 overflow-y-auto px-4 py-3 sm:px-6">
        {which === 'story' ? <StoryWriter /> : <GoalWriter />}
      </div>
    </section>
  );
}
