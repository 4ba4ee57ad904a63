import { useSimulation } from '../../simulation/workspace/context.ts';
import { resumeStory } from '../../simulation/workspace/resume-story.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';
import { StoryQuestion } from './StoryQuestion.tsx';

/** Stands in the place of a part that is not told now: its question, or why the story is put aside, and the way back. */
export function StoryAside({ why }: { readonly why: 'request' | 'board' | undefined }) {
  return why === undefined ? <StoryQuestion /> : <PutAside why={why} />;
}

function PutAside({ why }: { readonly why: 'request' | 'board' }) {
  const words = useWords('storyAside');
  const simulation = useSimulation();
  return (
    <div className="flex flex-wrap items-center gap-x-3 text-small text-muted">
      <span className="text-pretty">
        <strong className="mr-2 font-semibold text-ink">{words.putAside}</strong>
        {words.why[why]}
      </span>
      <Button label={words.back} variant="outline" onClick={() => resumeStory(simulation)} />
    </div>
  );
}
