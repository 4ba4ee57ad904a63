import type { Expected } from '../model/field-details.ts';
import type { KindName } from '../kind-table/kinds.ts';
import {
  createCursor,
  type Cursor,
  isAbsent,
  isRecord,
  placeAbove,
  placeBelow,
  recordOf,
  unusable,
} from '../model/reader.ts';
import type { Field, Fields, GroupField, ValueField } from './field.ts';

/** Reads what stands one step below a place; notes what cannot be used. A place is made only where something is noted, or below. */
type Read<T> = (value: unknown, above: Cursor, step: string | number) => T;

/** A field that is read: the same value says what of it enters a share link and what is made of it. */
export type Schema<T, F extends Field = Field> = F & { readonly read: Read<T> };

/** What a schema reads, or the fields of a kind. */
export type Infer<S> = S extends { readonly read: (...given: never[]) => infer T } ? T : never;

type Named = GroupField['fields'];
type ReadNames<F> = { [K in keyof F]: F[K] extends { readonly read: Read<unknown> } ? K : never }[keyof F];
type SureNames<F> = { [K in ReadNames<F>]: undefined extends Infer<F[K]> ? never : K }[ReadNames<F>];

/** Of fields those that are read; what came to nothing is absent. */
export type ReadFields<F> = { readonly [K in SureNames<F>]: Infer<F[K]> } & {
  readonly [K in Exclude<ReadNames<F>, SureNames<F>>]?: Exclude<Infer<F[K]>, undefined>;
};

interface FieldReader {
  readonly name: string;
  readonly read: Read<unknown>;
  readonly needed: boolean;
  /** What comes of it when it is absent, where that is plain data and told to nobody: of every object the same. */
  readonly absent?: { readonly value: unknown };
}

function readerOfField(name: string, field: Field): readonly FieldReader[] {
  if (!('read' in field)) return [];
  const read = field.read as Read<unknown>;
  const above = createCursor(undefined, []);
  const value = read(undefined, above, name);
  const isKept = above.issues.length === 0 && isPlain(value);
  return [{ name, read, needed: 'needed' in field, ...(isKept && { absent: { value } }) }];
}

/** False for what leads back to where it was read: a place, or what is read when somebody asks and may have to be noted then. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'function';
  const isOwn = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  return isOwn && Object.values(value).every(isPlain);
}

/** Reads the fields of a mapping, in the order in which they are listed; undefined: one without which it is of no use has none. */
type ReadMapping<F> = (given: Fields, here: Cursor) => ReadFields<F> | undefined;

function readerOf<F extends Named>(fields: F): ReadMapping<F> {
  const readers = Object.entries(fields).flatMap(([name, field]) => readerOfField(name, field));
  return (given, here) => {
    const found: Record<string, unknown> = {};
    let usable = true;
    for (const { name, read, needed, absent } of readers) {
      if (!usable && !needed) continue;
      const value = given[name];
      const each = value === undefined && absent !== undefined ? absent.value : read(value, here, name);
      if (each !== undefined) found[name] = each;
      else if (needed) usable = false;
    }
    return usable ? (found as ReadFields<F>) : undefined;
  };
}

/** Reads an object. None of its fields is {@link needed}: what cannot be used of one is as if it were absent. */
export function objectReader<F extends Named>(fields: F): (object: Cursor) => ReadFields<F> {
  const read = readerOf(fields);
  return (object) => read(recordOf(object.value), object) as ReadFields<F>;
}

type More = Omit<GroupField, 'type' | 'fields'>;

interface ObjectReading {
  /** Nothing is noted where something else stands. */
  readonly silent?: true;
  /** Read as an empty mapping where there is none. */
  readonly whole?: true;
}

function mapping<F extends Named>(fields: F, { silent, whole, ...more }: More & ObjectReading) {
  const readFields = readerOf(fields);
  const read: Read<ReadFields<F> | undefined> = (value, above, step) => {
    const isMapping = isRecord(value);
    if (!isMapping && silent !== true && value !== undefined && value !== null)
      unusable(placeBelow(above, step, value), 'MAPPING');
    return isMapping || whole === true ? readFields(recordOf(value), placeBelow(above, step, value)) : undefined;
  };
  return { type: 'group', fields, ...more, read } as const;
}

/** A mapping with these fields. Absent: undefined; anything else is noted. */
export function object<F extends Named>(fields: F, more: More = {}): Schema<ReadFields<F> | undefined, GroupField> {
  return mapping(fields, more);
}

/** As {@link object}, without a note where something else stands. */
export function section<F extends Named>(fields: F, more: More = {}): Schema<ReadFields<F> | undefined, GroupField> {
  return mapping(fields, { ...more, silent: true });
}

/** As {@link section}, and where there is no mapping its fields are read as absent. None of them may be {@link needed}. */
export function part<F extends Named>(fields: F, more: More = {}): Schema<ReadFields<F>, GroupField> {
  return mapping(fields, { ...more, silent: true, whole: true }) as Schema<ReadFields<F>, GroupField>;
}

/** As {@link part}, and anything else than a mapping is noted. */
export function body<F extends Named>(fields: F, more: More = {}): Schema<ReadFields<F>, GroupField> {
  return mapping(fields, { ...more, whole: true }) as Schema<ReadFields<F>, GroupField>;
}

const NONE: readonly never[] = [];

/** The items that could be used, in order; none when it is absent. */
export function list<T, F extends Field>(item: Schema<T, F>): Schema<readonly Exclude<T, undefined>[], F> {
  const read: Read<readonly Exclude<T, undefined>[]> = (value, above, step) => {
    if (value === undefined || value === null) return NONE;
    const here = placeBelow(above, step, value);
    if (!Array.isArray(value)) return unusable(here, 'LIST') ?? NONE;
    if (value.length === 1) {
      const only = item.read(value[0], here, 0);
      return only === undefined ? NONE : [only as Exclude<T, undefined>];
    }
    const found: Exclude<T, undefined>[] = [];
    for (let index = 0; index < value.length; index++) {
      const each = item.read(value[index], here, index);
      if (each !== undefined) found.push(each as Exclude<T, undefined>);
    }
    return found;
  };
  return Object.assign({ list: true as const }, item, { read });
}

/** An item of a list, with its place in it. */
export function numbered<T extends object, F extends Field>(
  schema: Schema<T | undefined, F>,
): Schema<(T & { readonly index: number }) | undefined, F> {
  return {
    ...schema,
    read: (value, above, step) => {
      const found = schema.read(value, above, step);
      if (found === undefined) return undefined;
      // What was read is nobody else's yet, and a copy takes longer than the reading.
      const item: T & { index?: number } = found;
      item.index = typeof step === 'number' ? step : 0;
      return item as T & { readonly index: number };
    },
  };
}

/** Without it the mapping it stands in is of no use. */
export function needed<T, F extends Field>(
  schema: Schema<T, F>,
): Schema<Exclude<T, undefined>, F> & { readonly needed: true } {
  return Object.assign({ needed: true as const }, schema as Schema<Exclude<T, undefined>, F>);
}

/** Tells when nothing came of it. */
export function expected<T, F extends Field>(schema: Schema<T, F>, tell: (cursor: Cursor) => void): Schema<T, F> {
  return {
    ...schema,
    read: (value, above, step) => {
      const found = schema.read(value, above, step);
      if (found === undefined) tell(placeBelow(above, step, value));
      return found;
    },
  };
}

/** {@link needed}, and where nothing is given it is told what it has to be. */
export function required<T, F extends Field>(schema: Schema<T, F>, what: Expected) {
  return needed(
    expected(schema, (cursor) => {
      if (isAbsent(cursor)) unusable(cursor, what);
    }),
  );
}

/** As the API server has it when it is absent; taken, too, when it cannot be used. It need not be said in a link. */
export function defaults<T extends D, D>(
  otherwise: T,
  schema: Schema<D | undefined, ValueField>,
): Schema<D, ValueField> {
  return { ...or(otherwise, schema), usual: otherwise };
}

/** It need not be said in a link when it is this. */
export function unsaid<F extends ValueField>(usual: unknown, field: F): F {
  return Object.assign({ usual }, field);
}

/** It names an object of that kind; a mapping may say another. */
export function naming<T, F extends Field>(kind: KindName, schema: Schema<T, F>): Schema<T, F> {
  return Object.assign({ names: { kind } }, schema);
}

/** Empty is as good as absent. */
export function filled<T, F extends Field>(schema: Schema<T, F>): Schema<T, F> {
  return Object.assign({ filled: true as const }, schema);
}

/** As {@link defaults}, and it is said in a link all the same. */
export function or<T extends D, D, F extends Field>(otherwise: T, schema: Schema<D | undefined, F>): Schema<D, F> {
  return { ...schema, read: (value, above, step) => schema.read(value, above, step) ?? otherwise };
}

/** As it is read, and undefined when it is absent. */
export function ifGiven<T, F extends Field>(schema: Schema<T, F>): Schema<T | undefined, F> {
  return {
    ...schema,
    read: (value, above, step) => (value === undefined || value === null ? undefined : schema.read(value, above, step)),
  };
}

/** Of a list that is empty as of one that is absent: undefined. Where no list stands it is noted, and there are no items. */
export function unlessEmpty<T, F extends Field>(schema: Schema<readonly T[], F>): Schema<readonly T[] | undefined, F> {
  return ifGiven({
    ...schema,
    read: (value, above, step) =>
      Array.isArray(value) && value.length === 0 ? undefined : schema.read(value, above, step),
  });
}

/** A list, or one of its items that stands by itself. */
export function oneOrMore<T, F extends Field>(item: Schema<T, F>): Schema<readonly Exclude<T, undefined>[], F> {
  const items = list(item);
  return {
    ...item,
    read: (value, above, step) => {
      if (value === undefined || value === null || Array.isArray(value)) return items.read(value, above, step);
      const found = item.read(value, above, step);
      return found === undefined ? NONE : [found as Exclude<T, undefined>];
    },
  };
}

/** Read when somebody asks, and undefined when it is absent: for fields of which one rules out the other. */
export function ifAsked<T, F extends Field>(schema: Schema<T, F>): Schema<(() => T) | undefined, F> {
  return ifGiven(whenAsked(schema));
}

/** Read when somebody asks: of some objects it says nothing. */
export function whenAsked<T, F extends Field>(schema: Schema<T, F>): Schema<() => T, F> {
  return { ...schema, read: (value, above, step) => () => schema.read(value, above, step) };
}

/** Reads what stands at a place. */
export function readAt<T>(schema: { readonly read: Read<T> }, cursor: Cursor): T {
  const { above, step } = placeAbove(cursor);
  return schema.read(cursor.value, above, step);
}

/** A field, read by a function of its own. */
export function readBy<T, F extends Field>(field: F, read: (cursor: Cursor) => T): Schema<T, F> {
  return { ...field, read: (value, above, step) => read(placeBelow(above, step, value)) };
}

/** A field that enters a link in its own way, and is read like another. */
export function readAs<T, F extends Field>(field: F, reader: Reader<T>): Schema<T, F> {
  const { read, list, expects } = reader;
  return Object.assign(
    list === true ? { list } : {},
    expects !== undefined && field.type === 'value' ? { expects } : {},
    field,
    { read },
  );
}

/** Reads, and says what of. */
interface Reader<T> {
  readonly read: Read<T>;
  readonly list?: true;
  readonly expects?: Expected;
}
