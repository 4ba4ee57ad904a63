import { expect, test } from 'vitest';
import { placed } from '../../../../src/engine/kubernetes/fields/placed.ts';
import { list, objectReader, or, part, required, whenAsked } from '../../../../src/engine/kubernetes/fields/schema.ts';
import { string, text } from '../../../../src/engine/kubernetes/fields/values.ts';
import { createCursor, type FieldIssue, unusable } from '../../../../src/engine/kubernetes/model/reader.ts';

// What comes of an absent field is found out once, before there is an object, where it is plain data and nobody has to be told of
// it. Everything else is of the object that lacks the field.

const KEPT = { names: list(text), kind: or('Service', string) };
const LATER = {
  address: whenAsked(required(text, 'MAPPING')),
  inner: part({ name: whenAsked(required(text, 'LIST')) }),
};

function opened(given: object) {
  const issues: FieldIssue[] = [];
  return { issues, cursor: createCursor(given, issues, ['spec']) };
}

test('plain data that nobody is told of is the identical value for every object', () => {
  const read = objectReader(KEPT);
  const [one, other] = [read(opened({}).cursor), read(opened({}).cursor)];
  expect(one).toEqual({ names: [], kind: 'Service' });
  expect(one.names).toBe(other.names);
});

test('what is noted when somebody asks is noted of the object that was asked', () => {
  const read = objectReader(LATER);
  const [one, other] = [opened({}), opened({})];
  const [, found] = [read(one.cursor), read(other.cursor)];
  found.address();
  found.inner.name();
  expect(one.issues).toEqual([]);
  expect(other.issues.map(({ path }) => path)).toEqual([
    ['spec', 'address'],
    ['spec', 'inner', 'name'],
  ]);
});

test('the place of an absent field is in its own object', () => {
  const read = objectReader({ path: placed(part({ type: text })) });
  const [one, other] = [opened({}), opened({})];
  const [first, second] = [read(one.cursor), read(other.cursor)];
  if (second.path !== undefined) unusable(second.path.at, 'MAPPING');
  expect(first.path).not.toBe(second.path);
  expect([one.issues.length, other.issues.map(({ path }) => path)]).toEqual([0, [['spec', 'path']]]);
});
