import { type Chunk, type Path, placeOf, type SourceDocument } from './source.ts';

/** What may stand before JSON: a marker of YAML, comments, the separators of a JSON text sequence (RFC 7464). */
const BEFORE = /^(?:---[^\S\n]*(?=\n|[{[#]))?(?:\s|\p{Cc}|#[^\n]*\n)*/u;

/** Whether the text is meant as JSON rather than YAML. */
export function looksLikeJson(text: string): boolean {
  return /^[{[]/.test(text.slice(BEFORE.exec(text)?.[0].length));
}

/**
 * Reads one JSON text, or several one after the other as kubectl accepts them, also with a comma between. What is no JSON among others
 * that are is read by `other`, each by itself; undefined when none is JSON.
 */
export function readJson(chunk: Chunk, other: (part: Chunk) => SourceDocument): readonly SourceDocument[] | undefined {
  const { text } = chunk;
  const whole = parse(text);
  if (whole !== undefined) return [documentAt(chunk, 0, whole.value)];
  const documents: (SourceDocument | Chunk)[] = [];
  let broken = 0;
  for (let at = BEFORE.exec(text)?.[0].length ?? 0; at < text.length; ) {
    const closed = broken > BROKEN_TOLD ? text.length : skipValue(text, at);
    const read = closed > at ? parse(text.slice(at, closed)) : undefined;
    // One that is not closed ends where the next one begins.
    const end = read !== undefined || broken > BROKEN_TOLD ? closed : endOfBroken(text, at, closed);
    if (read === undefined) broken += 1;
    documents.push(read === undefined ? partOf(chunk, at, end) : documentAt(chunk, at, read.value));
    at = skipBetween(text, end);
  }
  if (!documents.some(isRead)) return undefined;
  return documents.map((each, index) => (isRead(each) ? each : numbered(other(each), index + 1)));
}

/** Of so many documents it is told by itself what is wrong with them. */
const BROKEN_TOLD = 20;

function endOfBroken(text: string, from: number, closed: number): number {
  const next = nextBeginning(text, from);
  return closed > from ? Math.min(closed, next) : next;
}

const isRead = (each: SourceDocument | Chunk): each is SourceDocument => 'problems' in each;

/** A part of the text, in which every place is the same as in the whole but for its first line. */
function partOf(chunk: Chunk, from: number, to: number): Chunk {
  const { line, column } = placeOf(chunk, from);
  return { text: ' '.repeat(column - 1) + chunk.text.slice(from, to), startLine: line };
}

/** Says which of several documents cannot be read. */
function numbered(document: SourceDocument, number: number): SourceDocument {
  const problems = document.problems.map((problem) =>
    problem.code === 'YAML_SYNTAX' ? { ...problem, detail: { ...problem.detail, document: number } } : problem,
  );
  return { ...document, problems };
}

/** Where the next document begins, at the beginning of a line. */
function nextBeginning(text: string, from: number): number {
  const beginning = /\n[^\P{Cc}\n]?[{[]/gu;
  beginning.lastIndex = from;
  const found = beginning.exec(text);
  return found === null ? text.length : found.index + 1;
}

/** Past blanks and separators between documents. */
function skipBetween(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n,\u001E'.includes(text.charAt(at))) at += 1;
  return at;
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
