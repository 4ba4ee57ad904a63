import { useMemo } from 'react';
import { useStore } from 'zustand';
import { Handout } from '../../features/course/Handout.tsx';
import type { Workspace } from '../opening/open.ts';
import { showStep } from '../opening/shown-step.ts';
import { printStep } from './print-step.ts';

interface CourseHandoutProps {
  readonly workspace: Workspace;
  readonly onClose: () => void;
}

/** The course that is to be printed, over the page. */
export function CourseHandout({ workspace, onClose }: CourseHandoutProps) {
  const wanted = useStore(workspace.page, (state) => state.handout);
  const { steps, make } = useMemo(
    () => ({
      steps: wanted?.course.steps.map((step) => showStep(workspace, step)) ?? [],
      make: async (at: number) => {
        const step = wanted?.course.steps[at];
        return step && printStep(workspace.simulation, step);
      },
    }),
    [wanted, workspace],
  );
  return wanted && <Handout wanted={wanted} steps={steps} make={make} onClose={onClose} />;
}
