import { LayoutGrid } from 'lucide-react';
import { useCallback } from 'react';
import { ChallengePanel, type Score } from '../../features/challenge/ChallengePanel.tsx';
import { CHALLENGES, challengeAfter } from '../../lessons/catalog/challenges.ts';
import { useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';
import { markSolved } from '../opening/challenges-solved.ts';
import { openLesson, type Workspace } from '../opening/open.ts';
import { finishStep } from '../opening/open-course.ts';
import { type Onward, useIsStep, useNextStep, useOnward } from '../course/onward.ts';

/**
 * The goal of the open board. That it is met is kept in this browser, and leads to the next step of a course, or to the next challenge
 * of the Gallery.
 */
export function Challenge({ workspace }: { readonly workspace: Workspace }) {
  const isStep = useIsStep(workspace);
  const readOnly = useView((state) => state.readOnly);
  const solved = useCallback(
    (id: string | undefined, score: Score) => {
      if (id !== undefined && !readOnly) markSolved(id, score);
      if (isStep) finishStep(workspace);
    },
    [isStep, readOnly, workspace],
  );
  const next = useCallback(
    (id: string | undefined) =>
      isStep ? <NextStep workspace={workspace} /> : id !== undefined && <Next workspace={workspace} id={id} />,
    [isStep, workspace],
  );
  return <ChallengePanel onSolved={solved} next={next} />;
}

function NextStep({ workspace }: { readonly workspace: Workspace }) {
  return <Go onward={useNextStep(workspace, focusGoal)} />;
}

function Next({ workspace, id }: { readonly workspace: Workspace; readonly id: string }) {
  const words = useWords('challenge');
  const readOnly = useView((state) => state.readOnly);
  const next = challengeAfter(id);
  const onward = useOnward({
    next,
    titled: words.next,
    open: async () => next !== undefined && openLesson(workspace, next.id),
    end: { label: words.all, icon: LayoutGrid, dialog: 'challenges' },
    focus: focusGoal,
  });
  return readOnly || !CHALLENGES.some((each) => each.id === id) ? null : <Go onward={onward} />;
}

function Go({ onward: { label, icon: Icon, go } }: { readonly onward: Onward }) {
  return <Button label={label} variant="primary" icon={<Icon size={14} aria-hidden />} onClick={go} />;
}

/** The goal of another challenge is another one: who goes on by keyboard is at its first control. */
function focusGoal(): void {
  document.querySelector<HTMLElement>('[data-region="story"] button:enabled')?.focus();
}
