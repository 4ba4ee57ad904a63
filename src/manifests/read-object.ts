import { type Coded, fileNameOf, hasBearing, type ObjectMeta, type RawObject } from '../engine/objects.ts';
import type { ProblemOf } from './checks/check.ts';
import { checkNames } from './checks/check-names.ts';
import type { ReadDetails } from './read-details.ts';
import { isRepetition, withoutSecrets } from './secrets.ts';
import { DEPTH_LIMIT, type Path } from './sources/source.ts';

/** What is wrong with what every object has. */
export type ReadProblem = ProblemOf<ReadDetails>;

/** What became of one value: an object, a kind the engine does not read (whose object may be kept), or nothing. */
export interface ReadObject {
  readonly object?: RawObject;
  readonly skippedKind?: string;
  readonly problems: readonly ReadProblem[];
}

type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Checks what every API object has (apiVersion, kind, metadata.name) and leaves out what nobody should keep: managedFields,
 * annotations that hold the object once more, and whatever of a Secret can hold or repeat what is secret. `sequence` numbers
 * the objects, to complete a generateName as the API server would. `keep`: which objects are kept although the engine does
 * not read their kind. `isShallow`: it is known to be nested no deeper than {@link DEPTH_LIMIT}.
 */
export function readObject(
  given: unknown,
  sequence: number,
  keep: (object: Kept) => boolean = () => false,
  isShallow = false,
): ReadObject {
  if (!isFields(given)) {
    return failed([], { code: 'NOT_AN_OBJECT', detail: noObject(given) });
  }
  if (!isShallow && isDeeperThan(given, DEPTH_LIMIT)) {
    return failed([], { code: 'TOO_DEEP', detail: { is: 'OBJECT', most: DEPTH_LIMIT } });
  }
  const value = given['kind'] === 'Secret' ? withoutSecrets(given) : given;
  const { apiVersion, kind } = value;
  if (typeof kind !== 'string' || kind === '') {
    return failed(['kind'], { code: 'KIND_MISSING', detail: found(kind) });
  }
  if (typeof apiVersion !== 'string' || apiVersion === '') {
    return failed(['apiVersion'], { code: 'API_VERSION_MISSING', detail: { kind, ...found(apiVersion) } });
  }
  if (!hasBearing(apiVersion, kind)) {
    // What is wrong with its metadata is nobody's business here.
    const object = keep({ ...value, apiVersion, kind })
      ? identified({ ...value, apiVersion, kind }, sequence)
      : undefined;
    return { skippedKind: kind, problems: [], ...(object !== undefined && { object }) };
  }
  const problems: ReadProblem[] = [];
  const metadata = readMetadata(value, { apiVersion, kind, sequence }, problems);
  if (metadata === undefined) return { problems };
  const { name, namespace } = metadata;
  const named = checkNames({ kind, name, namespace });
  problems.push(...named.problems);
  if (named.isRefused) return { problems };
  noteOtherTypes(value, problems);
  const object = metadata === value['metadata'] ? (value as RawObject) : { ...value, apiVersion, kind, metadata };
  return { object, problems };
}

/** What is no mapping where every kind has one. */
function noteOtherTypes(value: Fields, problems: ReadProblem[]): void {
  for (const name of ['spec', 'status']) {
    const given = value[name];
    if (given === undefined || given === null || isFields(given)) continue;
    problems.push({
      severity: 'error',
      code: 'NOT_A_MAPPING',
      detail: { found: shown(given), of: 'FIELDS' },
      path: [name],
    });
  }
}

interface Kept extends Fields {
  readonly apiVersion: string;
  readonly kind: string;
}

function identified(value: Kept, sequence: number): RawObject | undefined {
  const metadata = readMetadata(value, { ...value, sequence }, []);
  return metadata === undefined ? undefined : { ...value, metadata };
}

interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly sequence: number;
}

function readMetadata(value: Fields, identity: Identity, problems: ReadProblem[]): ObjectMeta | undefined {
  const configuration = fileNameOf(identity.apiVersion, identity.kind);
  const raw = value['metadata'];
  if (!isFields(raw)) {
    if (configuration !== undefined) return { name: configuration };
    const detail = { kind: identity.kind, ...found(raw) };
    problems.push({ severity: 'error', code: 'METADATA_MISSING', detail, path: ['metadata'] });
    return undefined;
  }
  if (isAsItShould(raw)) return raw;
  const { managedFields: _managedFields, name, namespace, labels, annotations, ownerReferences, ...rest } = raw;
  const said = text(name, ['metadata', 'name'], problems);
  const finalName = said ?? generatedName(raw['generateName'], identity.sequence) ?? configuration;
  if (finalName === undefined) {
    const path = name === undefined ? ['metadata'] : ['metadata', 'name'];
    const detail = { kind: identity.kind, ...found(name) };
    problems.push({ severity: 'error', code: 'NAME_MISSING', detail, path });
    return undefined;
  }
  const finalNamespace = text(namespace, ['metadata', 'namespace'], problems);
  const owners = readOwners(ownerReferences, problems);
  const finalLabels = textMap(labels, ['metadata', 'labels'], problems);
  const finalAnnotations = textMap(annotations, ['metadata', 'annotations'], problems);
  return {
    ...rest,
    name: finalName,
    ...(finalNamespace !== undefined && { namespace: finalNamespace }),
    ...(finalLabels !== undefined && { labels: finalLabels }),
    ...(finalAnnotations !== undefined && { annotations: finalAnnotations }),
    ...(owners !== undefined && { ownerReferences: owners }),
  };
}

/** All of it can be kept as it is, as of nearly all objects of a cluster: nothing is copied. */
function isAsItShould(raw: Fields): raw is Fields & ObjectMeta {
  const { managedFields, name, namespace, labels, annotations, ownerReferences } = raw;
  return (
    managedFields === undefined &&
    isName(name) &&
    (namespace === undefined || isName(namespace)) &&
    (labels === undefined || isTextMap(labels)) &&
    (annotations === undefined || isTextMap(annotations)) &&
    (ownerReferences === undefined || (Array.isArray(ownerReferences) && ownerReferences.every(isOwner)))
  );
}

const isName = (value: unknown): boolean => typeof value === 'string' && value !== '';

function isTextMap(value: unknown): boolean {
  if (!isFields(value)) return false;
  for (const name in value) if (typeof value[name] !== 'string' || isRepetition(name)) return false;
  return true;
}

/** The name the API server could make: five letters behind the prefix, from its alphabet without vowels (apiserver names/generate.go). */
function generatedName(prefix: unknown, sequence: number): string | undefined {
  if (typeof prefix !== 'string' || prefix === '') return undefined;
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
  let suffix = '';
  for (let rest = sequence, n = 0; n < 5; n += 1, rest = Math.floor(rest / alphabet.length)) {
    suffix = alphabet.charAt(rest % alphabet.length) + suffix;
  }
  return prefix + suffix;
}

/** A string; a number or boolean written without quotes counts, with a warning. */
function text(value: unknown, path: Path, problems: ReadProblem[]): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  problems.push(notQuoted(path, value));
  return String(value);
}

function textMap(value: unknown, path: Path, problems: ReadProblem[]): Record<string, string> | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isFields(value)) {
    problems.push({ severity: 'error', code: 'NOT_A_MAPPING', detail: { found: shown(value), of: 'STRINGS' }, path });
    return undefined;
  }
  const entries: [string, string][] = [];
  for (const [name, entry] of Object.entries(value)) {
    if (isRepetition(name)) continue;
    if (typeof entry === 'string') entries.push([name, entry]);
    else if (entry === null) entries.push([name, '']);
    else if (typeof entry === 'number' || typeof entry === 'boolean') {
      problems.push(notQuoted([...path, name], entry));
      entries.push([name, String(entry)]);
    } else {
      problems.push({ severity: 'error', code: 'NOT_A_STRING', detail: { is: 'COLLECTION' }, path: [...path, name] });
    }
  }
  return entries.length === 0 && Object.keys(value).some(isRepetition) ? undefined : Object.fromEntries(entries);
}

function notQuoted(path: Path, value: number | boolean): ReadProblem {
  return { severity: 'warning', code: 'NOT_A_STRING', detail: { is: 'UNQUOTED', value }, path };
}

/** Owners with a kind and a name; of others it is told that they are left out. */
function readOwners(value: unknown, problems: ReadProblem[]): ObjectMeta['ownerReferences'] {
  const path = ['metadata', 'ownerReferences'];
  const leaveOut = (at: Path, detail: ReadDetails['OWNER_INCOMPLETE']): void => {
    problems.push({ severity: 'warning', code: 'OWNER_INCOMPLETE', detail, path: at });
  };
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) {
    leaveOut(path, { is: 'NO_LIST', found: shown(value) });
    return undefined;
  }
  if (value.every(isOwner)) return value;
  return value.flatMap((owner: unknown, index) => {
    if (!isFields(owner)) return [];
    const { kind, name, controller, ...rest } = owner;
    if (typeof kind === 'string' && typeof name === 'string')
      return [{ ...rest, kind, name, ...(typeof controller === 'boolean' && { controller }) }];
    const field = typeof kind === 'string' ? 'name' : 'kind';
    leaveOut([...path, index, field], { is: 'EMPTY', field, found: shown(owner[field] ?? '') });
    return [];
  });
}

type Owner = NonNullable<ObjectMeta['ownerReferences']>[number];

/** Says what it has to, and nothing else than it may. */
function isOwner(value: unknown): value is Owner {
  if (!isFields(value)) return false;
  const { kind, name, controller } = value;
  const isSaid = controller === undefined || typeof controller === 'boolean';
  return typeof kind === 'string' && typeof name === 'string' && isSaid;
}

/** Of all that is read every value is looked at here: by loops, without a list or a call for what holds nothing. */
function isDeeperThan(value: object, levels: number): boolean {
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const part of value as readonly unknown[]) if (isDeep(part) && isDeeperThan(part, levels - 1)) return true;
    return false;
  }
  // Of values that were parsed all there is is their own.
  for (const name in value) {
    const part = (value as Fields)[name];
    if (isDeep(part) && isDeeperThan(part, levels - 1)) return true;
  }
  return false;
}

const isDeep = (value: unknown): value is object => typeof value === 'object' && value !== null;

function failed(path: Path, why: Coded<ReadDetails>): ReadObject {
  return { problems: [{ severity: 'error', ...why, path }] };
}

function noObject(given: unknown): ReadDetails['NOT_AN_OBJECT'] {
  if (given === null) return { is: 'NOTHING' };
  return Array.isArray(given) ? { is: 'LIST' } : { is: 'PLAIN', type: typeof given, found: shown(given) };
}

function found(value: unknown): { readonly found?: string } {
  return value === undefined ? {} : { found: shown(value) };
}

/** The beginning of a value as JSON. */
function shown(value: unknown): string {
  const whole = JSON.stringify(value) ?? String(value);
  return whole.length > 40 ? `${whole.slice(0, 37)}…` : whole;
}
