import { ArrowRight, LayoutGrid, ListChecks } from 'lucide-react';
import { useCallback } from 'react';
import { useStore } from 'zustand';
import { ChallengePanel, type Score } from '../../features/challenge/ChallengePanel.tsx';
import { CHALLENGES, challengeAfter } from '../../lessons/catalog/challenges.ts';
import { useDocument, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';
import { markSolved } from '../opening/challenges-solved.ts';
import { openLesson, type Workspace } from '../opening/open.ts';
import { finishStep, openStep } from '../opening/open-course.ts';

/**
 * The goal of the open board. That it is met is kept in this browser, and leads to the next step of a course, or to the next challenge
 * of the Gallery.
 */
export function Challenge({ workspace }: { readonly workspace: Workspace }) {
  const course = useStore(workspace.page, (state) => state.course);
  const opening = useDocument((state) => state.opening);
  const isStep = course?.opening === opening;
  const solved = useCallback(
    (id: string | undefined, score: Score) => {
      if (id !== undefined) markSolved(id, score);
      if (isStep) finishStep(workspace);
    },
    [isStep, workspace],
  );
  const next = useCallback(
    (id: string | undefined) =>
      isStep ? <NextStep workspace={workspace} /> : id !== undefined && <Next workspace={workspace} id={id} />,
    [isStep, workspace],
  );
  return <ChallengePanel onSolved={solved} next={next} />;
}

/** Its words come with the bar of the course. */
function NextStep({ workspace }: { readonly workspace: Workspace }) {
  const words = useWords('course');
  const openDialog = useView((state) => state.openDialog);
  const { steps = [], at = 0 } = useStore(workspace.page, (state) => state.course) ?? {};
  const next = steps[at + 1];
  return next === undefined ? (
    <Button
      label={words.finish}
      variant="primary"
      icon={<ListChecks size={14} aria-hidden />}
      onClick={() => openDialog('course')}
    />
  ) : (
    <Button
      label={words.nextTitled(next.title)}
      variant="primary"
      icon={<ArrowRight size={14} aria-hidden />}
      onClick={() => void openStep(workspace, at + 1).then((opened) => opened && requestAnimationFrame(focusGoal))}
    />
  );
}

function Next({ workspace, id }: { readonly workspace: Workspace; readonly id: string }) {
  const words = useWords('challenge');
  const openDialog = useView((state) => state.openDialog);
  const readOnly = useView((state) => state.readOnly);
  const next = challengeAfter(id);
  if (readOnly || !CHALLENGES.some((each) => each.id === id)) return null;
  if (next === undefined) {
    return (
      <Button
        label={words.all}
        variant="primary"
        icon={<LayoutGrid size={14} aria-hidden />}
        onClick={() => openDialog('challenges')}
      />
    );
  }
  return (
    <Button
      label={words.next(next.title)}
      variant="primary"
      icon={<ArrowRight size={14} aria-hidden />}
      onClick={() => void openLesson(workspace, next.id).then((opened) => opened && requestAnimationFrame(focusGoal))}
    />
  );
}

/** The goal of another challenge is another one: who goes on by keyboard is at its first control. */
function focusGoal(): void {
  document.querySelector<HTMLElement>('[data-region="story"] button:enabled')?.focus();
}
