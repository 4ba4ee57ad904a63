import { type Field, fieldsOfObject } from '../../engine/fields.ts';
import { hasBearing, type Expected } from '../../engine/objects.ts';
import { type KnownPart, knownFields } from './known-fields.ts';
import type { Path } from '../sources/source.ts';

/** What may stand at a place of an object, as far as its kind's schema and the API's fields say. */
export type Shape =
  | {
      readonly is: 'mapping';
      readonly fields: ReadonlyMap<string, () => Shape>;
      readonly isSure: boolean;
      /** It names an object by `name`: of this kind, where it says none itself. */
      readonly names?: string | undefined;
    }
  | { readonly is: 'list'; readonly item: Shape }
  /** Names that people choose, each with a text. */
  | { readonly is: 'texts' }
  | {
      readonly is: 'value';
      readonly expects?: Expected;
      readonly usual?: unknown;
      /** It is the name of an object of this kind. */
      readonly names?: string | undefined;
    }
  | { readonly is: 'any' };

const ANY: Shape = { is: 'any' };

/** What an object of the kind may say; undefined: nothing is known of the kind. */
export function shapeOfKind(apiVersion: string, kind: string): Shape | undefined {
  const known = knownFields(apiVersion, kind);
  if (!hasBearing(apiVersion, kind)) return known === undefined ? undefined : shapeOf(undefined, known);
  return shapeOf(fieldsOfObject({ apiVersion, kind }), known);
}

/** Below a place; undefined where nothing is known of it. */
export function shapeAt(shape: Shape, path: Path): Shape | undefined {
  let found: Shape | undefined = shape;
  for (const step of path) found = found === undefined ? undefined : below(found, step);
  return found;
}

function below(shape: Shape, step: string | number): Shape | undefined {
  if (shape.is === 'list') return typeof step === 'number' ? shape.item : undefined;
  if (shape.is === 'texts') return typeof step === 'string' ? { is: 'value', expects: 'STRING' } : undefined;
  if (shape.is !== 'mapping') return undefined;
  // Of some it is not said whether they are lists.
  if (typeof step === 'number') return shape.isSure ? undefined : shape;
  return shape.fields.get(step)?.();
}

function shapeOf(field: Field | undefined, known: KnownPart | undefined): Shape {
  const item = typeof known === 'object' ? known['*'] : undefined;
  if (item !== undefined || field?.list === true) return { is: 'list', item: itemOf(field, item ?? known) };
  return itemOf(field, known);
}

function itemOf(field: Field | undefined, known: KnownPart | undefined): Shape {
  if (field?.type === 'map' || known === 'TEXTS') return { is: 'texts' };
  const names = new Map<string, () => Shape>();
  const all = typeof known === 'object' ? known : undefined;
  for (const [name, part] of Object.entries(all ?? {})) names.set(name, () => shapeOf(undefined, part));
  if (field?.type === 'group') {
    for (const [name, part] of Object.entries(field.fields)) {
      // What several kinds are read by has fields that one of them has not.
      if (name.endsWith('*') || (all !== undefined && !Object.hasOwn(all, name))) continue;
      names.set(name, () => shapeOf(part, all?.[name]));
    }
    if (field.common === true) for (const name of COMMON) if (!names.has(name)) names.set(name, () => ANY);
  }
  if (field?.type === 'group' || names.size > 0)
    return { is: 'mapping', fields: names, isSure: field === undefined || 'read' in field, names: namedBy(field) };
  if (field?.type !== 'value') return ANY;
  const { expects, usual } = field;
  return {
    is: 'value',
    names: namedBy(field),
    ...(expects !== undefined && { expects }),
    ...(usual !== undefined && { usual }),
  };
}

function namedBy(field: Field | undefined): string | undefined {
  return field?.names?.as === undefined ? field?.names?.kind : undefined;
}

/** What the metadata of every object has and people write. */
const COMMON = ['name', 'namespace', 'labels', 'annotations'] as const;
