import { ChevronsUpDown, Eye, Lightbulb, RotateCcw } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { type Goal, isComplete } from '../../scenario/document/goal.ts';
import { CAUSES, HINT, useHeldBack } from '../../simulation/challenge/held-back.ts';
import { resetBoard } from '../../simulation/challenge/reset-board.ts';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Markdown } from '../../ui/markdown/Markdown.tsx';
import { useWords } from '../../ui/words.ts';
import { goalLines } from './clause-words.ts';
import { GoalList } from './GoalList.tsx';
import { type CheckedGoal, useCheckedGoal } from './use-checked-goal.ts';

/** How a challenge was solved. */
export interface Score {
  readonly edits: number;
  readonly hints: number;
  /** The cause was shown. */
  readonly causes: boolean;
}

export interface ChallengePanelProps {
  /** Called when the goal of a challenge is met by changes of its board; without a lesson where it is somebody's own. */
  readonly onSolved: (lesson: string | undefined, score: Score) => void;
  /** What stands behind a solved challenge. */
  readonly next: (lesson: string | undefined) => ReactNode;
}

/** The goal of the open board, clause by clause, how far it is met, and help for who asks for it. */
export function ChallengePanel(props: ChallengePanelProps) {
  const goal = useDocument((state) => state.document.goal);
  const opening = useDocument((state) => state.opening);
  return goal && <OpenChallenge key={opening} goal={goal} {...props} />;
}

function OpenChallenge({ goal, onSolved, next }: ChallengePanelProps & { readonly goal: Goal }) {
  const words = useWords('challenge');
  const lesson = useDocument((state) => state.document.lesson);
  // A phone has no room for it at first.
  const [whole, setWhole] = useState(() => window.matchMedia('(width >= 40rem)').matches);
  const hints = useHints(goal);
  const causes = !useHeldBack();
  const checked = useCheckedGoal(goal);
  const isMet = isComplete(goal) && checked?.clauses.every(({ miss }) => miss === undefined) === true;
  const isSolved = isMet && checked.edits > 0;
  const edits = checked?.edits ?? 0;
  useEffect(() => {
    if (isSolved) onSolved(lesson, { edits, hints, causes });
  }, [isSolved, lesson, onSolved, edits, hints, causes]);
  return (
    <section
      aria-label={words.title}
      data-region="story"
      className="flex max-h-[38dvh] shrink-0 flex-col gap-1.5 overflow-y-auto border-b border-line bg-surface py-2 pr-2 pl-4 print:hidden sm:pl-6"
    >
      <div className="flex items-start gap-2">
        <div
          className={`max-w-[75rem] min-w-0 flex-1 py-1 text-small text-pretty text-muted ${whole ? '' : 'line-clamp-2'}`}
        >
          <Markdown text={goal.text} />
        </div>
        <IconButton
          label={words.wholeGoal}
          icon={<ChevronsUpDown size={16} aria-hidden />}
          aria-expanded={whole}
          className="ml-auto"
          onClick={() => setWhole(!whole)}
        />
      </div>
      {whole && (
        <div
          // Keyboards have to be able to scroll it.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="group"
          aria-label={words.title}
          className="min-h-0 overflow-y-auto focus-visible:-outline-offset-2"
        >
          <GoalList lines={checked === undefined ? undefined : goalLines(checked.clauses, words)} />
          <Hints goal={goal} shown={hints} />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <State
          checked={checked}
          most={goal.mostEdits}
          solved={isSolved ? words.solved(edits, hints, causes) : undefined}
        />
        {isSolved && next(lesson)}
        <span className="flex-1" />
        <Help goal={goal} solved={isSolved} hints={hints} edits={edits} onHint={() => setWhole(true)} />
      </div>
    </section>
  );
}

interface StateProps {
  readonly checked: CheckedGoal | undefined;
  readonly most: number | undefined;
  /** How; undefined: it is not. */
  readonly solved: string | undefined;
}

/** How far it is, told to who does not see it too. */
function State({ checked, most, solved }: StateProps) {
  const words = useWords('challenge');
  const lines = checked === undefined ? [] : goalLines(checked.clauses, words);
  const met = lines.filter((line) => line.met).length;
  const isOver = checked !== undefined && most !== undefined && checked.edits > most;
  return (
    <p
      role="status"
      className={`py-1 text-small tabular-nums ${solved !== undefined ? 'font-semibold text-reply' : isOver ? 'text-rejected' : 'text-muted'}`}
    >
      {solved ?? (checked === undefined ? words.checking : words.progress(met, lines.length, checked.edits, most))}
      {isOver && ` ${words.tooMany}`}
    </p>
  );
}

/** How many hints were shown. */
function useHints({ hints = [] }: Goal): number {
  const unfolded = useView((state) => state.unfolded);
  return hints.findLastIndex((_, at) => unfolded.includes(HINT + (at + 1))) + 1;
}

function Hints({ goal: { hints = [] }, shown }: { readonly goal: Goal; readonly shown: number }) {
  const words = useWords('challenge');
  if (shown === 0) return null;
  return (
    <ol
      aria-label={words.hints}
      aria-live="polite"
      className="mt-2 flex max-w-[75rem] list-decimal flex-col gap-0.5 pl-5 text-small"
    >
      {hints.slice(0, shown).map((hint) => (
        <li key={hint} className="text-pretty text-ink marker:text-faint">
          <Markdown text={hint} inLine />
        </li>
      ))}
    </ol>
  );
}

interface HelpProps {
  readonly goal: Goal;
  /** It is of no use any more. */
  readonly solved: boolean;
  readonly hints: number;
  readonly edits: number;
  readonly onHint: () => void;
}

function Help({ goal: { hints: all = [] }, solved, hints, edits, onHint }: HelpProps) {
  const words = useWords('challenge');
  const { document } = useSimulation();
  const isHeldBack = useHeldBack();
  const fold = useView((state) => state.fold);
  const readOnly = useView((state) => state.readOnly);
  return (
    <div className="flex flex-wrap items-center gap-1">
      {all.length > 0 && !solved && (
        <Button
          label={hints < all.length ? words.hint(hints, all.length) : words.noMoreHints}
          icon={<Lightbulb size={14} aria-hidden />}
          disabled={hints === all.length}
          onClick={() => {
            fold(HINT + (hints + 1), true);
            onHint();
          }}
        />
      )}
      {isHeldBack && !solved && (
        <Button
          label={words.showCause}
          hint={words.showCauseHint}
          icon={<Eye size={14} aria-hidden />}
          onClick={({ currentTarget }) => {
            // The button goes: the focus stays with the goal.
            currentTarget.closest('section')?.querySelector<HTMLElement>('button:enabled')?.focus();
            fold(CAUSES, true);
          }}
        />
      )}
      {!readOnly && (
        <Button
          label={words.reset}
          hint={words.resetHint}
          icon={<RotateCcw size={14} aria-hidden />}
          disabled={edits === 0}
          onClick={() => resetBoard(document)}
        />
      )}
    </div>
  );
}
