import type { ScenarioDocument } from '../../scenario/document/document.ts';

/** A built-in scenario. */
export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly load: () => Promise<ScenarioDocument>;
}

/**
 * Opens by itself, so it stands before the list of all of them. The build has what is imported here travel with what the page begins
 * with (vite.config.ts).
 */
export const FIRST_LESSON: Lesson = {
  id: 'pod-to-service',
  title: 'Pod to Service',
  load: async () => (await import('../pod-to-service.ts')).POD_TO_SERVICE,
};
