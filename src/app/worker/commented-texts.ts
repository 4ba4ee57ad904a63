import { apiGroup, type RawObject } from '../../engine/objects.ts';
import { readComments } from '../../manifests/comments.ts';
import { type ManifestFile, parseManifests } from '../../manifests/parse.ts';
import { splitDocuments } from '../../manifests/sources/source.ts';

/** Characters of all files; of what is longer comments are not kept: it is not written by hand. */
const LONGEST = 300_000;

/** Of a list nobody keeps what stands around its items. */
const LIST = /^kind:\s*["']?\w*List\b/m;

/** The documents that hold one of these objects and a comment, as they were written, by the object's index. */
export function commentedTexts(
  files: readonly ManifestFile[],
  objects: readonly RawObject[],
): Readonly<Record<number, string>> {
  if (files.reduce((sum, { text }) => sum + text.length, 0) > LONGEST) return {};
  const at = new Map(objects.map((object, index) => [nameOf(object), index]));
  const texts: Record<number, string> = {};
  for (const { text } of files) {
    for (const { text: written } of splitDocuments(text.replace(/\r\n?/g, '\n'))) {
      if (!written.includes('#') || LIST.test(written) || readComments(written).length === 0) continue;
      const body = `${written.replace(/^---[^\S\n]*\n/, '').trimEnd()}\n`;
      const { objects: found } = parseManifests([{ name: '', text: body }]);
      const [object] = found;
      const index = found.length === 1 && object !== undefined ? at.get(nameOf(object)) : undefined;
      if (index !== undefined) texts[index] = body;
    }
  }
  return texts;
}

function nameOf({ apiVersion, kind, metadata: { namespace, name } }: RawObject): string {
  return JSON.stringify([apiGroup(apiVersion), kind, namespace, name]);
}
