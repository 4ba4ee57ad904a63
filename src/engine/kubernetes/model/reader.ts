import type { Cidr } from '../../net/cidr.ts';
import type { Ip, Port } from '../../net/ip.ts';
import { parseLenientCidr, parseLenientIp } from '../tools/lenient-address.ts';
import type { Coded } from '../tools/coded.ts';
import type { Expected, FieldDetails, FoundValue } from './field-details.ts';

export type FieldPath = readonly (string | number)[];

/** A finding that does not know its object yet: readers see fields only. */
export type FieldIssue = Coded<FieldDetails> & {
  readonly severity: 'error' | 'warning' | 'info';
  readonly path: FieldPath;
};

/**
 * A place in an object that nobody has checked. Readers return undefined for what is absent (null included) or
 * unusable, and note the unusable; they never throw.
 */
export interface Cursor {
  readonly value: unknown;
  readonly path: FieldPath;
  readonly issues: FieldIssue[];
}

export function createCursor(value: unknown, issues: FieldIssue[], path: FieldPath = []): Cursor {
  return { value, path, issues };
}

/** A place one step below another; its path is put together when somebody asks, which is seldom. */
class Place implements Cursor {
  readonly value: unknown;
  readonly issues: FieldIssue[];
  readonly above: Cursor;
  readonly step: string | number;

  constructor(parent: Cursor, step: string | number, value: unknown) {
    this.value = value;
    this.issues = parent.issues;
    this.above = parent;
    this.step = step;
  }

  get path(): FieldPath {
    return [...this.above.path, this.step];
  }
}

/** The place that this one is below, and the step between them. */
export function placeAbove(cursor: Cursor): { readonly above: Cursor; readonly step: string | number } {
  if (cursor instanceof Place) return cursor;
  const { path, issues } = cursor;
  return { above: createCursor(undefined, issues, path.slice(0, -1)), step: path.at(-1) ?? '' };
}

/** The place one step below, where this value stands. */
export function placeBelow(cursor: Cursor, step: string | number, value: unknown): Cursor {
  return new Place(cursor, step, value);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const NOTHING: Readonly<Record<string, unknown>> = {};

/** The value, or an empty mapping when it is none: for a look at a field without noting what is wrong with it. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : NOTHING;
}

/** As {@link readText}, of a value. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A string, number or boolean as text; undefined of everything else, which nothing can be asked to turn into text. */
export function scalarText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** What a table has under a name that stands in a text: its own entries only, so that "constructor" is none. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The field of a mapping; a cursor on undefined when there is none. */
export function field(cursor: Cursor, key: string): Cursor {
  const value = isRecord(cursor.value) && Object.hasOwn(cursor.value, key) ? cursor.value[key] : undefined;
  return new Place(cursor, key, value);
}

/** {@link field} several levels down. */
export function fieldAt(cursor: Cursor, ...keys: readonly string[]): Cursor {
  let found = cursor;
  for (const key of keys) found = field(found, key);
  return found;
}

export function isAbsent(cursor: Cursor): boolean {
  return cursor.value === undefined || cursor.value === null;
}

export function noteIssue(cursor: Cursor, severity: FieldIssue['severity'], issue: Coded<FieldDetails>): void {
  cursor.issues.push({ severity, ...issue, path: cursor.path });
}

function foundValue(value: unknown): FoundValue {
  if (value === undefined) return 'NOTHING';
  if (value === null) return 'NULL';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return { value };
  return Array.isArray(value) ? 'LIST' : 'MAPPING';
}

/** Notes that the field cannot be used; returns undefined, as readers do. */
export function unusable(cursor: Cursor, expected: Expected): undefined {
  const detail = { is: 'EXPECTED', expected, found: foundValue(cursor.value) } as const;
  noteIssue(cursor, 'error', { code: 'FIELD_UNUSABLE', detail });
  return undefined;
}

export function readString(cursor: Cursor): string | undefined {
  if (isAbsent(cursor)) return undefined;
  if (typeof cursor.value === 'string') return cursor.value;
  return unusable(cursor, 'STRING');
}

/** As {@link readString}, with "" as absent. */
export function readText(cursor: Cursor): string | undefined {
  return readString(cursor) || undefined;
}

export function readBoolean(cursor: Cursor): boolean | undefined {
  if (isAbsent(cursor)) return undefined;
  return typeof cursor.value === 'boolean' ? cursor.value : unusable(cursor, 'BOOLEAN');
}

export function readInteger(cursor: Cursor, min: number, max: number): number | undefined {
  if (isAbsent(cursor)) return undefined;
  const { value } = cursor;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  return unusable(cursor, { least: min, most: max });
}

function readPort(cursor: Cursor): Port | undefined {
  return readInteger(cursor, 1, 65535);
}

/** A port number or a port name; a number in quotes ("80") is a number, as for IntOrString it would be an invalid name. */
export function readPortOrName(cursor: Cursor): Port | string | undefined {
  if (typeof cursor.value !== 'string') return readPort(cursor);
  const text = cursor.value.trim();
  if (text === '') return undefined;
  if (!/^\d+$/.test(text)) return text;
  const port = Number(text);
  if (port < 1 || port > 65535) return unusable(cursor, 'PORT_OR_NAME');
  noteIssue(cursor, 'warning', { code: 'PORT_IN_QUOTES', detail: { text, port } });
  return port;
}

/** One of the values; another string is unusable. */
export function readOneOf<T extends string>(cursor: Cursor, values: readonly T[]): T | undefined {
  if (isAbsent(cursor) || cursor.value === '') return undefined;
  return values.find((value) => value === cursor.value) ?? unusable(cursor, { oneOf: values });
}

/** The items that `readItem` could use, in order. */
export function readList<T>(cursor: Cursor, readItem: (item: Cursor) => T | undefined): readonly T[] {
  if (isAbsent(cursor)) return [];
  if (!Array.isArray(cursor.value)) {
    unusable(cursor, 'LIST');
    return [];
  }
  const list: T[] = [];
  for (const [index, value] of cursor.value.entries()) {
    const item = readItem(new Place(cursor, index, value));
    if (item !== undefined) list.push(item);
  }
  return list;
}

/** True for a mapping of strings: what most labels are. */
export function isStringMap(value: unknown): value is Readonly<Record<string, string>> {
  if (!isRecord(value)) return false;
  for (const key in value) if (typeof value[key] !== 'string') return false;
  return true;
}

/** A mapping of strings (labels, selectors). Numbers and booleans, which YAML makes of unquoted text, are taken as text. */
export function readStringMap(cursor: Cursor): Readonly<Record<string, string>> | undefined {
  if (isAbsent(cursor)) return undefined;
  if (isStringMap(cursor.value)) return cursor.value;
  if (!isRecord(cursor.value)) return unusable(cursor, 'MAPPING');
  const entries: [string, string][] = [];
  for (const [key, value] of Object.entries(cursor.value)) {
    if (typeof value === 'string') entries.push([key, value]);
    else if (value === null) entries.push([key, '']);
    else if (typeof value === 'number' || typeof value === 'boolean') {
      entries.push([key, String(value)]);
      noteIssue(field(cursor, key), 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'UNQUOTED', found: value } });
    } else unusable(field(cursor, key), 'STRING');
  }
  return Object.fromEntries(entries);
}

function lenient<T extends Ip | Cidr>(
  cursor: Cursor,
  parse: (text: string) => T | undefined,
  expected: Expected,
): T | undefined {
  const text = readText(cursor);
  if (text === undefined) return undefined;
  const found = parse(text);
  if (found === undefined) return unusable(cursor, expected);
  if (/^\s|\s$|(^|[.\s])0\d/.test(text)) {
    noteIssue(cursor, 'warning', { code: 'ADDRESS_SPELLING', detail: { text, taken: found } });
  }
  return found;
}

/** One address; blanks around it and leading zeros (read as decimal) are lived with, and noted. */
export function readIp(cursor: Cursor): Ip | undefined {
  return lenient(cursor, parseLenientIp, 'IP');
}

/** One network in CIDR notation, as lenient as {@link readIp}. */
export function readCidr(cursor: Cursor): Cidr | undefined {
  return lenient(cursor, parseLenientCidr, 'CIDR');
}
