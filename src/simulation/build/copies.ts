import { renameIn } from '../../engine/fields.ts';
import { objectKey, type ObjectRef, type RawObject } from '../../engine/objects.ts';
import { isRecord } from '../../engine/text.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { putObjects } from '../edits.ts';
import { homeOf, refOf } from '../object-refs.ts';
import { type BoardObject, findObject, hasPods, podPath } from './board-objects.ts';
import { copyOf, duplicateOf, governingOf } from './duplicate.ts';
import { labelsAt } from './fields.ts';
import { freeName } from './free-name.ts';
import { nextNode } from './next-node.ts';

/** Copies of several objects that go together; of one alone as {@link duplicateOf} has it. */
export function duplicatesOf(document: ScenarioDocument, refs: readonly ObjectRef[]): readonly RawObject[] {
  const [only, ...others] = refs;
  if (only === undefined) return [];
  if (others.length === 0) return duplicateOf(document, only);
  const found = refs.flatMap((ref) => findObject(document, ref) ?? []);
  const keys = new Set(found.map(({ ref }) => objectKey(ref)));
  const governing = found.flatMap((each) => governingOf(document, each) ?? []);
  const more = governing.filter(({ ref }) => !keys.has(objectKey(ref)) && keys.add(objectKey(ref)));
  return copiesOf(
    document,
    [...found, ...more].map(({ object }) => object),
  );
}

/**
 * Objects as they are to be put on a board beside those it has: one whose name is taken is a copy with a free one, as a duplicate is.
 * What names another of them, or selects its pods, follows it to its copy; what is in a Namespace among them goes with that.
 */
export function copiesOf(document: ScenarioDocument, objects: readonly RawObject[]): readonly RawObject[] {
  const home = homeOf(document);
  const originals = objects.map((object): BoardObject => ({ ref: refOf(object, home), object }));
  const names = new Map<string, string>();
  // What is in a Namespace has to know how that is called.
  const order = originals.toSorted((a, b) => Number(b.ref.kind === 'Namespace') - Number(a.ref.kind === 'Namespace'));
  const copies = new Map<BoardObject, RawObject>();
  let board = document;
  for (const each of order) {
    const copy = freed(board, each, names);
    if (copy.metadata.name !== each.ref.name) names.set(objectKey(each.ref), copy.metadata.name);
    copies.set(each, copy);
    const { namespace } = spaceAnew(each.ref, names);
    const put = namespace === undefined ? copy : { ...copy, metadata: { ...copy.metadata, namespace } };
    board = putObjects(board, [put]);
  }
  const followed = originals.map((each) =>
    followLabels(copies.get(each) ?? each.object, relabelled(originals, copies)),
  );
  return followed.map((copy, at) =>
    renameIn(copy, originals[at]?.ref.namespace, ({ kind, namespace, name }) => {
      const near = namespace === undefined ? undefined : names.get(objectKey({ kind, namespace, name }));
      return near ?? names.get(objectKey({ kind, name }));
    }),
  );
}

function spaceAnew(ref: ObjectRef, names: ReadonlyMap<string, string>): ObjectRef {
  const { namespace } = ref;
  if (namespace === undefined) return ref;
  return { ...ref, namespace: names.get(objectKey({ kind: 'Namespace', name: namespace })) ?? namespace };
}

/** The object under a name that nothing on the board has. */
function freed(board: ScenarioDocument, each: BoardObject, names: ReadonlyMap<string, string>): RawObject {
  const { ref, object } = each;
  const own = spaceAnew(ref, names);
  if (findObject(board, own) === undefined) return object;
  return ref.kind === 'Node' ? nextNode(board, object) : copyOf(each, freeName(board, own, [ref.name]));
}

type Labels = Readonly<Record<string, string>>;

/** The labels of pods before and after, of each workload whose copy has others. */
function relabelled(
  originals: readonly BoardObject[],
  copies: ReadonlyMap<BoardObject, RawObject>,
): readonly (readonly [before: Labels, after: Labels])[] {
  return originals.flatMap((each) => {
    const copy = copies.get(each);
    if (copy === undefined || copy === each.object || !hasPods(each.ref)) return [];
    const path = [...podPath(each.ref.kind), 'metadata', 'labels'] as const;
    return [[labelsAt(each.object, ...path), labelsAt(copy, ...path)] as const];
  });
}

/** With each selector that took the pods of an original taking those of its copy. */
function followLabels(object: RawObject, pairs: readonly (readonly [Labels, Labels])[]): RawObject {
  if (pairs.length === 0) return object;
  const followed = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((each: unknown) => followed(each, name));
    if (!isRecord(value)) return value;
    if ((name === 'selector' && object.kind === 'Service') || name === 'matchLabels') return selectorAnew(value, pairs);
    return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, followed(each, field)]));
  };
  return 'spec' in object ? { ...object, spec: followed(object.spec, 'spec') } : object;
}

function selectorAnew(
  selector: Readonly<Record<string, unknown>>,
  pairs: readonly (readonly [Labels, Labels])[],
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(selector);
  const taken = pairs.find(
    ([before]) => entries.length > 0 && entries.every(([label, value]) => before[label] === value),
  );
  if (taken === undefined) return selector;
  return Object.fromEntries(entries.map(([label, value]) => [label, taken[1][label] ?? value]));
}
