import { type FieldPath, isRecord } from '../model/reader.ts';
import { MASK } from '../fields/unread-values.ts';

/** Names of fields, headers and options whose value proves who somebody is. */
const SECRET =
  /pass(word|wd|phrase)|secret(?!-?(name|ref))|token|credential|(private|api|access|auth|preshared|psk)[-_]?key|authorization$|jwks|cookie|basic-?auth|(ca|tls)\.?(crt|key|bundle)|cabundle/i;
/** Fields in which nobody looks for connections, and which hold what is private. */
const PRIVATE = new Set([
  'env',
  'envFrom',
  'volumes',
  'volumeMounts',
  'annotations',
  'managedFields',
  'stringData',
  'binaryData',
]);
/** No name, address or selector is longer. */
const LONGEST = 300;
const MOST_LINES = 2000;

/** True for a name, or a text with a name in it, whose value proves who somebody is. */
export function isPrivateName(name: string): boolean {
  return SECRET.test(name);
}

interface Place {
  readonly path: FieldPath;
  readonly omit: (path: FieldPath, value: unknown) => void;
}

/** All of a value but for what is private by its name, and texts that are too long to name anything. */
export function projectAny(given: unknown, { path, omit }: Place): unknown {
  if (typeof given === 'string') return projectText(given, { path, omit });
  if (Array.isArray(given))
    return given.map((item: unknown, index) => projectAny(item, { path: [...path, index], omit }));
  if (!isRecord(given)) return given;
  const named = typeof given['name'] === 'string' && SECRET.test(given['name']);
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, entry]): readonly (readonly [string, unknown])[] => {
      const at = { path: [...path, name], omit };
      if (PRIVATE.has(name)) {
        omit(at.path, entry);
        return [];
      }
      if (!SECRET.test(name) && !(named && name === 'value')) return [[name, projectAny(entry, at)]];
      if (entry === MASK || typeof entry === 'boolean') return [[name, entry]];
      omit(at.path, entry);
      return [[name, MASK]];
    }),
  );
}

/** Settings in several lines keep those that name no secret. */
function projectText(given: string, { path, omit }: Place): string {
  const lines = given.split('\n');
  if (lines.length === 1) {
    if (given.length <= LONGEST) return given;
    omit(path, given);
    return MASK;
  }
  const kept = lines.slice(0, MOST_LINES).map((line) => (SECRET.test(line) || line.length > LONGEST ? MASK : line));
  const found = kept.join('\n');
  if (found !== given) omit(path, given);
  return found;
}
