import type { ScenarioDocument } from '../scenario/document/document.ts';

/** A built-in scenario. */
export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly load: () => Promise<ScenarioDocument>;
}

/** Opens by itself, so it stands before the list of all of them. */
export const FIRST_LESSON: Lesson = {
  id: 'pod-to-service',
  title: 'Pod to Service',
  load: async () => (await import('./pod-to-service.ts')).POD_TO_SERVICE,
};

/** Fetches the list of lessons for any but the first; undefined: there is none of that name. */
export async function lookupLesson(id: string): Promise<Lesson | undefined> {
  if (id === FIRST_LESSON.id) return FIRST_LESSON;
  const { SCENARIOS } = await import('./catalog.ts');
  return SCENARIOS.find((lesson) => lesson.id === id);
}
