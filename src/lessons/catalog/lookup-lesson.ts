import { FIRST_LESSON, type Lesson } from './first-lesson.ts';

/** Fetches the list of lessons for any but the first, and that of challenges; undefined: there is none of that name. */
export async function lookupLesson(id: string): Promise<Lesson | undefined> {
  if (id === FIRST_LESSON.id) return FIRST_LESSON;
  const [{ SCENARIOS }, { CHALLENGES }] = await Promise.all([import('./catalog.ts'), import('./challenges.ts')]);
  return [...SCENARIOS, ...CHALLENGES].find((lesson) => lesson.id === id);
}
