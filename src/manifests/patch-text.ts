import { type Document, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { RawObject } from '../engine/objects.ts';
import { isRecord, isSameAsk } from '../engine/text.ts';
import { objectForFile } from './clean-object.ts';
import { formatManifests, formatYaml } from './format.ts';
import { parseManifests } from './parse.ts';
import type { Path } from './sources/source.ts';

/** What makes one value of another at a path; absent value: what stands there goes. */
interface Change {
  readonly path: Path;
  readonly value?: unknown;
}

/**
 * The text of one object with what another version of it says, where it says something else: comments, the order and how things
 * are written stay as far as they can. A text that cannot be kept is printed anew. It reads back as the object. Never throws.
 */
export function patchText(text: string, after: RawObject): string {
  const before = objectIn(text);
  if (before === undefined) return formatManifests([after]);
  const changes = changesBetween(before, after);
  if (changes.length === 0) return text;
  const patched = withChanges(text, changes);
  const read = patched === undefined ? undefined : objectIn(patched);
  if (patched !== undefined && read !== undefined && changesBetween(read, after).length === 0) return patched;
  return formatManifests([after]);
}

/** A text that somebody is writing, with what became of the object meanwhile; as it is where that has no place in it. */
export function followInText(text: string, before: RawObject, after: RawObject): string {
  return withChanges(text, changesBetween(before, after)) ?? text;
}

function objectIn(text: string): RawObject | undefined {
  const { objects, documents } = parseManifests([{ name: '', text }]);
  return documents === 1 ? objects[0] : undefined;
}

/** In whatever order their fields stand: that of the text is its writer's. */
function changesBetween(before: RawObject, after: RawObject): readonly Change[] {
  return changesOf(objectForFile(before), objectForFile(after));
}

function changesOf(before: unknown, after: unknown, path: Path = []): readonly Change[] {
  if (isSameAsk(before, after)) return [];
  if (isRecord(before) && isRecord(after) && Object.keys(after).length > 0) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => {
      if (after[name] === undefined) return before[name] === undefined ? [] : [{ path: [...path, name] }];
      return changesOf(before[name], after[name], [...path, name]);
    });
  }
  if (Array.isArray(before) && Array.isArray(after) && after.length > 0) {
    const gone = before.findIndex((each, index) => !isSameAsk(each, after[index]));
    const isOneLess = before.length === after.length + 1;
    if (isOneLess && isSameAsk(before.toSpliced(gone, 1), after)) return [{ path: [...path, gone] }];
    if (after.length >= before.length)
      return after.flatMap((each: unknown, index) => changesOf(before[index], each, [...path, index]));
  }
  return [{ path, value: after }];
}

/** undefined: the text is no YAML, or has no place for a change. */
function withChanges(text: string, changes: readonly Change[]): string | undefined {
  try {
    const document = parseDocument(text, { version: '1.2', logLevel: 'silent' });
    if (document.errors.length > 0) return undefined;
    for (const change of changes) apply(document, change);
    // Lists stand under their names as kubectl prints them, unless those of the text are further in.
    return document.toString({
      lineWidth: 0,
      indentSeq: /^(\s*)[\w-]+:\n\1 +- /m.test(text),
      flowCollectionPadding: /\{ /.test(text),
    });
  } catch {
    return undefined;
  }
}

function apply(document: Document, { path, value }: Change): void {
  if (value === undefined) {
    document.deleteIn(path);
    return;
  }
  const there = document.getIn(path, true);
  const node = document.createNode(value);
  if (isScalar(there) && isScalar(node)) {
    if (typeof there.value !== typeof node.value) there.type = 'PLAIN';
    there.value = node.value;
    quoteWhereNeeded(there);
    return;
  }
  // Where everything else stands in brackets, one line stays one line.
  if ((isMap(there) || isSeq(there)) && (isMap(node) || isSeq(node)) && there.flow === true) node.flow = true;
  visit(node, { Scalar: (_, scalar) => quoteWhereNeeded(scalar) });
  document.setIn(path, node);
}

/** kubectl reads YAML 1.1, to which more texts are something else than a text. */
function quoteWhereNeeded(scalar: { value: unknown; type?: string }): void {
  if (typeof scalar.value !== 'string' || !formatYaml(scalar.value).startsWith('"')) return;
  if (scalar.type !== 'QUOTE_SINGLE') scalar.type = 'QUOTE_DOUBLE';
}
