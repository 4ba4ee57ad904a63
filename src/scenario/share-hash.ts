import type { ScenarioDocument, SharedScenario } from './document/document.ts';
import { differenceFrom } from './difference.ts';
import { type Original, toLessonForm } from './lesson-form.ts';
import { describeOmissions, type ShareReport } from './omissions.ts';
import { encodeShareLink } from './share-link.ts';

/** What a link is made of: the board as a whole, or a lesson and what was changed of it. */
export interface ShareHash {
  readonly hash: string;
  readonly form: 'board' | 'change';
  readonly report: ShareReport;
}

/** The shorter of the two hashes that show a scenario, and what each leaves out. */
export function createShareHash(scenario: SharedScenario, original?: Original): ShareHash {
  const { document } = scenario;
  const board = encodeShareLink(scenario);
  const change = original && encodeShareLink(toLessonForm(scenario, original));
  if (original === undefined || change === undefined || change.length >= board.length) {
    return { hash: board, form: 'board', report: describeOmissions(document) };
  }
  return { hash: change, form: 'change', report: describeOmissions(withoutOwn(document, original.document)) };
}

/** True for a document that is the lesson as it is. */
export function isUntouched(document: ScenarioDocument, original: ScenarioDocument): boolean {
  return differenceFrom(original, document) === undefined;
}

/** What of a document is not the lesson's own: only of that can something be left out. */
function withoutOwn(document: ScenarioDocument, lesson: ScenarioDocument): ScenarioDocument {
  const own = new Set([...lesson.objects, ...lesson.requests].map((each) => JSON.stringify(each)));
  return {
    ...document,
    objects: document.objects.filter((object) => !own.has(JSON.stringify(object))),
    requests: document.requests.filter((request) => !own.has(JSON.stringify(request))),
  };
}
