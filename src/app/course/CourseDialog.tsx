import { CoursePath } from '../../features/course/CoursePath.tsx';
import { useWords } from '../../ui/words.ts';
import { hasNotes } from '../../scenario/course/course.ts';
import type { Workspace } from '../opening/open.ts';
import { useOpenCourse } from './onward.ts';
import { followFile, leaveCourse, openStep, resetStep } from '../opening/open-course.ts';

interface CourseDialogProps {
  readonly workspace: Workspace;
  readonly onClose: () => void;
}

/** The course that is followed, to go to any of its steps. */
export function CourseDialog({ workspace, onClose }: CourseDialogProps) {
  const words = useWords('course');
  const open = useOpenCourse(workspace);
  const { toast } = workspace.simulation.view.getState();
  return (
    <CoursePath
      open={open}
      onOpen={(at) => {
        onClose();
        void openStep(workspace, at);
      }}
      onReset={(at) => {
        void resetStep(workspace, at);
        toast({ tone: 'info', text: words.resetTold(open?.steps[at]?.title ?? '') });
      }}
      onLeave={() => {
        onClose();
        leaveCourse(workspace);
      }}
      onFile={(file) => {
        onClose();
        void followFile(workspace, file);
      }}
      onMake={() => workspace.simulation.view.getState().openDialog('make-course')}
      onPrint={({ course }) => {
        workspace.page.setState({ handout: { course, copy: 'learner', isTrainers: hasNotes(course) } });
        workspace.simulation.view.getState().openDialog('handout');
      }}
      onClose={onClose}
    />
  );
}
