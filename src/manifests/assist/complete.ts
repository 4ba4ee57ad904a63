import { API_VERSIONS } from '../../engine/fields.ts';
import { type Expected, KINDS, writtenKind } from '../../engine/objects.ts';
import type { Path } from '../sources/source.ts';
import { addressOf, type FieldAddress } from './field-address.ts';
import { type OutlineDocument, outlineOf, placeIn } from './outline.ts';
import { type Shape, shapeAt, shapeOfKind } from '../checks/shape.ts';

/** What may be written at a place. */
export interface Offer {
  readonly label: string;
  /** What is written for it; `at`: where in it one writes on, its end when absent. */
  readonly insert: string;
  readonly at?: number;
  readonly is: 'name' | 'value';
  /** What a name stands for. */
  readonly takes?: Expected | 'TEXTS';
  readonly address?: FieldAddress;
}

export interface Offers {
  readonly from: number;
  readonly options: readonly Offer[];
}

/** The names of objects on the board, by kind. */
export type NamesOfKind = (kind: string) => readonly string[];

/** What may be written where the cursor is: fields that are not there yet, and values a field takes. Never throws. */
export function completionsAt(text: string, cursor: number, namesOf: NamesOfKind): Offers | undefined {
  const place = placeIn(text, cursor);
  if (place === undefined) return undefined;
  const { document, path, from, column } = place;
  const { apiVersion, kind } = identityOf(text, document);
  const shape = kind === undefined ? undefined : shapeOfKind(apiVersion ?? '', kind);
  if (place.is === 'value') {
    const options = valuesOf(path, { apiVersion, kind, shape, namesOf });
    return options.length === 0 || options.includes(place.written)
      ? undefined
      : { from, options: options.map(valueOffer) };
  }
  const inside = shape === undefined ? ROOT : shapeAt(shape, path);
  if (inside?.is === 'value') {
    const options = valuesFor(inside);
    return options.length === 0 ? undefined : { from, options: options.map(valueOffer) };
  }
  if (inside?.is !== 'mapping') return undefined;
  const taken = new Set(namesIn(document, path, cursor));
  const options = [...inside.fields]
    .filter(([name]) => !taken.has(name))
    .map(([name, part]) => nameOffer(name, part(), column, addressOf(kind ?? '', [...path, name])));
  return options.length === 0 ? undefined : { from, options };
}

/** Of a document of which not even the kind is written. */
const ROOT: Shape = {
  is: 'mapping',
  isSure: true,
  fields: new Map(
    ['apiVersion', 'kind', 'metadata', 'spec'].map((name) => [
      name,
      (): Shape =>
        name === 'metadata' || name === 'spec' ? { is: 'mapping', isSure: true, fields: new Map() } : { is: 'value' },
    ]),
  ),
};

/** What a document says it is, as far as it says so. */
function identityOf(text: string, document: OutlineDocument): { readonly apiVersion?: string; readonly kind?: string } {
  const said = (name: string): string | undefined => {
    const entry = document.entries.find(({ path }) => path.length === 1 && path[0] === name);
    const value = entry && text.slice(entry.valueFrom, entry.valueTo).replace(/^["']|["']$/g, '');
    return value === '' ? undefined : value;
  };
  const [apiVersion, kind] = [said('apiVersion'), said('kind')];
  return { ...(apiVersion !== undefined && { apiVersion }), ...(kind !== undefined && { kind }) };
}

/** The field a cursor is on, what it takes, and what it is in the tables of meanings. Never throws. */
export function fieldAtCursor(text: string, cursor: number) {
  const document = outlineOf(text).find(({ from, to }) => from <= cursor && cursor <= to);
  const entry = document?.entries.find(({ from, to }) => from <= cursor && cursor <= to);
  if (document === undefined || entry === undefined) return undefined;
  const { apiVersion = '', kind } = identityOf(text, document);
  if (kind === undefined) return undefined;
  const shape = shapeOfKind(apiVersion, kind);
  const found = shape === undefined ? undefined : shapeAt(shape, entry.path);
  const address = addressOf(kind, entry.path);
  return found === undefined || address === undefined ? undefined : { ...entry, kind, shape: found, address };
}

interface ValueAsk {
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
  readonly shape: Shape | undefined;
  readonly namesOf: NamesOfKind;
}

function valuesOf(path: Path, { apiVersion, kind, shape, namesOf }: ValueAsk): readonly string[] {
  const name = path.at(-1);
  if (path.length === 1 && name === 'kind') return kindsOf(apiVersion);
  if (path.length === 1 && name === 'apiVersion') return versionsOf(kind);
  const found = shape === undefined ? undefined : shapeAt(shape, path);
  const listed = found === undefined ? [] : valuesFor(found);
  if (listed.length > 0 || typeof name !== 'string') return listed;
  const of = (found?.is === 'value' ? found.names : undefined) ?? (name === 'name' ? namedIn(path, shape) : undefined);
  return of === undefined ? [] : namesOf(of);
}

/** The kind of the object that the mapping around a `name` is about. */
function namedIn(path: Path, shape: Shape | undefined): string | undefined {
  const around = shape && shapeAt(shape, path.slice(0, -1));
  return around?.is === 'mapping' ? around.names : undefined;
}

function valuesFor(shape: Shape): readonly string[] {
  if (shape.is !== 'value' || shape.expects === undefined) return [];
  if (shape.expects === 'BOOLEAN') return ['true', 'false'];
  return typeof shape.expects === 'object' && 'oneOf' in shape.expects ? shape.expects.oneOf : [];
}

function kindsOf(apiVersion: string | undefined): readonly string[] {
  const named = KINDS.filter(({ fileName }) => fileName === undefined);
  const fit = named.filter(({ group }) => apiVersion !== undefined && versionsIn(group).includes(apiVersion));
  return [...new Set((fit.length === 0 ? named : fit).map(({ kind }) => writtenKind(kind)))];
}

function versionsOf(kind: string | undefined): readonly string[] {
  const groups = KINDS.filter((known) => kind === undefined || writtenKind(known.kind) === kind).map(
    ({ group }) => group,
  );
  return [...new Set(groups.flatMap(versionsIn))];
}

/** The newest version of a group; of one that is not listed none. */
function versionsIn(group: string): readonly string[] {
  const [newest] = API_VERSIONS.get(group) ?? [];
  if (newest === undefined) return [];
  return [group === '' ? newest : `${group}/${newest}`];
}

/** The names that stand in the mapping at a path already, but for the one that is being written. */
function namesIn({ entries }: OutlineDocument, path: Path, cursor: number): readonly string[] {
  return entries.flatMap((entry) => {
    const isHere = entry.path.length === path.length + 1 && path.every((step, index) => entry.path[index] === step);
    const name = entry.path.at(-1);
    const isWritten = entry.from <= cursor && cursor <= entry.to;
    return isHere && !isWritten && typeof name === 'string' ? [name] : [];
  });
}

function valueOffer(label: string): Offer {
  const written = /^(?:[A-Za-z/][\w./-]*|true|false|\d+)$/.test(label) ? label : JSON.stringify(label);
  return { label, insert: written, is: 'value' };
}

function nameOffer(name: string, shape: Shape, column: number, address: FieldAddress | undefined): Offer {
  const written = /^[A-Za-z][\w./-]*$/.test(name) ? name : JSON.stringify(name);
  const indent = ' '.repeat(column);
  const behind =
    shape.is === 'list'
      ? `\n${indent}- `
      : (shape.is === 'mapping' && shape.fields.size > 0) || shape.is === 'texts'
        ? `\n${indent}  `
        : ' ';
  const takes = takenBy(shape);
  return {
    label: name,
    insert: `${written}:${behind}`,
    is: 'name',
    ...(takes !== undefined && { takes }),
    ...(address !== undefined && { address }),
  };
}

/** What a field of the shape takes; undefined: nothing is said of it. */
export function takenBy(shape: Shape): Expected | 'TEXTS' | undefined {
  switch (shape.is) {
    case 'mapping':
      return 'MAPPING';
    case 'list':
      return 'LIST';
    case 'texts':
      return 'TEXTS';
    case 'value':
      return shape.expects;
    case 'any':
      return undefined;
  }
}
