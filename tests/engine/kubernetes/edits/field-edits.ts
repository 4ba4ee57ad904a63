import { isDeepStrictEqual } from 'node:util';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';

// Edits of one field each, of objects as they are given: what is there is taken away or made another, what is absent is added.

export type Path = readonly (string | number)[];

/** An edit of one field of an object. */
export interface FieldEdit {
  /** The field's name as Recorder writes it: "Service spec.ports.port". */
  readonly field: string;
  readonly path: Path;
  readonly type: 'removed' | 'changed' | 'added';
  /** Undefined: the field is taken away. */
  readonly value: unknown;
}

type Node = Readonly<Record<string, unknown>> | readonly unknown[];
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const below = (field: string, key: string): string =>
  `${field}${field.includes(' ') ? '.' : ' '}${key.replaceAll('.', '\u2024')}`;

/** Calls back for every mapping in an object, lists left out of the names of fields. */
function eachMapping(value: unknown, field: string, path: Path, visit: (found: Found) => void): void {
  if (!isNode(value)) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) eachMapping(item, field, [...path, index], visit);
    return;
  }
  visit({ mapping: value as Readonly<Record<string, unknown>>, field, path });
  for (const [key, inner] of Object.entries(value)) eachMapping(inner, below(field, key), [...path, key], visit);
}

interface Found {
  readonly mapping: Readonly<Record<string, unknown>>;
  readonly field: string;
  readonly path: Path;
}

/** The values that fields have, by the fields' names: what an absent or another one could be. */
export class Values {
  readonly #seen = new Map<string, unknown[]>();

  add(object: RawObject): void {
    eachMapping(object, object.kind, [], ({ mapping, field }) => {
      for (const [key, value] of Object.entries(mapping)) {
        const name = below(field, key);
        const known = this.#seen.get(name) ?? [];
        if (!known.some((each) => isDeepStrictEqual(each, value))) known.push(value);
        this.#seen.set(name, known);
      }
    });
  }

  of(field: string): readonly unknown[] {
    return this.#seen.get(field) ?? [];
  }
}

/** What a field could be that no object was seen to have. */
const GUESSES: readonly unknown[] = [31_999, 'x', true, ['x'], {}];

/** Something of the same type that is another. */
function another(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? 'x' : `${value}x`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return value.length > 1 ? value.toReversed() : [];
  return undefined;
}

/** Every edit of one field among `fields` that an object offers. */
export function editsOf(object: RawObject, fields: ReadonlySet<string>, values: Values): readonly FieldEdit[] {
  const edits: FieldEdit[] = [];
  const names = [...fields].filter((field) => field.startsWith(`${object.kind} `));
  eachMapping(object, object.kind, [], ({ mapping, field: parent, path }) => {
    for (const field of names) {
      const own = field.slice(parent.length + 1);
      if (!field.startsWith(parent) || own.includes('.') || below(parent, own) !== field) continue;
      const key = own.replaceAll('\u2024', '.');
      const at = [...path, key];
      const value = mapping[key];
      const others = values.of(field).filter((each) => !isDeepStrictEqual(each, value));
      const wanted = value === undefined ? (others.length > 0 ? others : GUESSES) : [...others, another(value)];
      for (const each of wanted.filter((other) => other !== undefined))
        edits.push({ field, path: at, type: value === undefined ? 'added' : 'changed', value: each });
      if (value !== undefined) edits.push({ field, path: at, type: 'removed', value: undefined });
    }
  });
  return edits;
}

/** A copy of the object with the edit made; the parts that it leaves alone are the same. */
export function applyFieldEdit(object: RawObject, { path, value }: FieldEdit): RawObject {
  return withValue(object, path, value) as RawObject;
}

function withValue(node: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node)) return node.map((item: unknown, at) => (at === key ? withValue(item, rest, value) : item));
  const mapping = node as Readonly<Record<string, unknown>>;
  const { [key]: was, ...others } = mapping;
  const is = withValue(was, rest, value);
  // In its place: the order of fields stays.
  if (is === undefined) return others;
  return Object.hasOwn(mapping, key)
    ? Object.fromEntries(Object.entries(mapping).map(([name, each]) => [name, name === String(key) ? is : each]))
    : { ...mapping, [key]: is };
}
