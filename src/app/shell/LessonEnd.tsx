import { LayoutGrid } from 'lucide-react';
import { useEffect } from 'react';
import { lessonAfter } from '../../lessons/catalog/catalog.ts';
import { useDocument, useView } from '../../simulation/workspace/context.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useWords } from '../../ui/words.ts';
import { markDone } from '../opening/lessons-done.ts';
import { openLesson, type Workspace } from '../opening/open.ts';
import { finishStep } from '../opening/open-course.ts';
import { type Onward, useIsStep, useNextStep, useOnward } from '../course/onward.ts';

/** The strip of another lesson is another one: who goes through the course by keyboard goes on where they were. */
function focusNextPart(): void {
  const buttons = document.querySelectorAll<HTMLElement>('[data-region="story"] button');
  buttons[buttons.length - 1]?.focus();
}

interface LessonEndProps {
  readonly workspace: Workspace;
  /** Whose last part is shown; undefined: that of a board that is no lesson. */
  readonly lesson: string | undefined;
}

/**
 * Stands where the way to the next part was: marks the lesson as done, and the step of a course, and leads to what comes next.
 * Nothing where the page may only be looked at.
 */
export function LessonEnd({ workspace, lesson }: LessonEndProps) {
  const readOnly = useView((state) => state.readOnly);
  const isStep = useIsStep(workspace);
  // The goal of a challenge is the end of its step.
  const isGoal = useDocument((state) => state.document.goal !== undefined);
  useEffect(() => {
    if (lesson !== undefined && !readOnly) markDone(lesson);
    if (isStep && !isGoal) finishStep(workspace);
  }, [lesson, readOnly, isStep, isGoal, workspace]);
  if (isStep) return <NextStep workspace={workspace} />;
  return readOnly || lesson === undefined ? null : <NextLesson workspace={workspace} lesson={lesson} />;
}

function NextStep({ workspace }: Pick<LessonEndProps, 'workspace'>) {
  return <Go onward={useNextStep(workspace, focusNextPart)} />;
}

function NextLesson({ workspace, lesson }: { readonly workspace: Workspace; readonly lesson: string }) {
  const words = useWords('storyAside');
  const next = lessonAfter(lesson);
  const onward = useOnward({
    next,
    titled: words.nextLesson,
    open: async () => next !== undefined && openLesson(workspace, next.id),
    end: { label: words.allLessons, icon: LayoutGrid, dialog: 'gallery' },
    focus: focusNextPart,
  });
  return <Go onward={onward} />;
}

function Go({ onward: { label, icon: Icon, go } }: { readonly onward: Onward }) {
  return <IconButton label={label} variant="primary" icon={<Icon size={16} aria-hidden />} onClick={go} />;
}
