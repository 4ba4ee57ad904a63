import { ChevronLeft, ChevronRight, ChevronsUpDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { showStoryStep } from '../../simulation/workspace/story.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useWords } from '../../ui/words.ts';

/** Who follows a story leaves it where it is. */
const StoryAside = lazyPart(
  { part: 'story', place: 'line' },
  async () => (await import('./StoryAside.tsx')).StoryAside,
);

/** Most parts are true of any cluster. */
const StoryTerms = lazyPart(
  { part: 'story', place: 'line', loading: '' },
  async () => (await import('./StoryTerms.tsx')).StoryTerms,
);

/** Most texts have no emphasis, code, links and lists. */
const Markdown = lazyPart(
  { part: 'story', place: 'line', loading: '' },
  async () => (await import('../../ui/markdown/Markdown.tsx')).Markdown,
);
const MARKED = /[*_`\n]|\]\(/;

interface StoryStripProps {
  /** It may be a step of a course, also where it is no lesson. */
  readonly isStep: boolean;
  /** What stands after the last part of a lesson, or of a step. */
  readonly end: (lesson: string | undefined) => ReactNode;
}

/** The story of the open scenario, one step at a time: two sentences, and the walk they are about. */
export function StoryStrip(props: StoryStripProps) {
  const opening = useDocument((state) => state.opening);
  return <Story key={opening} {...props} />;
}

function Story({ isStep, end }: StoryStripProps) {
  const words = useWords('story');
  const simulation = useSimulation();
  const story = useDocument((state) => state.document.story);
  const lesson = useDocument((state) => state.document.lesson);
  const part = useView((state) => state.part);
  const aside = useView((state) => state.aside);
  const asking = useView((state) => state.asking);
  const [whole, setWhole] = useState(false);
  const open = useView((state) => state.timeline);
  const at = Math.min(part, story.length - 1);
  const step = story[at];
  if (step === undefined) return null;
  // It needs the room more, where it is not what is told.
  const timeline = open && step.timeline === undefined;
  const isAway = asking || aside !== undefined;
  const go = (next: number): void => showStoryStep(simulation, next);
  return (
    <section
      aria-label={words.title}
      data-region="story"
      className="flex items-start gap-2 border-b border-line bg-surface py-2 pr-2 pl-4 sm:pl-6"
    >
      {/* All parts share one cell, so that the strip is as tall as its longest part and the board below never moves. */}
      <div className="grid min-w-0 flex-1 py-1" aria-live="polite">
        {story.map((part, index) => (
          <p
            // A part is known by its place: two may be called the same.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            aria-hidden={part !== step || isAway}
            className={`col-start-1 row-start-1 max-w-[75rem] text-small text-pretty text-muted ${whole ? '' : timeline ? 'line-clamp-1' : 'max-sm:line-clamp-2'} ${part === step && !isAway ? '' : `invisible ${whole ? 'max-sm:hidden' : ''}`}`}
          >
            <strong className="mr-2 font-semibold text-ink">{asking ? blank(part.title) : part.title}</strong>
            {part === step && !asking && part.holds && <StoryTerms holds={part.holds} />}
            {asking ? blank(part.text) : MARKED.test(part.text) ? <Markdown text={part.text} inLine /> : part.text}
          </p>
        ))}
        {isAway && (
          <div className="col-start-1 row-start-1">
            <StoryAside why={asking ? undefined : aside} />
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
        {(isStep || lesson !== undefined) && at === story.length - 1 ? (
          <span className="flex min-w-8">{end(lesson)}</span>
        ) : (
          <IconButton
            label={words.next}
            icon={<ChevronRight size={16} aria-hidden />}
            disabled={at >= story.length - 1}
            onClick={() => go(at + 1)}
          />
        )}
      </div>
    </section>
  );
}

/** Takes the room of a text that would tell the answer, and says nothing: a v is as wide as letters are on average. */
const blank = (text: string): string => text.replaceAll(/[\p{L}\p{N}]/gu, 'v');
