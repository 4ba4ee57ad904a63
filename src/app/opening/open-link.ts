import type { ScenarioDocument } from '../../scenario/document/document.ts';
import type { fromLessonForm } from '../../scenario/lesson-form.ts';
import { say } from '../../narration/sentences.ts';
import type { Problem } from '../../scenario/restore/problem.ts';
import type { Restored } from '../../scenario/restore/restore.ts';
import { decodeShareLink } from '../../scenario/share-link.ts';
import { withinStory } from '../../scenario/story-part.ts';
import { fetchPart } from '../../ui/fetch-part.ts';
import { titleWords } from '../page/title-words.ts';
import { fetchOrTell, type Workspace } from './open.ts';
import { openRestored } from './open-restored.ts';
import type { Ticket } from './page-store.ts';

interface Attempt {
  readonly isLast: Ticket;
  /** The changed document that the person agreed to put aside; absent: ask before any is. */
  readonly agreed?: ScenarioDocument | undefined;
  /** Opens the link once more, where a part of it could not be fetched. */
  readonly again: () => void;
}

/** Reads a link and opens it: see openLink. */
export async function readAndOpen(
  workspace: Workspace,
  hash: string,
  { isLast, agreed, again }: Attempt,
): Promise<boolean> {
  const { link: words, unreadable } = workspace.simulation.words.of('opening');
  const decoded = decodeShareLink(hash);
  if (!decoded.ok) {
    const text = words.notReadable(say(unreadable, decoded.why));
    workspace.simulation.view.getState().toast({ tone: 'error', text });
    return false;
  }
  const whole = await fetchOrTell('lessonOfLink', () => completeLesson(decoded), again);
  if (whole === undefined) return false;
  if (!whole.ok) {
    const text = words.notOpened(say(unreadable, whole.why));
    workspace.simulation.view.getState().toast({ tone: 'error', text });
    return false;
  }
  const { scenario, problems: unused } = withinStory(whole);
  const empty: readonly Problem[] = scenario.document.objects.length === 0 ? [{ code: 'NO_OBJECTS', detail: {} }] : [];
  const problems = [...unused, ...empty];
  const { title } = scenario.document;
  // With the first change it leaves the address.
  if (whole.problems.length > 0) workspace.page.whenKept((shelf) => shelf.putLinkAside({ title, hash, problems }));
  const holds = words.holds(titleWords(title, workspace.simulation.words));
  const asked = { isLast, ...(agreed && { agreed }), what: words.theLink, holds };
  return openRestored(workspace, { scenario, edit: { code: 'OPEN_LINK', detail: {} }, problems, asked });
}

/** Back from a link: what it opened may have been looked at for an hour, and is not taken away. */
export function tellLeft({ simulation: { document, view, words } }: Workspace): void {
  const { stays, staysAndUndo } = words.of('opening').link;
  const undo = document.getState().past.at(-1);
  view.getState().toast({ tone: 'info', text: undo === undefined ? stays : staysAndUndo, undo });
}

/** With the lesson that a link may be made of. */
async function completeLesson(restored: Restored): ReturnType<typeof fromLessonForm> {
  if (restored.scenario.base === undefined) return { ok: true, ...restored };
  const [{ fromLessonForm: complete }, { loadEdition }] = await fetchPart('lessonOfLink', () =>
    Promise.all([import('../../scenario/lesson-form.ts'), import('../../lessons/catalog/load-edition.ts')]),
  );
  return complete(restored, loadEdition);
}
