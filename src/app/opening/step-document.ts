import { loadEdition } from '../../lessons/catalog/load-edition.ts';
import { lookupLesson } from '../../lessons/catalog/lookup-lesson.ts';
import { boardHash, type CourseStep } from '../../scenario/course/course.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { fromLessonForm } from '../../scenario/lesson-form.ts';
import { restoreScenario } from '../../scenario/restore/restore.ts';
import { decodeShareLink } from '../../scenario/share-link.ts';

/** What a step opens; undefined: it cannot be read, or there is no such lesson. */
export async function documentOf(step: CourseStep): Promise<ScenarioDocument | undefined> {
  if (!('board' in step)) {
    const id = 'lesson' in step ? step.lesson : step.challenge;
    const document = await (await lookupLesson(id))?.load();
    return document && { ...document, lesson: id };
  }
  if (typeof step.board !== 'string') return restoreScenario(step.board).scenario.document;
  const decoded = decodeShareLink(boardHash(step.board));
  const whole = decoded.ok ? await fromLessonForm(decoded, loadEdition) : decoded;
  return whole.ok ? whole.scenario.document : undefined;
}
