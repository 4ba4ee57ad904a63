import type { Cluster } from '../../engine/objects.ts';
import type { RoomWords } from '../../narration/page/language.ts';
import { ChevronLeft, ChevronRight, ChevronsUpDown } from 'lucide-react';
import { useState } from 'react';
import type { StoryStep } from '../../scenario/document/document.ts';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { resumeStory, showStoryStep } from '../../simulation/workspace/story.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useWords } from '../../ui/words.ts';

/** The story of the open scenario, one step at a time: two sentences, and the walk they are about. */
export function StoryStrip() {
  const opening = useDocument((state) => state.opening);
  return <Story key={opening} />;
}

function Story() {
  const words = useWords('story');
  const simulation = useSimulation();
  const story = useDocument((state) => state.document.story);
  const part = useView((state) => state.part);
  const aside = useView((state) => state.aside);
  const settings = useDocument((state) => state.router.cluster.settings);
  const [whole, setWhole] = useState(false);
  // It needs the room more.
  const timeline = useView((state) => state.timeline);
  const at = Math.min(part, story.length - 1);
  const step = story[at];
  if (step === undefined) return null;
  const terms = termsWords(step.holds, settings, words);
  const go = (next: number): void => showStoryStep(simulation, next);
  return (
    <section
      aria-label={words.title}
      data-region="story"
      className="flex items-start gap-2 border-b border-line bg-surface py-2 pr-2 pl-4 sm:pl-6"
    >
      {/* All parts share one cell, so that the strip is as tall as its longest part and the board below never moves. */}
      <div className="grid min-w-0 flex-1 py-1" aria-live="polite">
        {story.map((part) => (
          <p
            key={part.title}
            aria-hidden={part !== step || aside !== undefined}
            className={`col-start-1 row-start-1 max-w-[75rem] text-small text-pretty text-muted ${whole ? '' : timeline ? 'line-clamp-1' : 'max-sm:line-clamp-2'} ${part === step && aside === undefined ? '' : `invisible ${whole ? 'max-sm:hidden' : ''}`}`}
          >
            <strong className="mr-2 font-semibold text-ink">{part.title}</strong>
            {part === step && terms !== undefined && <span className="mr-1 text-changed">{terms}</span>}
            {part.text}
          </p>
        ))}
        {aside !== undefined && (
          <div className="col-start-1 row-start-1 flex flex-wrap items-center gap-x-3 text-small text-muted">
            <span className="text-pretty">
              <strong className="mr-2 font-semibold text-ink">{words.putAside}</strong>
              {words.why[aside]}
            </span>
            <Button label={words.back} variant="outline" onClick={() => resumeStory(simulation)} />
          </div>
        )}
      </div>
      <div className="flex shrink-0 items-center gap-1">
        <IconButton
          label={words.wholeText}
          icon={<ChevronsUpDown size={16} aria-hidden />}
          aria-pressed={whole}
          className={timeline ? '' : 'sm:hidden!'}
          onClick={() => setWhole(!whole)}
        />
        <span className="px-1 text-small whitespace-nowrap text-faint">
          {at + 1} / {story.length}
        </span>
        <IconButton
          label={words.previous}
          icon={<ChevronLeft size={16} aria-hidden />}
          disabled={at === 0}
          onClick={() => go(at - 1)}
        />
        <IconButton
          label={words.next}
          icon={<ChevronRight size={16} aria-hidden />}
          disabled={at >= story.length - 1}
          onClick={() => go(at + 1)}
        />
      </div>
    </section>
  );
}

/** That a part is told of other clusters than this; undefined: it is true of this one. */
function termsWords(
  holds: StoryStep['holds'],
  { proxyMode, cni }: Pick<Cluster['settings'], 'proxyMode' | 'cni'>,
  words: RoomWords['story'],
): string | undefined {
  const terms = [
    ...(holds?.proxyModes?.every((each) => each !== proxyMode) === true
      ? [words.proxyMode(holds.proxyModes, proxyMode)]
      : []),
    ...(holds?.cnis?.every((each) => each !== cni) === true ? [words.cni(holds.cnis, cni)] : []),
  ];
  return terms.length === 0 ? undefined : words.toldOf(terms);
}
