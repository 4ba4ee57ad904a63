import { ArrowRight, LayoutGrid, ListChecks } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { OpenCourse } from '../../features/course/open-course.ts';
import { lessonAfter } from '../../lessons/catalog/catalog.ts';
import { useDocument, useView } from '../../simulation/workspace/context.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useWords } from '../../ui/words.ts';
import { markDone } from '../opening/lessons-done.ts';
import { openLesson, type Workspace } from '../opening/open.ts';
import { finishStep, openStep } from '../opening/open-course.ts';

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
  const course = useStore(workspace.page, (state) => state.course);
  const opening = useDocument((state) => state.opening);
  const readOnly = useView((state) => state.readOnly);
  const isStep = course?.opening === opening;
  // The goal of a challenge is the end of its step.
  const isGoal = useDocument((state) => state.document.goal !== undefined);
  useEffect(() => {
    if (lesson !== undefined) markDone(lesson);
    if (isStep && !isGoal) finishStep(workspace);
  }, [lesson, isStep, isGoal, workspace]);
  if (course !== undefined && isStep) return <NextStep workspace={workspace} course={course} />;
  return readOnly || lesson === undefined ? null : <NextLesson workspace={workspace} lesson={lesson} />;
}

function NextStep({
  workspace,
  course: { steps, at },
}: {
  readonly workspace: Workspace;
  readonly course: OpenCourse;
}) {
  const words = useWords('course');
  const openDialog = useView((state) => state.openDialog);
  const next = steps[at + 1];
  if (next === undefined) {
    return (
      <IconButton
        label={words.finish}
        variant="primary"
        icon={<ListChecks size={16} aria-hidden />}
        onClick={() => openDialog('course')}
      />
    );
  }
  return (
    <IconButton
      label={words.nextTitled(next.title)}
      variant="primary"
      icon={<ArrowRight size={16} aria-hidden />}
      onClick={() => {
        void openStep(workspace, at + 1).then((opened) => opened && requestAnimationFrame(focusNextPart));
      }}
    />
  );
}

function NextLesson({ workspace, lesson }: { readonly workspace: Workspace; readonly lesson: string }) {
  const words = useWords('storyAside');
  const openDialog = useView((state) => state.openDialog);
  const next = lessonAfter(lesson);
  if (next === undefined) {
    return (
      <IconButton
        label={words.allLessons}
        variant="primary"
        icon={<LayoutGrid size={16} aria-hidden />}
        onClick={() => openDialog('gallery')}
      />
    );
  }
  return (
    <IconButton
      label={words.nextLesson(next.title)}
      variant="primary"
      icon={<ArrowRight size={16} aria-hidden />}
      onClick={() => {
        void openLesson(workspace, next.id).then((opened) => opened && requestAnimationFrame(focusNextPart));
      }}
    />
  );
}
