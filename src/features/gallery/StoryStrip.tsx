import { ChevronLeft, ChevronRight, ChevronsUpDown } from 'lucide-react';
import { useState } from 'react';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { showStoryStep } from '../../simulation/workspace/story.ts';
import { IconButton } from '../../ui/IconButton.tsx';

/** The story of the open scenario, one step at a time: two sentences, and the walk they are about. */
export function StoryStrip() {
  const opening = useDocument((state) => state.opening);
  return <Story key={opening} />;
}

function Story() {
  const simulation = useSimulation();
  const story = useDocument((state) => state.document.story);
  const part = useView((state) => state.part);
  const [whole, setWhole] = useState(false);
  // It needs the room more.
  const timeline = useView((state) => state.timeline);
  const at = Math.min(part, story.length - 1);
  const step = story[at];
  if (step === undefined) return null;
  const go = (next: number): void => showStoryStep(simulation, next);
  return (
    <section
      aria-label="Story"
      className="flex items-start gap-2 border-b border-line bg-surface py-2 pr-2 pl-4 sm:pl-6"
    >
      {/* All parts share one cell, so that the strip is as tall as its longest part and the board below never moves. */}
      <div className="grid min-w-0 flex-1 py-1" aria-live="polite">
        {story.map((part) => (
          <p
            key={part.title}
            aria-hidden={part !== step}
            className={`col-start-1 row-start-1 max-w-[75rem] text-small text-pretty text-muted ${whole ? '' : timeline ? 'line-clamp-1' : 'max-sm:line-clamp-2'} ${part === step ? '' : `invisible ${whole ? 'max-sm:hidden' : ''}`}`}
          >
            <strong className="mr-2 font-semibold text-ink">{part.title}</strong>
            {part.text}
          </p>
        ))}
      </div>
      <div className="flex shrink-0 items-center gap-1">
        <IconButton
          label="Whole text"
          icon={<ChevronsUpDown size={16} aria-hidden />}
          aria-pressed={whole}
          className={timeline ? '' : 'sm:hidden!'}
          onClick={() => setWhole(!whole)}
        />
        <span className="px-1 text-small whitespace-nowrap text-faint">
          {at + 1} / {story.length}
        </span>
        <IconButton
          label="Previous part"
          icon={<ChevronLeft size={16} aria-hidden />}
          disabled={at === 0}
          onClick={() => go(at - 1)}
        />
        <IconButton
          label="Next part"
          icon={<ChevronRight size={16} aria-hidden />}
          disabled={at >= story.length - 1}
          onClick={() => go(at + 1)}
        />
      </div>
    </section>
  );
}
