import type { ShareLink } from '../../features/share/share-link.ts';
import { lookupLesson } from '../../lessons/catalog/lookup-lesson.ts';
import type { Original } from '../../scenario/lesson-form.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { fetchPart } from '../../ui/fetch-part.ts';
import { lessonQuery, pageAddress } from '../page/page-address.ts';

/** A link to what is on the screen now. An untouched lesson has an address of its own; a changed one is told as a change. */
export async function createLink(simulation: Simulation): Promise<ShareLink> {
  const scenario = simulation.snapshot();
  const [{ createShareHash, isUntouched }, { formatLook }, { linkRisk }, original] = await fetchPart('linkWriter', () =>
    Promise.all([
      import('../../scenario/share-hash.ts'),
      import('../../scenario/lesson-address.ts'),
      import('../../scenario/link-advice.ts'),
      originalOf(scenario.document.lesson),
    ]),
  );
  const place = pageAddress();
  const untouched = original !== undefined && isUntouched(scenario.document, original.document);
  const look = untouched ? formatLook(original.document, scenario) : undefined;
  if (original !== undefined && look !== undefined) {
    return { url: `${place}?${lessonQuery(original.id, look)}`, form: 'lesson' };
  }
  const { hash, form, report } = createShareHash(scenario, original);
  const url = `${place}#${hash}`;
  const risk = linkRisk(url.length);
  return { url, form, report, ...(risk !== undefined && { risk }) };
}

/** The lesson the document began as. */
async function originalOf(id: string | undefined): Promise<Original | undefined> {
  const lesson = id === undefined ? undefined : await lookupLesson(id);
  return lesson && { id: lesson.id, document: await lesson.load() };
}
