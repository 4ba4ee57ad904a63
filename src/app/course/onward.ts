import { ArrowRight, ListChecks, type LucideIcon } from 'lucide-react';
import { useStore } from 'zustand';
import type { DialogName } from '../../simulation/stores/view-store.ts';
import { useDocument, useView } from '../../simulation/workspace/context.ts';
import { useWords } from '../../ui/words.ts';
import { type OpenCourse, placeIn } from '../../features/course/open-course.ts';
import { openStep } from '../opening/open-course.ts';
import type { Workspace } from '../opening/open.ts';

/** A button that leads on. */
export interface Onward {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly go: () => void;
}

interface OnwardOptions {
  /** What comes next on a path; undefined: this is its end. */
  readonly next: { readonly title: string } | undefined;
  readonly titled: (title: string) => string;
  /** Opens it; whether it is on the screen then. */
  readonly open: () => Promise<boolean>;
  /** What is shown at the end: the path. */
  readonly end: { readonly label: string; readonly icon: LucideIcon; readonly dialog: DialogName };
  /** Takes the focus once it is on the screen: who goes on by keyboard goes on where they were. */
  readonly focus: () => void;
}

/** To what comes next on a path, or at its end to the path. */
export function useOnward({ next, titled, open, end, focus }: OnwardOptions): Onward {
  const openDialog = useView((state) => state.openDialog);
  if (next === undefined) return { ...end, go: () => openDialog(end.dialog) };
  return {
    label: titled(next.title),
    icon: ArrowRight,
    go: () => void open().then((opened) => opened && requestAnimationFrame(focus)),
  };
}

/** To the next step of the course; its words come with the bar of the course. */
export function useNextStep(workspace: Workspace, focus: () => void): Onward {
  const words = useWords('course');
  const { steps = [], at = 0 } = useOpenCourse(workspace) ?? {};
  return useOnward({
    next: steps[at + 1],
    titled: words.nextTitled,
    open: () => openStep(workspace, at + 1),
    end: { label: words.finish, icon: ListChecks, dialog: 'course' },
    focus,
  });
}

/** The course that is followed, at the step one is at. `isHere`: its board is what is on the screen. */
export function useOpenCourse({ page }: Workspace): (OpenCourse & { readonly isHere: boolean }) | undefined {
  const open = useStore(page, (state) => state.course);
  const opening = useDocument((state) => state.opening);
  return open && { ...open, ...placeIn(open, opening) };
}

/** Whether a step of the course is what is on the screen. */
export function useIsStep(workspace: Workspace): boolean {
  return useOpenCourse(workspace)?.isHere === true;
}
