import type * as v from 'valibot';
import { type ClusterOverrides, type Intervention, formatObjectRef, type RawObject } from '../../engine/objects.ts';
import { isFields, readObject } from '../../manifests/read-object.ts';
import {
  EMPTY_DOCUMENT,
  type Position,
  type SavedRequest,
  type SharedScenario,
  type StoryStep,
} from '../document/document.ts';
import { applyMigrations, CURRENT_VERSION } from './migrations.ts';
import { piece } from './piece.ts';
import { restoreScreen } from './restore-screen.ts';
import * as schemas from './schemas.ts';

export interface Restored {
  readonly scenario: SharedScenario;
  /** What could not be used and was left out, in sentences. */
  readonly problems: readonly string[];
}

/** Characters. */
const LONGEST_TITLE = 200;

type Fields = Readonly<Record<string, unknown>>;

/**
 * From any JSON value to a valid scenario: every piece is checked on its own, what is unusable is left out. A bare document
 * is taken as a scenario that shows its first request. Never throws.
 */
export function restoreScenario(value: unknown): Restored {
  const problems: string[] = [];
  const shared = isFields(value) ? value : {};
  if (!isFields(value)) problems.push('This is not a scenario; an empty one is shown.');
  const isShared = isFields(shared['document']);
  const document = restoreDocument(isShared ? (shared['document'] as Fields) : shared, problems);
  const screen = restoreScreen(isShared ? shared : {}, problems);
  const [first] = document.requests;
  return {
    scenario: { document, ...screen, ...(!isShared && first !== undefined && { request: first }) },
    problems,
  };
}

function restoreDocument(given: Fields, problems: string[]): SharedScenario['document'] {
  const fields = migrated(given, problems);
  // A request or step that is left out must not make the steps point to another request.
  const requestAt: (number | undefined)[] = [];
  const requests: SavedRequest[] = [];
  for (const entry of list(fields['requests'], 'requests', problems)) {
    const request = piece(schemas.requestSchema, entry);
    requestAt.push(request === undefined ? undefined : requests.length);
    if (request !== undefined) requests.push(request as SavedRequest);
    else problems.push(`Request ${requestAt.length} cannot be used and was left out: it needs "from" and "to".`);
  }
  const lesson = piece(schemas.lessonSchema, fields['lesson']);
  return {
    version: 1,
    ...(lesson !== undefined && { lesson }),
    title: restoreTitle(fields['title'], problems),
    objects: restoreObjects(fields['objects'], problems),
    interventions: pieces(
      schemas.interventionSchema,
      fields['interventions'],
      'Intervention',
      problems,
    ) as Intervention[],
    overrides: restoreOverrides(fields['overrides'], problems),
    layout: restoreLayout(fields['layout'], problems),
    requests,
    story: (pieces(schemas.storyStepSchema, fields['story'], 'Story step', problems) as StoryStep[]).map(
      ({ request, ...step }) => {
        const at = request === undefined ? undefined : requestAt[request];
        return at === undefined ? step : { ...step, request: at };
      },
    ),
  };
}

function migrated(given: Fields, problems: string[]): Fields {
  const known = piece(schemas.indexSchema, given['version']);
  const version = known === undefined || known === 0 ? CURRENT_VERSION : known;
  if (given['version'] !== undefined && version !== given['version']) {
    problems.push(
      `Its version is ${oneLine(given['version'])}, which no packetwalk wrote; it is read as version ${CURRENT_VERSION}.`,
    );
  }
  if (version > CURRENT_VERSION) {
    problems.push(`This was saved by a newer packetwalk (version ${version}); parts it added are not shown.`);
  }
  try {
    return applyMigrations(given, version);
  } catch {
    problems.push(`This was saved by an older packetwalk (version ${version}) and parts of it cannot be read.`);
    return given;
  }
}

function oneLine(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value).slice(0, 40) : 'no number';
}

function restoreTitle(value: unknown, problems: string[]): string {
  if (value === undefined) return EMPTY_DOCUMENT.title;
  if (typeof value !== 'string') {
    problems.push(`The title is no text; it is now “${EMPTY_DOCUMENT.title}”.`);
    return EMPTY_DOCUMENT.title;
  }
  if (value.length <= LONGEST_TITLE) return value;
  problems.push(`The title has ${value.length} characters; the first ${LONGEST_TITLE} are kept.`);
  // Not half a letter at its end.
  return value.slice(0, LONGEST_TITLE).replace(/[\uD800-\uDBFF]$/, '');
}

function restoreObjects(value: unknown, problems: string[]): readonly RawObject[] {
  return list(value, 'objects', problems).flatMap((entry, index) => {
    // What somebody put into a document stays in it, though the engine may not read it.
    const read = readObject(entry, index, () => true);
    if (read.skippedKind !== undefined && read.object === undefined) {
      problems.push(`Object ${index + 1} was left out: this ${read.skippedKind} has no name.`);
    }
    for (const { message, severity } of read.problems) {
      if (read.object === undefined) problems.push(`Object ${index + 1} was left out: ${message}`);
      else if (severity === 'error')
        problems.push(`${formatObjectRef({ ...read.object.metadata, kind: read.object.kind })}: ${message}`);
    }
    return read.object === undefined ? [] : [read.object];
  });
}

function restoreOverrides(value: unknown, problems: string[]): ClusterOverrides {
  if (value === undefined) return {};
  const entries = Object.entries(isFields(value) ? value : {}).flatMap(([name, entry]) => {
    const schema = Object.entries(schemas.overrideSchemas).find(([known]) => known === name)?.[1];
    const override = schema === undefined ? undefined : piece<unknown>(schema, entry);
    if (override === undefined) problems.push(`The setting ${JSON.stringify(name)} cannot be used and was left out.`);
    return override === undefined ? [] : [[name, override] as const];
  });
  return Object.fromEntries(entries) as ClusterOverrides;
}

function restoreLayout(value: unknown, problems: string[]): Readonly<Record<string, Position>> {
  if (value === undefined) return {};
  const all = bounded(Object.entries(isFields(value) ? value : {}), 'positions', problems);
  const entries = all.flatMap(([id, entry]) => {
    const position = piece(schemas.positionSchema, entry);
    if (position === undefined) problems.push(`The position of ${id} cannot be used; it is laid out automatically.`);
    return position === undefined ? [] : [[id, position] as const];
  });
  return Object.fromEntries(entries);
}

/** Far more than anybody makes; a short link can unfold to any number of equal ones. */
const MOST: Readonly<Record<string, number>> = {
  requests: 1000,
  'story steps': 500,
  interventions: 10_000,
  positions: 50_000,
};

/** The first ones, as many as are of use. */
function bounded<T>(all: readonly T[], field: string, problems: string[]): readonly T[] {
  const most = MOST[field] ?? Infinity;
  if (all.length <= most) return all;
  problems.push(`There are ${formatCount(all.length)} ${field}; the first ${formatCount(most)} are kept.`);
  return all.slice(0, most);
}

function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

function list(value: unknown, field: string, problems: string[]): readonly unknown[] {
  if (value !== undefined && !Array.isArray(value)) problems.push(`The ${field} are not a list and were left out.`);
  return bounded(Array.isArray(value) ? (value as readonly unknown[]) : [], field, problems);
}

function pieces(schema: v.GenericSchema, value: unknown, label: string, problems: string[]): readonly unknown[] {
  return list(value, `${label.toLowerCase()}s`, problems).flatMap((entry, index) => {
    const read = piece(schema, entry);
    if (read === undefined) problems.push(`${label} ${index + 1} cannot be used and was left out.`);
    return read === undefined ? [] : [read];
  });
}
