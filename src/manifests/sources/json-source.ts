import { type Chunk, type Path, placeOf, type SourceDocument } from './source.ts';

/** Whether the text is meant as JSON rather than YAML. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

/** Reads one JSON text, or several one after the other as kubectl accepts them; undefined when it is not JSON throughout. */
export function readJson(chunk: Chunk): readonly SourceDocument[] | undefined {
  const whole = parse(chunk.text);
  if (whole !== undefined) return [documentAt(chunk, 0, whole.value)];
  const documents: SourceDocument[] = [];
  for (let at = skipBlank(chunk.text, 0); at < chunk.text.length; ) {
    const end = skipValue(chunk.text, at);
    const read = end > at ? parse(chunk.text.slice(at, end)) : undefined;
    if (read === undefined) return undefined;
    documents.push(documentAt(chunk, at, read.value));
    at = skipBlank(chunk.text, end);
  }
  return documents;
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
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

/** Offset behind the value that starts here; the end of the text when it is not closed. */
function skipValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      if (depth === 0) return at;
      depth -= 1;
    } else if (depth === 0 && ',: \t\r\n'.includes(character)) return at;
    else continue;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

/** Offset of the closing quote. */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
