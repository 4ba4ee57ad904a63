import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useWords } from '../../ui/words.ts';
import { Reset } from './Progress.tsx';
import { moveFocus } from './move-focus.ts';

export interface GalleryChallenge {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** The part of the path that it is in. */
  readonly chapter: string;
  /** How it was solved best in this browser; absent: it was not. `causes`: the cause was shown. */
  readonly solved?: { readonly edits: number; readonly hints: number; readonly causes: boolean };
}

interface ChallengesProps {
  readonly challenges: readonly GalleryChallenge[];
  readonly onOpen: (id: string) => void;
  readonly onReset: (id: string, title: string) => void;
}

/** The challenges by the chapters of the path, with what is solved, and how. */
export function Challenges({ challenges, ...actions }: ChallengesProps) {
  const list = useRef<HTMLDivElement>(null);
  const words = useWords('gallery').challenges;
  const solved = challenges.filter((each) => each.solved !== undefined).length;
  const chapters = [...new Set(challenges.map(({ chapter }) => chapter))];
  useEffect(() => list.current?.querySelector('button')?.focus(), []);
  return (
    <>
      <p className="px-6 pt-3 pb-2 text-small text-muted">{words.progress(solved, challenges.length)}</p>
      <div ref={list} className="columns-1 gap-x-6 px-6 pb-6 md:columns-2 xl:columns-3">
        {chapters.map((chapter) => (
          <section key={chapter} aria-label={chapter} className="break-inside-avoid-column pt-3">
            <h3 className="border-b border-line pb-1 text-small text-muted">{chapter}</h3>
            <ul>
              {challenges.flatMap((each) =>
                each.chapter === chapter ? [<Challenge key={each.id} challenge={each} {...actions} />] : [],
              )}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

interface ChallengeProps extends Omit<ChallengesProps, 'challenges'> {
  readonly challenge: GalleryChallenge;
}

function Challenge({ challenge: { id, title, summary, solved }, onOpen, onReset }: ChallengeProps) {
  const words = useWords('gallery').challenges;
  return (
    <li className="relative -mx-2 flex break-inside-avoid items-start gap-3 rounded-md px-2 py-2 transition-colors duration-150 hover:bg-paper">
      <span
        className={`mt-0.5 inline-flex size-5 shrink-0 items-center justify-center rounded-full border ${solved === undefined ? 'border-line-strong' : 'border-accent bg-accent text-on-accent'}`}
      >
        {solved !== undefined && <Check size={12} aria-hidden />}
      </span>
      <span className="flex min-w-0 flex-1 flex-col">
        <button
          type="button"
          aria-describedby={`challenge-${id}`}
          className="text-left font-semibold outline-none after:absolute after:inset-0 after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          onKeyDown={moveFocus}
          onClick={() => onOpen(id)}
        >
          {title}
        </button>
        <span id={`challenge-${id}`} className="text-small text-pretty text-muted">
          {summary}
          {solved !== undefined && <span className="block text-ink">{words.solved(solved)}</span>}
        </span>
      </span>
      {solved !== undefined && <Reset title={title} onReset={() => onReset(id, title)} />}
    </li>
  );
}
