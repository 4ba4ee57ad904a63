import type { LinkRisk } from '../../scenario/link-advice.ts';
import type { ShareReport } from '../../scenario/omissions.ts';

/** A link to what is on the screen, and where it will work. */
export interface ShareLink {
  readonly url: string;
  /** lesson: an address that names a lesson as it is; change: a lesson and what was changed of it; board: all of it. */
  readonly form: 'lesson' | 'change' | 'board';
  /** What is not in the link, and what in it may be private; absent: nothing. */
  readonly report?: ShareReport;
  /** How long it is and where a link of that length may break; absent: nowhere. */
  readonly risk?: LinkRisk;
}
