import { type JsonPart, jsonParts, parseJson, skipValue } from './json-parts.ts';
import { type Chunk, type Path, type Place, placeOf, type SourceDocument } from './source.ts';

/**
 * Where the text begins behind what may stand before JSON: a marker of YAML, comments, the separators of a JSON text sequence (RFC 7464).
 * By loops: an expression runs out of stack where there is much of it.
 */
function beginningOfJson(text: string): number {
  let at = /^---[^\S\n]*(?=\n|[{[#])/.exec(text)?.[0].length ?? 0;
  while (at < text.length) {
    const end = text[at] === '#' ? text.indexOf('\n', at) + 1 : /[\s\p{Cc}]/u.test(text.charAt(at)) ? at + 1 : 0;
    if (end === 0) break;
    at = end;
  }
  return at;
}

/** Whether the text is meant as JSON rather than YAML. */
export function looksLikeJson(text: string): boolean {
  return '{['.includes(text.charAt(beginningOfJson(text)) || ' ');
}

/** A text that is JSON from its beginning to its end; undefined: it is not. */
export function readWholeJson(text: string): SourceDocument | undefined {
  const whole = looksLikeJson(text) ? parseJson(text) : undefined;
  return whole && documentAt({ text, startLine: 1 }, 0, whole.value);
}

/**
 * Reads one JSON text, or several one after the other as kubectl accepts them, also with a comma between. What is no JSON among others
 * that are is read by `other`, each by itself; undefined when none is JSON.
 */
export function readJson(chunk: Chunk, other: (part: Chunk) => SourceDocument): readonly SourceDocument[] | undefined {
  const { text } = chunk;
  const whole = parseJson(text);
  if (whole !== undefined) return [documentAt(chunk, 0, whole.value)];
  const parts = jsonParts(text, beginningOfJson(text));
  if (!parts.some(({ read }) => read)) return undefined;
  return parts.map((part) =>
    part.read === undefined ? readBroken(chunk, part, other) : documentAt(chunk, part.from, part.read.value),
  );
}

/** A part of the text that is no JSON: with what is wrong with which of the documents, at its place in the whole. */
function readBroken(
  chunk: Chunk,
  { from, to, number }: JsonPart,
  other: (part: Chunk) => SourceDocument,
): SourceDocument {
  const { line, column } = placeOf(chunk, from);
  const { problems, at, ...read } = other({ text: chunk.text.slice(from, to), startLine: line });
  const moved = <T extends Place>(place: T): T =>
    place.line === line ? { ...place, column: place.column + column - 1 } : place;
  const told = problems
    .map(moved)
    .map((problem) =>
      problem.code === 'YAML_SYNTAX' ? { ...problem, detail: { ...problem.detail, document: number } } : problem,
    );
  return { ...read, problems: told, at: (path) => moved(at(path)) };
}

function documentAt(chunk: Chunk, start: number, value: unknown): SourceDocument {
  const known = new Map<number, Parts>();
  return { value, problems: [], at: (path) => placeOf(chunk, locateInJson({ text: chunk.text, known }, start, path)) };
}

/** Offsets of the values in a mapping or list, by key or index. */
type Parts = ReadonlyMap<string | number, number>;

interface Located {
  readonly text: string;
  /** By offset of the mapping or list: each is gone through once, however many places are asked for. */
  readonly known: Map<number, Parts>;
}

/** Offset of the value at a path, or of the deepest part of the path that exists. The text is valid JSON from `start` on. */
function locateInJson({ text, known }: Located, start: number, path: Path): number {
  let at = skipBlank(text, start);
  for (const segment of path) {
    let parts = known.get(at);
    if (parts === undefined) {
      parts = partsAt(text, at);
      known.set(at, parts);
    }
    const next = parts.get(segment);
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

function partsAt(text: string, start: number): Parts {
  const parts = new Map<string | number, number>();
  const opening = text.charAt(start);
  if (opening !== '[' && opening !== '{') return parts;
  let at = skipBlank(text, start + 1);
  while (at < text.length && text[at] !== ']' && text[at] !== '}') {
    let key: string | number = parts.size;
    if (opening === '{') {
      const keyEnd = skipValue(text, at);
      key = JSON.parse(text.slice(at, keyEnd)) as string;
      at = skipBlank(text, skipBlank(text, keyEnd) + 1);
    }
    parts.set(key, at);
    at = skipBlank(text, skipValue(text, at));
    if (text[at] === ',') at = skipBlank(text, at + 1);
  }
  return parts;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return at;
}
