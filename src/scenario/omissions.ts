import { type Field, type PrivateValue, fieldNamed, isSaid, fieldsOfObject, project } from '../engine/fields.ts';
import { type ClusterOverrides, kindOf, objectKey, type ObjectRef, type RawObject, refIn } from '../engine/objects.ts';
import { readComments } from '../manifests/comments.ts';
import { type FieldPath, isRecord } from '../engine/text.ts';
import type { ScenarioDocument } from './document/document.ts';
import { secretsThatEnter } from './link/share-objects.ts';
import { maskedHeaders } from './link/share-requests.ts';

/**
 * Why something is not in a link. secret: what a Secret holds; environment: variables of containers; annotation: annotations that
 * decide nothing; masked: values that are replaced, as they may be secrets and decide nothing; server: what the API server and
 * controllers note for themselves; comment: what people wrote for each other; not-read: nothing that packetwalk shows depends on it.
 */
export type OmissionReason = 'secret' | 'environment' | 'annotation' | 'masked' | 'server' | 'comment' | 'not-read';

/** What of one object is not in a link, for one reason. */
export interface Omission {
  /** Absent: of the document's requests. */
  readonly object?: ObjectRef;
  /** Where in the object: "spec.template.spec.containers[web].env[TOKEN]"; none: all of it. */
  readonly fields: readonly string[];
  readonly reason: OmissionReason;
}

/** What is in a link and may be private: it decides where packets go, so it has to be. */
export interface Remaining {
  /** Absent: of the document's requests. */
  readonly object?: ObjectRef;
  readonly fields: readonly string[];
  readonly what: PrivateValue | 'request-header';
}

export interface ShareReport {
  readonly omitted: readonly Omission[];
  readonly remaining: readonly Remaining[];
}

/** What a link of the document leaves out, object by object in their order, and what it holds that somebody may want to know of. */
export function describeOmissions({ objects, requests, goal, texts = {}, overrides }: ScenarioDocument): ShareReport {
  const enters = secretsThatEnter(objects);
  const isMasked = maskedHeaders(objects);
  const headersOf = (all: typeof requests, list: string) =>
    all.flatMap(({ http }, index) =>
      Object.keys(http?.headers ?? {}).map((name) => ({ name, field: `${list}[${index}].http.headers[${name}]` })),
    );
  const headers = [...headersOf(requests, 'requests'), ...headersOf(goal?.requests ?? [], 'goal.requests')];
  const masked = headers.filter(({ name }) => isMasked(name)).map(({ field }) => field);
  const open = headers.filter(({ name }) => !isMasked(name)).map(({ field }) => field);
  return {
    omitted: [
      ...objects.flatMap((object) => omissionsOf(object, enters(object))),
      ...objects.flatMap((object) => commentsOf(object, texts[keyOf(object, overrides)])),
      ...(masked.length === 0 ? [] : [{ fields: masked, reason: 'masked' as const }]),
    ],
    remaining: [
      ...objects.flatMap(remainingOf),
      ...(open.length === 0 ? [] : [{ fields: open, what: 'request-header' as const }]),
    ],
  };
}

function refOf(object: RawObject): ObjectRef {
  const { name, namespace } = object.metadata;
  const kind = kindOf(object);
  return namespace === undefined ? { kind, name } : { kind, namespace, name };
}

/** By which a document has what was written of an object. */
function keyOf(object: RawObject, overrides: ClusterOverrides): string {
  return objectKey(refIn(object, overrides.defaultNamespace ?? 'default'));
}

function commentsOf(object: RawObject, text: string | undefined): readonly Omission[] {
  const fields = text === undefined ? [] : readComments(text);
  return fields.length === 0 ? [] : [{ object: refOf(object), fields, reason: 'comment' }];
}

function omissionsOf(object: RawObject, enters: boolean): readonly Omission[] {
  if (!enters) return [{ object: refOf(object), fields: [], reason: 'secret' }];
  const byReason = new Map<OmissionReason, string[]>();
  const shared = project(object, fieldsOfObject(object), (path) => {
    const reason = reasonOf(object, path);
    byReason.set(reason, [...(byReason.get(reason) ?? []), formatPath(object, path)]);
  });
  if (shared === undefined) return [];
  return [...byReason].map(([reason, fields]) => ({ object: refOf(object), fields, reason }));
}

/** Set by the API server, controllers and kubectl for their own use. */
const SERVER = new Set(['managedFields', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'selfLink']);

function reasonOf(object: RawObject, path: FieldPath): OmissionReason {
  if (object.kind === 'Secret') return 'secret';
  if (path.some((step) => step === 'env' || step === 'envFrom')) return 'environment';
  const name = path.findIndex((step) => step === 'annotations');
  const known = fieldAlong(fieldsOfObject(object), path) !== undefined;
  if (name >= 0 && path[name - 1] === 'metadata') return known ? 'masked' : 'annotation';
  if (path[0] === 'status' || path.some((step, index) => path[index - 1] === 'metadata' && SERVER.has(String(step))))
    return 'server';
  return known ? 'masked' : 'not-read';
}

/** The field a path leads to; undefined when the tree lacks it. */
function fieldAlong(field: Field | undefined, path: FieldPath): Field | undefined {
  return path.reduce<Field | undefined>(
    (at, step) => (at === undefined || typeof step === 'number' ? at : at.type === 'group' ? fieldNamed(at, step) : at),
    field,
  );
}

/** Items of lists by their name, where they have one. */
function formatPath(object: unknown, path: FieldPath): string {
  let text = '';
  let at = object;
  for (const step of path) {
    at = (at as Readonly<Record<string, unknown>> | undefined)?.[step];
    const { name } = isRecord(at) ? at : {};
    if (typeof step === 'number') text += `[${typeof name === 'string' ? name : step}]`;
    else text += /[./]/.test(step) ? `[${step}]` : `${text === '' ? '' : '.'}${step}`;
  }
  return text;
}

function remainingOf(object: RawObject): readonly Remaining[] {
  const byKind = new Map<PrivateValue, string[]>();
  const look = (value: unknown, field: Field, path: FieldPath): void => {
    if (value === undefined || value === null || value === '') return;
    if ((field.type === 'value' || field.type === 'any') && field.tell !== undefined) {
      byKind.set(field.tell, [...(byKind.get(field.tell) ?? []), formatPath(object, path)]);
    }
    if (field.type !== 'group' || typeof value !== 'object') return;
    for (const [step, item] of Object.entries(value)) {
      if (Array.isArray(value)) look(item, field, [...path, Number(step)]);
      else {
        const known = fieldNamed(field, step);
        if (known !== undefined && !isSaid(known, item, value as Readonly<Record<string, unknown>>))
          look(item, known, [...path, step]);
      }
    }
  };
  look(object, fieldsOfObject(object), []);
  return [...byKind].map(([what, fields]) => ({ object: refOf(object), fields, what }));
}
