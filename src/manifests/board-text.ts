import type { ClusterPrograms } from '../engine/clusters.ts';
import { apiGroup, type RawObject } from '../engine/objects.ts';
import type { Diagnostic } from './diagnostic.ts';
import { parseObjects } from './edit.ts';
import { type ParsedManifests, parseManifests } from './parse.ts';
import { splitDocuments } from './sources/source.ts';

/** An object and the document that stands for it in a text of several. */
export interface ObjectText {
  readonly object: RawObject;
  readonly text: string;
}

/** What a text of several documents says, and which of its documents stand as they were. */
export interface BoardText {
  /** Nothing that was written is an error. */
  readonly ok: boolean;
  /** In the order of the text; the identical object for each document that was not touched. */
  readonly objects: readonly ObjectText[];
  readonly diagnostics: readonly Diagnostic[];
  readonly locate: ParsedManifests['locate'];
}

/** Documents one below the other. */
export function joinDocuments(shown: readonly ObjectText[]): string {
  return shown.map(({ text }) => `${text.trimEnd()}\n`).join('---\n');
}

/**
 * Reads a text that was made of these documents. What was not touched stays as it is, whatever may be wrong with it: errors are
 * those of documents that somebody wrote. Never throws.
 */
export function readDocuments(text: string, shown: readonly ObjectText[], programs: ClusterPrograms = {}): BoardText {
  const untouched = objectsByBody(shown);
  const plain = text.replace(/\r\n?/g, '\n');
  const lines = plain.split('\n');
  const objects: ObjectText[] = [];
  for (const chunk of splitDocuments(plain)) {
    const body = bodyOf(chunk.text);
    const same = untouched.get(body)?.shift();
    if (same !== undefined) {
      lines.fill('', chunk.startLine - 1, chunk.startLine - 1 + chunk.text.split('\n').length - 1);
      objects.push({ object: same, text: body });
      continue;
    }
    const found = parseManifests([{ name: '', text: body }]).objects;
    // Of a List nobody keeps what stands around its items.
    for (const object of found) objects.push({ object, text: found.length === 1 ? body : '' });
  }
  const touched = parseObjects(lines.join('\n'), programs);
  const whole = parseManifests([{ name: '', text }]);
  const twice = whole.diagnostics.filter(({ code }) => code === 'DUPLICATE_OBJECT');
  const diagnostics = [...touched.diagnostics, ...twice.map(({ file: _file, ...rest }): Diagnostic => rest)];
  return { ok: touched.ok, objects: lastOfEach(objects), diagnostics, locate: whole.locate };
}

/**
 * A text that was made of the documents `before` by hand, as one made of those of `after`, which the board has meanwhile: a document
 * that was not touched is as it is there, or gone with its object; what was written stays. Never throws.
 */
export function rebaseDocuments(text: string, before: readonly ObjectText[], after: readonly ObjectText[]): string {
  const untouched = objectsByBody(before);
  const now = new Map(after.map(({ object, text: own }) => [keyOf(object), bodyOf(own)]));
  const told = new Set(before.map(({ object }) => keyOf(object)));
  const bodies = splitDocuments(text.replace(/\r\n?/g, '\n')).flatMap((chunk): readonly string[] => {
    const body = bodyOf(chunk.text);
    const same = untouched.get(body)?.shift();
    if (same !== undefined) return [now.get(keyOf(same)) ?? ''];
    for (const object of parseManifests([{ name: '', text: body }]).objects) told.add(keyOf(object));
    return [body];
  });
  const made = [...now].flatMap(([key, body]) => (told.has(key) ? [] : [body]));
  return [...bodies, ...made].filter((body) => body.trim() !== '').join('---\n');
}

/** The objects of documents that nobody touched, by what these say: of two that say the same, each once. */
function objectsByBody(shown: readonly ObjectText[]): ReadonlyMap<string, RawObject[]> {
  const found = new Map<string, RawObject[]>();
  for (const { object, text } of shown) {
    const body = bodyOf(text);
    found.set(body, [...(found.get(body) ?? []), object]);
  }
  return found;
}

/** As with kubectl apply, of two objects with one name the later counts. */
function lastOfEach(objects: readonly ObjectText[]): readonly ObjectText[] {
  const last = new Map(objects.map((each) => [keyOf(each.object), each]));
  return objects.filter((each) => last.get(keyOf(each.object)) === each);
}

function keyOf({ apiVersion, kind, metadata: { namespace, name } }: RawObject): string {
  return JSON.stringify([apiGroup(apiVersion), kind, namespace, name]);
}

function bodyOf(text: string): string {
  return `${text.replace(/^---[^\S\n]*\n/, '').trimEnd()}\n`;
}
