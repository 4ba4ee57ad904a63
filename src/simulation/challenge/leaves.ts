import { type FieldPath, isRecord } from '../../engine/text.ts';

/** A plain value of an object, as a text, with where it stands. A list of plain values is one. */
export type Leaf = readonly [path: FieldPath, value: string];

/** The plain values of a part of an object. Of a list in which only some items have to say something, those. */
export function leaves(value: unknown, path: FieldPath = []): readonly Leaf[] {
  if (Array.isArray(value) && value.some((each) => typeof each === 'object' && each !== null)) {
    const items = value.map((each, at) => [each, at] as const);
    const saying = items.filter(([each]) => !isEmpty(each));
    return (saying.length > 0 ? saying : items).flatMap(([each, at]) => leaves(each, [...path, at]));
  }
  if (!isRecord(value)) return [[path, plain(value)]];
  if (isEmpty(value)) return [[path, '{}']];
  return Object.entries(value).flatMap(([name, each]) => leaves(each, [...path, name]));
}

const isEmpty = (value: unknown): boolean => isRecord(value) && Object.keys(value).length === 0;

const plain = (value: unknown): string =>
  Array.isArray(value) && value.length > 0
    ? value.map(plain).join(', ')
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
