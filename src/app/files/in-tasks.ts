import { nextTask } from './next-task.ts';

/** Milliseconds at a time: the rest of a frame is left to the page. */
const SLICE = 8;

/** Takes the steps of something long while the page goes on; `onPause` hears of the step before each pause. */
export async function inTasks<Step, Result>(
  steps: Generator<Step, Result>,
  onPause?: (step: Step) => void,
): Promise<Result> {
  let end = performance.now() + SLICE;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() < end) continue;
    onPause?.(step.value);
    // One after the other is what this is for.
    // oxlint-disable-next-line no-await-in-loop
    await nextTask();
    end = performance.now() + SLICE;
  }
}

/** Takes all steps without a pause. */
export function atOnce<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
