import type * as v from 'valibot';
import {
  type ClusterOverrides,
  type Intervention,
  kindOf,
  type ObjectRef,
  type RawObject,
} from '../../engine/objects.ts';
import { isFields, readObject } from '../../manifests/read-object.ts';
import {
  EMPTY_DOCUMENT,
  type Position,
  type SavedRequest,
  type SharedScenario,
  type StoryStep,
} from '../document/document.ts';
import type { Goal } from '../document/goal.ts';
import { TITLE_LIMIT } from '../document/limits.ts';
import { readGoal } from './goal-schema.ts';
import { applyMigrations, CURRENT_VERSION } from './migrations.ts';
import { piece } from './piece.ts';
import type { ListField, Problem } from './problem.ts';
import { restoreScreen } from './restore-screen.ts';
import * as schemas from './schemas.ts';

export interface Restored {
  readonly scenario: SharedScenario;
  /** What could not be used and was left out. */
  readonly problems: readonly Problem[];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * From any JSON value to a valid scenario: every piece is checked on its own, what is unusable is left out. A bare document
 * is taken as a scenario that shows its first request. Never throws.
 */
export function restoreScenario(value: unknown): Restored {
  const problems: Problem[] = [];
  const shared = isFields(value) ? value : {};
  if (!isFields(value)) problems.push({ code: 'NO_SCENARIO', detail: {} });
  const isShared = isFields(shared['document']);
  const document = restoreDocument(isShared ? (shared['document'] as Fields) : shared, problems);
  const screen = restoreScreen(isShared ? shared : {}, problems);
  const [first] = document.requests;
  return {
    scenario: { document, ...screen, ...(!isShared && first !== undefined && { request: first }) },
    problems,
  };
}

function restoreDocument(given: Fields, problems: Problem[]): SharedScenario['document'] {
  const fields = migrated(given, problems);
  // A request or step that is left out must not make the steps point to another request.
  const requestAt: (number | undefined)[] = [];
  const requests: SavedRequest[] = [];
  for (const entry of list(fields['requests'], 'requests', problems)) {
    const request = piece(schemas.requestSchema, entry);
    requestAt.push(request === undefined ? undefined : requests.length);
    if (request !== undefined) requests.push(request as SavedRequest);
    else problems.push({ code: 'REQUEST_UNUSABLE', detail: { number: requestAt.length } });
  }
  const lesson = piece(schemas.lessonSchema, fields['lesson']);
  const goal = restoreGoal(fields['goal'], problems);
  return {
    version: 1,
    ...(lesson !== undefined && { lesson }),
    title: restoreTitle(fields['title'], problems),
    objects: restoreObjects(fields['objects'], problems),
    interventions: pieces(schemas.interventionSchema, fields, INTERVENTIONS, problems) as Intervention[],
    overrides: restoreOverrides(fields['overrides'], problems),
    ...restoreTexts(fields['texts'], problems),
    layout: restoreLayout(fields['layout'], problems),
    requests,
    story: (pieces(schemas.storyStepSchema, fields, STORY, problems) as StoryStep[]).map(({ request, ...step }) => {
      const at = request === undefined ? undefined : requestAt[request];
      return at === undefined ? step : { ...step, request: at };
    }),
    ...(goal !== undefined && { goal }),
  };
}

function restoreGoal(value: unknown, problems: Problem[]): Goal | undefined {
  if (value === undefined) return undefined;
  const read = readGoal(value);
  if ('goal' in read) return read.goal;
  problems.push({ code: 'GOAL_UNUSABLE', detail: { field: read.field } });
  return undefined;
}

function migrated(given: Fields, problems: Problem[]): Fields {
  const known = piece(schemas.indexSchema, given['version']);
  const version = known === undefined || known === 0 ? CURRENT_VERSION : known;
  if (given['version'] !== undefined && version !== given['version']) {
    problems.push({ code: 'VERSION_UNKNOWN', detail: { ...plain(given['version']), readAs: CURRENT_VERSION } });
  }
  if (version > CURRENT_VERSION) {
    problems.push({ code: 'VERSION_NEWER', detail: { version } });
  }
  try {
    return applyMigrations(given, version);
  } catch {
    problems.push({ code: 'VERSION_UNREADABLE', detail: { version } });
    return given;
  }
}

/** Characters of a text in place of a version that are told. */
const TOLD = 40;

function plain(value: unknown): { readonly found?: string | number } {
  if (typeof value === 'number') return { found: value };
  return typeof value === 'string' ? { found: value.slice(0, TOLD) } : {};
}

function restoreTitle(value: unknown, problems: Problem[]): string {
  if (value === undefined) return EMPTY_DOCUMENT.title;
  if (typeof value !== 'string') {
    problems.push({ code: 'TITLE_NO_TEXT', detail: {} });
    return EMPTY_DOCUMENT.title;
  }
  if (value.length <= TITLE_LIMIT) return value;
  problems.push({ code: 'TITLE_TOO_LONG', detail: { found: value.length, kept: TITLE_LIMIT } });
  // Not half a letter at its end.
  return value.slice(0, TITLE_LIMIT).replace(/[\uD800-\uDBFF]$/, '');
}

function restoreObjects(value: unknown, problems: Problem[]): readonly RawObject[] {
  return list(value, 'objects', problems).flatMap((entry, index) => {
    // What somebody put into a document stays in it, though the engine may not read it.
    const read = readObject(entry, index, () => true);
    if (read.skippedKind !== undefined && read.object === undefined) {
      problems.push({ code: 'OBJECT_NAMELESS', detail: { number: index + 1, kind: read.skippedKind } });
    }
    for (const { severity, ...why } of read.problems) {
      if (read.object === undefined) problems.push({ code: 'OBJECT_UNUSABLE', detail: { number: index + 1, why } });
      else if (severity === 'error')
        problems.push({ code: 'OBJECT_FAULTY', detail: { object: refOf(read.object), why } });
    }
    return read.object === undefined ? [] : [read.object];
  });
}

function refOf(object: RawObject): ObjectRef {
  const { name, namespace } = object.metadata;
  const kind = kindOf(object);
  return namespace === undefined ? { kind, name } : { kind, namespace, name };
}

/** What somebody wrote, as far as it is text: what it says is only believed where it says the object. */
function restoreTexts(value: unknown, problems: Problem[]): Pick<SharedScenario['document'], 'texts'> {
  if (value === undefined) return {};
  const entries = Object.entries(isFields(value) ? value : {});
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (!isFields(value) || texts.length < entries.length) problems.push({ code: 'TEXTS_UNUSABLE', detail: {} });
  return texts.length === 0 ? {} : { texts: Object.fromEntries(texts) };
}

function restoreOverrides(value: unknown, problems: Problem[]): ClusterOverrides {
  if (value === undefined) return {};
  const entries = Object.entries(isFields(value) ? value : {}).flatMap(([name, entry]) => {
    const schema = Object.entries(schemas.overrideSchemas).find(([known]) => known === name)?.[1];
    const override = schema === undefined ? undefined : piece<unknown>(schema, entry);
    if (override === undefined) problems.push({ code: 'SETTING_UNUSABLE', detail: { name } });
    return override === undefined ? [] : [[name, override] as const];
  });
  return Object.fromEntries(entries) as ClusterOverrides;
}

function restoreLayout(value: unknown, problems: Problem[]): Readonly<Record<string, Position>> {
  if (value === undefined) return {};
  const all = bounded(Object.entries(isFields(value) ? value : {}), 'layout', problems);
  const entries = all.flatMap(([id, entry]) => {
    const position = piece(schemas.positionSchema, entry);
    if (position === undefined) problems.push({ code: 'POSITION_UNUSABLE', detail: { element: id } });
    return position === undefined ? [] : [[id, position] as const];
  });
  return Object.fromEntries(entries);
}

/** Far more than anybody makes; a short link can unfold to any number of equal ones. */
const MOST: Readonly<Partial<Record<ListField, number>>> = {
  requests: 1000,
  story: 500,
  interventions: 10_000,
  layout: 50_000,
};

/** The first ones, as many as are of use. */
function bounded<T>(all: readonly T[], field: ListField, problems: Problem[]): readonly T[] {
  const most = MOST[field] ?? Infinity;
  if (all.length <= most) return all;
  problems.push({ code: 'TOO_MANY', detail: { field, found: all.length, kept: most } });
  return all.slice(0, most);
}

function list(value: unknown, field: ListField, problems: Problem[]): readonly unknown[] {
  if (value !== undefined && !Array.isArray(value)) problems.push({ code: 'NOT_A_LIST', detail: { field } });
  return bounded(Array.isArray(value) ? (value as readonly unknown[]) : [], field, problems);
}

/** Lists of which each item is checked on its own. */
interface Listed {
  readonly field: ListField;
  readonly code: 'INTERVENTION_UNUSABLE' | 'STORY_STEP_UNUSABLE';
}
const INTERVENTIONS: Listed = { field: 'interventions', code: 'INTERVENTION_UNUSABLE' };
const STORY: Listed = { field: 'story', code: 'STORY_STEP_UNUSABLE' };

function pieces(
  schema: v.GenericSchema,
  fields: Fields,
  { field, code }: Listed,
  problems: Problem[],
): readonly unknown[] {
  return list(fields[field], field, problems).flatMap((entry, index) => {
    const read = piece(schema, entry);
    if (read === undefined) problems.push({ code, detail: { number: index + 1 } });
    return read === undefined ? [] : [read];
  });
}
