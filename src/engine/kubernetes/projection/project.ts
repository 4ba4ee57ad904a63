import { hashValue } from '../tools/text-hash.ts';
import { type FieldPath, isRecord } from '../model/reader.ts';
import { projectAny } from './any.ts';
import { cleanOf, enters, fieldNamed, isSaid } from './named-rules.ts';
import { type Field, type Fields, type GroupField, type MapField, type ValueField } from '../fields/field.ts';

/** Told of what is left out: where it was, and what. What is empty, or said by other fields, is not told. */
export type OnOmit = (path: FieldPath, value: unknown) => void;

/**
 * What of a value enters a share link. undefined: nothing. Projecting what was projected changes nothing; what is of another
 * type than the field expects keeps its type, and with it what a reader says about it.
 */
export function project(given: unknown, field: Field, omit: OnOmit = () => undefined): unknown {
  return projectField(given, field, { path: [], siblings: {}, omit });
}

interface Place {
  readonly path: FieldPath;
  readonly siblings: Fields;
  readonly omit: OnOmit;
}

function projectField(given: unknown, field: Field, place: Place): unknown {
  if (given === undefined || isSaid(field, given, place.siblings)) return undefined;
  if (given === null) return field.filled === true ? undefined : given;
  const found = projectAs(given, field, place);
  return field.filled === true && isEmpty(found) ? undefined : found;
}

function projectAs(given: unknown, field: Field, place: Place): unknown {
  switch (field.type) {
    case 'group':
      return projectGroup(given, field, place);
    case 'map':
      return projectMap(given, field, place);
    case 'any':
      return projectAny(given, { path: place.path, omit: place.omit });
    case 'value':
      return projectValue(given, field, place);
  }
}

function projectValue(given: unknown, field: ValueField, { path, omit }: Place): unknown {
  const { usual } = field;
  const clean = cleanOf(field);
  if (usual !== undefined && given === usual) return undefined;
  const found = clean === undefined ? plain(given) : clean(given);
  if (!isNothing(given) && JSON.stringify(found) !== JSON.stringify(given)) omit(path, given);
  return found;
}

function projectMap(given: unknown, _field: MapField, { path, omit }: Place): unknown {
  if (!isRecord(given)) return projectValue(given, { type: 'value', clean: bare }, { path, siblings: {}, omit });
  return Object.fromEntries(
    Object.entries(given).map(([name, entry]) => [
      name,
      projectValue(entry, { type: 'value' }, { path: [...path, name], siblings: {}, omit }),
    ]),
  );
}

function projectGroup(given: unknown, field: GroupField, place: Place): unknown {
  const { path, omit } = place;
  if (Array.isArray(given)) {
    const found = given.flatMap((item: unknown, index) => {
      const at = { ...place, path: [...path, index] };
      if (isRecord(item) && !enters(field, item)) {
        omit(at.path, item);
        return [];
      }
      return [isRecord(item) ? projectMapping(item, field, at) : bareOf(item, at)];
    });
    return found.length === 0 && given.length > 0 && field.kept !== true ? undefined : found;
  }
  if (!isRecord(given)) return bareOf(given, place);
  if (enters(field, given)) return projectMapping(given, field, place);
  omit(path, given);
  return undefined;
}

function projectMapping(given: Fields, field: GroupField, { path, omit }: Place): Fields {
  const left: (readonly [string, unknown])[] = [];
  const below: OnOmit = (at, value) => {
    if (field.digest !== undefined) left.push([at.slice(path.length).join('.'), value]);
    omit(at, value);
  };
  const entries = Object.entries(given).flatMap(([name, entry]): readonly (readonly [string, unknown])[] => {
    const at = { path: [...path, name], siblings: given, omit: below };
    const known = fieldNamed(field, name);
    if (known === undefined) {
      if (!isNothing(entry)) below(at.path, entry);
      return [];
    }
    const found = projectField(entry, known, at);
    return found === undefined ? [] : [[name, found]];
  });
  const found = Object.fromEntries(entries);
  return field.digest === undefined || left.length === 0 ? found : withDigest(found, field.digest, left);
}

/** Notes in an annotation what was left out, so that other contents still make another template. */
function withDigest(template: Fields, name: string, left: readonly unknown[]): Fields {
  const metadata = isRecord(template['metadata']) ? template['metadata'] : {};
  const annotations = isRecord(metadata['annotations']) ? metadata['annotations'] : {};
  const digest = hashValue([annotations[name] ?? '', left]);
  return { ...template, metadata: { ...metadata, annotations: { ...annotations, [name]: digest } } };
}

/** Where a mapping is expected: of anything else only its type. */
function bareOf(given: unknown, { path, omit }: Place): unknown {
  const found = bare(given);
  if (!isNothing(given) && found !== given) omit(path, given);
  return found;
}

function bare(given: unknown): unknown {
  if (typeof given === 'string') return '';
  return Array.isArray(given) ? [] : typeof given === 'object' && given !== null ? {} : given;
}

/** Scalars and lists of scalars. */
function plain(given: unknown): unknown {
  if (Array.isArray(given)) return given.map((item: unknown) => (typeof item === 'object' ? bare(item) : item));
  return typeof given === 'object' ? bare(given) : given;
}

function isEmpty(given: unknown): boolean {
  return typeof given === 'object' && given !== null ? Object.keys(given).length === 0 : isNothing(given);
}

/** Null, "", and mappings and lists with nothing in them. */
function isNothing(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return given === undefined || given === null || given === '';
  return Object.values(given).every(isNothing);
}
