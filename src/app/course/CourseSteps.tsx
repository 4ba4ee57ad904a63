import { useStore } from 'zustand';
import { CourseBar } from '../../features/course/CourseBar.tsx';
import type { OpenCourse } from '../../features/course/open-course.ts';
import { useDocument, useView } from '../../simulation/workspace/context.ts';
import type { Workspace } from '../opening/open.ts';
import { useIsStep } from './onward.ts';
import { BoardAuthor } from './BoardAuthor.tsx';
import { finishStep, openStep } from '../opening/open-course.ts';

interface OfPage {
  readonly workspace: Workspace;
}

/** What stands above or in the place of a story: the bar of the course that is followed, or what writes the story. */
export function CourseSteps({ workspace }: OfPage) {
  const open = useStore(workspace.page, (state) => state.course);
  const authoring = useView((state) => state.authoring);
  if (authoring) return <BoardAuthor workspace={workspace} />;
  return open && <Bar workspace={workspace} open={open} />;
}

function Bar({ workspace, open }: OfPage & { readonly open: OpenCourse }) {
  const hasGoal = useDocument((state) => state.document.goal !== undefined);
  const story = useDocument((state) => state.document.story);
  const openDialog = useView((state) => state.openDialog);
  const isHere = useIsStep(workspace);
  const step = open.course.steps[open.at];
  /** It has no end of its own: who goes on has seen it. */
  const isEndless = step !== undefined && !hasGoal && ('part' in step || story.length === 0);
  const go = (at: number): void => {
    if (at > open.at && isHere && isEndless) finishStep(workspace);
    void openStep(workspace, at);
  };
  return <CourseBar open={open} isHere={isHere} onGo={go} onPath={() => openDialog('course')} />;
}
