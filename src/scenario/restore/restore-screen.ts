import type * as v from 'valibot';
import type { Delays, TimedChange } from '../../engine/changes.ts';
import { isFields } from '../../manifests/read-object.ts';
import type {
  LessonBase,
  InspectorView,
  ReachView,
  SavedRequest,
  SharedScreen,
  SharedTimeline,
  StepAddress,
} from '../document/document.ts';
import { piece } from './piece.ts';
import type { Problem } from './problem.ts';
import { indexSchema, requestSchema } from './schemas.ts';
import { unusualDelays } from './standard-delays.ts';
import * as schemas from './screen-schemas.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What is on the screen beside a document, from any JSON object: every piece is checked on its own; what is unusable is as it
 * is when a document opens, and told where somebody would miss it. Never throws.
 */
export function restoreScreen(given: Fields, problems: Problem[]): SharedScreen {
  const read = <T>(field: string, schema: v.GenericSchema<unknown, T>, missed?: Problem): T | undefined => {
    const value = given[field];
    const found = value === undefined ? undefined : piece(schema, value);
    if (value !== undefined && found === undefined && missed !== undefined) problems.push(missed);
    return found;
  };
  const step = read('step', schemas.stepAddressSchema, { code: 'SHOWN_STEP_UNUSABLE', detail: {} });
  const beat = step === undefined ? read('beat', indexSchema) : undefined;
  const speed = read('speed', schemas.walkSpeedSchema);
  const unfolded = [...new Set(read('unfolded', schemas.unfoldedSchema))].toSorted();
  const timeline = restoreTimeline(given['timeline'], problems);
  return {
    ...present({
      request: read('request', requestSchema, { code: 'SHOWN_REQUEST_UNUSABLE', detail: {} }) as
        | SavedRequest
        | undefined,
    }),
    choices: read('choices', schemas.choicesSchema) ?? [],
    ...present({
      step: step === undefined ? undefined : withoutFirst(step as StepAddress),
      beat: beat === 0 ? undefined : beat,
    }),
    lens: read('lens', schemas.lensSchema) ?? 'objects',
    ...present({
      depth: depthOf(read('depth', schemas.depthSchema)),
      dns: read('dns', schemas.yesSchema),
      speed: speed === 1 ? undefined : speed,
      part: read('part', indexSchema, { code: 'SHOWN_PART_UNUSABLE', detail: {} }) || undefined,
      aside: read('aside', schemas.yesSchema),
      selected: read('selected', schemas.elementSchema),
      inspector: unlessEmpty(read('inspector', schemas.inspectorSchema) as InspectorView | undefined),
      reach: unlessEmpty(read('reach', schemas.reachSchema) as ReachView | undefined),
      unfolded: unfolded.length === 0 ? undefined : unfolded,
      timeline,
      base: read('base', schemas.baseSchema, { code: 'LESSON_UNUSABLE', detail: {} }) as LessonBase | undefined,
    }),
  };
}

/** Requests that were sent, as far as they can be sent again. Never throws. */
export function restoreSent(value: unknown): readonly SavedRequest[] {
  const listed: readonly unknown[] = Array.isArray(value) ? value : [];
  return listed.flatMap((entry) => (piece(requestSchema, entry) as SavedRequest | undefined) ?? []);
}

function restoreTimeline(value: unknown, problems: Problem[]): SharedTimeline | undefined {
  if (value === undefined) return undefined;
  const given: Fields = isFields(value) ? value : {};
  const listed = Array.isArray(given['changes']) ? (given['changes'] as readonly unknown[]) : [];
  if (listed.length > schemas.MOST_CHANGES) {
    problems.push({ code: 'TOO_MANY_CHANGES', detail: { found: listed.length, kept: schemas.MOST_CHANGES } });
  }
  const changes = listed.slice(0, schemas.MOST_CHANGES).flatMap((entry, index) => {
    const change = piece<unknown>(schemas.timedChangeSchema, entry) as TimedChange | undefined;
    if (change === undefined) problems.push({ code: 'CHANGE_UNUSABLE', detail: { number: index + 1 } });
    return change === undefined ? [] : [change];
  });
  if (changes.length === 0) {
    problems.push({ code: 'NO_CHANGES', detail: {} });
    return undefined;
  }
  const request = given['request'] === undefined ? undefined : piece(requestSchema, given['request']);
  const { time, speed, rate, panel } = momentOf(given);
  return {
    changes: changes.toSorted((a, b) => a.at - b.at),
    ...present({ delays: unlessEmpty(restoreDelays(given['delays'], problems)) }),
    time: time ?? 0,
    ...present({
      speed: speed === 1 ? undefined : speed,
      request: request as SavedRequest | undefined,
      rate: rate === USUAL_RATE ? undefined : rate,
      panel,
    }),
  };
}

/** Requests in a second where none is named. */
const USUAL_RATE = 5;

function momentOf(given: Fields): Partial<Pick<SharedTimeline, 'time' | 'speed' | 'rate' | 'panel'>> {
  return present({
    time: piece(schemas.momentSchemas.time, given['time']),
    speed: piece(schemas.momentSchemas.speed, given['speed']),
    rate: piece(schemas.momentSchemas.rate, given['rate']),
    panel: piece(schemas.momentSchemas.panel, given['panel']),
  });
}

function restoreDelays(value: unknown, problems: Problem[]): Partial<Delays> {
  const entries = Object.entries(isFields(value) ? value : {}).flatMap(([name, entry]) => {
    const schema = Object.entries(schemas.delaySchemas).find(([known]) => known === name)?.[1];
    const delay = schema === undefined ? undefined : piece<unknown>(schema, entry);
    if (delay === undefined) problems.push({ code: 'DELAY_UNUSABLE', detail: { name } });
    return delay === undefined ? [] : [[name, delay] as const];
  });
  return unusualDelays(Object.fromEntries(entries));
}

function depthOf(given: v.InferOutput<typeof schemas.depthSchema> | undefined): 'story' | 'rules' | undefined {
  if (given === 'story') return given;
  return given === 'rules' || given === 'all' ? 'rules' : undefined;
}

function withoutFirst({ nth, ...step }: StepAddress): StepAddress {
  return nth === undefined || nth === 0 ? step : { ...step, nth };
}

function unlessEmpty<T extends object>(value: T | undefined): T | undefined {
  return value === undefined || Object.keys(value).length === 0 ? undefined : value;
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The same without what is undefined. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
