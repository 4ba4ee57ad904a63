import type { CourseSource } from './course-file.ts';
import { withWords } from '../../ui/words.ts';
import { withPart } from '../../ui/fetch-part.ts';
import { COURSE_TAG } from '../../scenario/course/course-tag.ts';
import { fetchOrTell, type Workspace } from './open.ts';

const READER = 'linkReader';
const WORDS = ['later', 'course'] as const;
const loadReader = () => import('./open-link.ts');

/** Says what becomes of a link’s board once the address has lost the link. */
export function leaveLink(workspace: Workspace): void {
  withPart(READER, withWords(workspace.simulation.words, loadReader), ({ tellLeft }) => tellLeft(workspace));
}

/**
 * Opens the scenario in a link. One that can't be read says why and changes nothing; unsaved work is replaced only when the
 * person says so. Returns whether the link was opened.
 */
export async function openLink(workspace: Workspace, hash: string): Promise<boolean> {
  if (hash.startsWith(COURSE_TAG)) return openCourse(workspace, { hash });
  const isLast = workspace.page.takeTicket();
  const again = (): void => void openLink(workspace, hash);
  const reader = await fetchOrTell(READER, withWords(workspace.simulation.words, loadReader), again);
  return reader !== undefined && reader.readAndOpen(workspace, hash, { isLast, again });
}

const loadCourse = () => import('./open-course.ts');

/** Opens a course, by its file beside the page or by a link that holds it, at the step where one was. Whether it is open. */
export async function openCourse(workspace: Workspace, from: CourseSource): Promise<boolean> {
  const again = (): void => void openCourse(workspace, from);
  const opener = await fetchOrTell('course', withWords(workspace.simulation.words, loadCourse, WORDS), again);
  return opener !== undefined && opener.readAndFollow(workspace, from);
}

/** Goes on with the course that this browser keeps; its board is on the screen already. */
export function resumeCourse(workspace: Workspace, file: string | undefined): void {
  withPart('course', withWords(workspace.simulation.words, loadCourse, WORDS), ({ resume }) => resume(workspace, file));
}
