import { Trying } from '../../features/author/Trying.tsx';
import { CourseBar } from '../../features/course/CourseBar.tsx';
import type { OpenCourse } from '../../features/course/open-course.ts';
import { isComplete } from '../../scenario/document/goal.ts';
import { useDocument, useView } from '../../simulation/workspace/context.ts';
import type { Workspace } from '../opening/open.ts';
import { useOpenCourse } from './onward.ts';
import { BoardAuthor } from './BoardAuthor.tsx';
import { finishStep, openStep } from '../opening/open-course.ts';

interface OfPage {
  readonly workspace: Workspace;
}

/** What stands above or in the place of a story: the bar of the course that is followed, or what writes the story. */
export function CourseSteps({ workspace }: OfPage) {
  const open = useOpenCourse(workspace);
  const authoring = useView((state) => state.authoring);
  const trying = useView((state) => state.trying);
  if (authoring) return <BoardAuthor workspace={workspace} />;
  if (trying) return <Trying />;
  return open && <Bar workspace={workspace} open={open} />;
}

function Bar({ workspace, open }: OfPage & { readonly open: OpenCourse & { readonly isHere: boolean } }) {
  const hasGoal = useDocument(({ document }) => document.goal !== undefined && isComplete(document.goal));
  const story = useDocument((state) => state.document.story);
  const openDialog = useView((state) => state.openDialog);
  const { isHere } = open;
  const step = open.course.steps[open.at];
  /** It has no end of its own: who goes on has seen it. */
  const isEndless = step !== undefined && !hasGoal && ('part' in step || story.length === 0);
  const goOn = (): void => {
    if (isHere && isEndless) finishStep(workspace);
  };
  return (
    <CourseBar
      open={open}
      isHere={isHere}
      onGo={(at) => {
        if (at > open.at) goOn();
        void openStep(workspace, at);
      }}
      onPath={() => openDialog('course')}
      onFinish={() => {
        goOn();
        openDialog('course');
      }}
    />
  );
}
