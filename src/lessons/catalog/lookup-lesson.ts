import { FIRST_LESSON, type Lesson } from './first-lesson.ts';

/** Fetches the list of lessons for any but the first; undefined: there is none of that name. */
export async function lookupLesson(id: string): Promise<Lesson | undefined> {
  if (id === FIRST_LESSON.id) return FIRST_LESSON;
  const { SCENARIOS } = await import('./catalog.ts');
  return SCENARIOS.find((lesson) => lesson.id === id);
}
