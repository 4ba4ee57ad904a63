import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { editionOf } from '../../scenario/edition.ts';
import { FORMER } from '../editions/editions.ts';
import { lookupLesson } from './lookup-lesson.ts';

/** A lesson as it was in an edition; undefined: there never was one. */
export async function loadEdition(id: string, edition: string): Promise<ScenarioDocument | undefined> {
  const lesson = await lookupLesson(id);
  const today = await lesson?.load();
  if (today !== undefined && editionOf(today) === edition) return today;
  const kept = await FORMER.get(id)?.();
  const text = kept?.EDITIONS.get(edition);
  return text === undefined ? undefined : (JSON.parse(text) as ScenarioDocument);
}
