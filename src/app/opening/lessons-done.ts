import { SCENARIOS } from '../../lessons/catalog/catalog.ts';
import type { GalleryEntry } from '../../features/gallery/Gallery.tsx';
import { keepChoice, readChoice } from '../page/kept-choice.ts';
import { PROGRESS } from '../page/keeping/progress-names.ts';

const choiceOf = (id: string): string => PROGRESS.lesson + id;

/** Its last part has been shown in this browser. */
export function markDone(id: string): void {
  keepChoice(choiceOf(id), 'done');
}

/** The path as the Gallery offers it, with what of it is done. */
export function offeredLessons(): readonly GalleryEntry[] {
  return SCENARIOS.map((lesson) => ({ ...lesson, done: readChoice(choiceOf(lesson.id), ['done']) !== undefined }));
}
