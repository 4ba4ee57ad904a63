import { ArrowRight, LayoutGrid } from 'lucide-react';
import { useCallback } from 'react';
import { ChallengePanel } from '../../features/challenge/ChallengePanel.tsx';
import { challengeAfter } from '../../lessons/catalog/challenges.ts';
import { useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';
import { markSolved } from '../opening/challenges-solved.ts';
import { openLesson, type Workspace } from '../opening/open.ts';

/** The goal of the open board. That it is met is kept in this browser, and leads to the next challenge of the Gallery. */
export function Challenge({ workspace }: { readonly workspace: Workspace }) {
  const next = useCallback((id: string) => <Next workspace={workspace} id={id} />, [workspace]);
  return <ChallengePanel onSolved={markSolved} next={next} />;
}

function Next({ workspace, id }: { readonly workspace: Workspace; readonly id: string }) {
  const words = useWords('challenge');
  const openDialog = useView((state) => state.openDialog);
  const readOnly = useView((state) => state.readOnly);
  const next = challengeAfter(id);
  if (readOnly) return null;
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
