import { kindOf, objectKey, type RawObject } from '../engine/objects.ts';
import { applyDifference, apply, diff, differenceFrom } from './difference.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument, type SharedScenario } from './document/document.ts';
import { editionOf } from './edition.ts';
import { shareDocument, shareScreen } from './link/share-scenario.ts';
import { type Restored, restoreScenario } from './restore/restore.ts';
import type { Unreadable } from './restore/unreadable.ts';

/** A lesson that a document began as. */
export interface Original {
  readonly id: string;
  readonly document: ScenarioDocument;
}

/** Finds a lesson as it was in an edition; undefined: there is none. */
export type LoadEdition = (id: string, edition: string) => Promise<ScenarioDocument | undefined>;

/**
 * The scenario as a link writes it when its document began as a lesson: an empty document, and in `base` which lesson and how
 * it was changed. Of the changes enters what enters any link; what is the lesson's own, is public.
 */
export function toLessonForm(scenario: SharedScenario, { id, document }: Original): SharedScenario {
  const { document: changed, request: shown, ...screen } = shareScreen(scenario);
  const target = shareChanges(document, changed);
  const difference = differenceFrom(document, target);
  const known = shown === undefined ? -1 : target.requests.findIndex((saved) => sameJson(saved, shown));
  return {
    document: EMPTY_DOCUMENT,
    ...screen,
    ...(shown !== undefined && known < 0 && { request: shown }),
    base: {
      lesson: id,
      edition: editionOf(document),
      ...(difference !== undefined && { difference }),
      ...(known >= 0 && { request: known }),
    },
  };
}

/** The whole scenario behind one that names a lesson; any other as it is. Says why there is none. */
export async function fromLessonForm(
  { scenario, problems }: Restored,
  load: LoadEdition,
): Promise<({ readonly ok: true } & Restored) | { readonly ok: false; readonly why: Unreadable }> {
  const { base, document: _document, ...screen } = scenario;
  if (base === undefined) return { ok: true, scenario, problems };
  const { lesson, edition, difference, request } = base;
  const original = await load(lesson, edition);
  if (original === undefined) return { ok: false, why: { code: 'EDITION_UNKNOWN', detail: { lesson, edition } } };
  let changed: unknown = original;
  try {
    if (difference !== undefined) changed = applyDifference(original, difference);
  } catch {
    return { ok: false, why: { code: 'CHANGE_MISFITS', detail: { lesson } } };
  }
  const restored = restoreScenario({ ...screen, document: { ...(changed as object), lesson } });
  const shown = request === undefined ? undefined : restored.scenario.document.requests[request];
  return {
    ok: true,
    scenario: { ...restored.scenario, ...(shown !== undefined && { request: shown }) },
    problems: [...problems, ...restored.problems],
  };
}

/** The changed document with what may enter a link; what is the lesson's own stays as the lesson has it, field by field. */
function shareChanges(lesson: ScenarioDocument, changed: ScenarioDocument): ScenarioDocument {
  const shared = shareDocument(changed);
  const [own, bare, open] = [byKey(lesson.objects), byKey(shareDocument(lesson).objects), byKey(shared.objects)];
  const objects = changed.objects.flatMap((object): readonly RawObject[] => {
    const key = objectKey({ kind: kindOf(object), ...object.metadata });
    const [mine, reduced, entering] = [own.get(key), bare.get(key), open.get(key)];
    if (mine !== undefined && diff(mine, object) === undefined) return [mine];
    if (entering === undefined) return [];
    if (mine === undefined || reduced === undefined) return [entering];
    const change = diff(reduced, entering);
    if (change === undefined) return [mine];
    const merged = apply(mine, change) as RawObject;
    const objects = changed.objects.map((each) => (each === object ? merged : each));
    const again = byKey(shareDocument({ ...changed, objects }).objects);
    return diff(again.get(key), entering) === undefined ? [merged] : [entering];
  });
  const known = new Set(lesson.requests.map((request) => JSON.stringify(request)));
  return {
    ...shared,
    ...(changed.goal !== undefined && sameJson(lesson.goal, changed.goal) && { goal: changed.goal }),
    objects,
    requests: changed.requests.map((request, index) =>
      known.has(JSON.stringify(request)) ? request : (shared.requests[index] ?? request),
    ),
  };
}

function byKey(objects: readonly RawObject[]): ReadonlyMap<string, RawObject> {
  return new Map(objects.map((object) => [objectKey({ kind: kindOf(object), ...object.metadata }), object]));
}

function sameJson(a: unknown, b: unknown): boolean {
  return diff(a, b) === undefined;
}
