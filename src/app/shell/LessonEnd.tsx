import { ArrowRight, LayoutGrid } from 'lucide-react';
import { useEffect } from 'react';
import { lessonAfter } from '../../lessons/catalog/catalog.ts';
import { useView } from '../../simulation/workspace/context.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useWords } from '../../ui/words.ts';
import { markDone } from '../opening/lessons-done.ts';
import { openLesson, type Workspace } from '../opening/open.ts';

/** The strip of another lesson is another one: who goes through the course by keyboard goes on where they were. */
function focusNextPart(): void {
  const buttons = document.querySelectorAll<HTMLElement>('[data-region="story"] button');
  buttons[buttons.length - 1]?.focus();
}

interface LessonEndProps {
  readonly workspace: Workspace;
  /** Whose last part is shown. */
  readonly lesson: string;
}

/**
 * Stands where the way to the next part was: marks the lesson as done, and leads to the next one of the path, or to all of them.
 * Nothing where the page may only be looked at.
 */
export function LessonEnd({ workspace, lesson }: LessonEndProps) {
  const words = useWords('storyAside');
  const openDialog = useView((state) => state.openDialog);
  const readOnly = useView((state) => state.readOnly);
  const next = lessonAfter(lesson);
  useEffect(() => markDone(lesson), [lesson]);
  if (readOnly) return null;
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
