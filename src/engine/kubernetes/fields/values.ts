import type { Port } from '../../net/ip.ts';
import type { TransportProtocol } from '../model/basics.ts';
import type { Expected } from '../model/field-details.ts';
import {
  type Cursor,
  isAbsent,
  isStringMap,
  placeBelow,
  readBoolean,
  readCidr,
  readInteger,
  readIp,
  readOneOf,
  readPortOrName,
  readString,
  readStringMap,
  readText,
  scalarText,
  unusable,
} from '../model/reader.ts';
import { parseQuantity } from '../tools/quantity.ts';
import { type Field, labels, value, type ValueField } from './field.ts';
import { readBy, type Schema } from './schema.ts';

/** A field of which nothing is made when it is absent; `fits`: what is taken as it is. */
export function given<T, F extends Field>(
  field: F,
  read: (cursor: Cursor) => T,
  fits?: (written: unknown) => boolean,
): Schema<T | undefined, F> {
  return {
    ...field,
    read: (written, above, step) => {
      if (written === undefined || written === null) return undefined;
      return fits?.(written) === true ? (written as T) : read(placeBelow(above, step, written));
    },
  };
}

const isFilled = (written: unknown): boolean => typeof written === 'string' && written !== '';

const expecting = (expects: Expected): ValueField => ({ type: 'value', expects });

export const string = given(expecting('STRING'), readString, isFilled);
/** With "" as absent. */
export const text = given(expecting('STRING'), readText, isFilled);
export const boolean = given(expecting('BOOLEAN'), readBoolean);

export interface Range {
  readonly min: number;
  readonly max: number;
}

export function integer(min: number, max: number): Schema<number | undefined, ValueField> & Range {
  return { ...given(expecting({ least: min, most: max }), (cursor) => readInteger(cursor, min, max)), min, max };
}

export const port: Schema<Port | undefined, ValueField> & Range = integer(1, 65_535);
export const portOrName = given(expecting('PORT_OR_NAME'), readPortOrName);

export function oneOf<const T extends string>(
  ...options: readonly T[]
): Schema<T | undefined, ValueField> & { readonly options: readonly T[] } {
  return { ...given(expecting({ oneOf: options }), (cursor) => readOneOf(cursor, options)), options };
}

export const ip = given(expecting('IP'), readIp);
export const cidr = given(expecting('CIDR'), readCidr);

/** A number of units, however it is written: "3920m" is 3.92. */
export const quantity = given(expecting('QUANTITY'), (cursor): number | undefined => {
  if (cursor.value === '') return undefined;
  const read = parseQuantity(scalarText(cursor.value) ?? '') ?? -1;
  return read < 0 ? unusable(cursor, 'QUANTITY') : read;
});

/** A mapping of strings. */
export const stringMap = given(labels, readStringMap, isStringMap);

const named = oneOf('TCP', 'UDP', 'SCTP');
/** "TCP" when absent, as the API server has it; undefined when it is none. */
export const protocol: Schema<TransportProtocol | undefined, ValueField> & {
  readonly options: readonly TransportProtocol[];
} = {
  ...named,
  read: (written, above, step) =>
    written === undefined || written === null || written === '' ? 'TCP' : named.read(written, above, step),
};

/** That something is there, whatever it is. */
export const present = (field: Field): Schema<boolean> => readBy(field, (cursor) => !isAbsent(cursor));

/** That it is this very text. */
export const isText = (wanted: string): Schema<boolean, ValueField> =>
  readBy(value, (cursor) => cursor.value === wanted);

/** With 0 as absent. */
export function unlessZero<T>(schema: Schema<T | undefined, ValueField>): Schema<T | undefined, ValueField> {
  return { ...schema, read: (written, above, step) => (written === 0 ? undefined : schema.read(written, above, step)) };
}

/** With "None" for none. */
export function orNone<T>(schema: Schema<T, ValueField>): Schema<T | 'None', ValueField> {
  return {
    ...schema,
    read: (written, above, step) => (written === 'None' ? written : schema.read(written, above, step)),
  };
}
