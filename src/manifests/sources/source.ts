import type { Coded } from '../../engine/objects.ts';
import { resolvePlain } from './scalar.ts';
import type { SourceDetails } from './source-details.ts';

/** Steps from a value into a part of it. */
export type Path = readonly (string | number)[];

/** A place in a file, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A part of a file that holds one document. */
export interface Chunk {
  readonly text: string;
  /** Line of the file the text starts on, from 1. */
  readonly startLine: number;
}

/** Something that is wrong with a text, before it is known which object it belongs to. */
export type SyntaxProblem = Coded<SourceDetails> & Place & { readonly severity: 'error' | 'warning' };

/** Mappings and lists in each other; no Kubernetes object comes near, and what reads, copies or prints values goes by recursion. */
export const DEPTH_LIMIT = 200;

export function tooDeep(place: Place): SyntaxProblem {
  return { severity: 'error', code: 'TOO_DEEP', detail: { is: 'DOCUMENT', most: DEPTH_LIMIT }, ...place };
}

export function duplicateKey(name: string, place: Place): SyntaxProblem {
  return { severity: 'warning', code: 'DUPLICATE_KEY', detail: { key: beginningOf(name, KEY_TOLD) }, ...place };
}

/** Told where kubectl, which reads YAML 1.1, makes something of a scalar that its writer may not have meant. */
export function surprisingScalar(written: string, place: Place): SyntaxProblem {
  return { severity: 'warning', code: 'YAML_SCALAR', detail: { written, value: resolvePlain(written) }, ...place };
}

/** Letters of a name or a value that are told. */
export const TOLD = 60;

/** Letters of a key that are told. */
const KEY_TOLD = 80;

/** A text as it is told: cut short where it has more than so many letters. */
export function beginningOf(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** One document as plain values. */
export interface SourceDocument {
  /** Absent when nothing of it could be read. */
  readonly value?: unknown;
  readonly problems: readonly SyntaxProblem[];
  /** Where the value at a path stands; where the path does not exist, its deepest part that does. */
  readonly at: (path: Path) => Place;
  /** What read it refuses what is nested deeper than {@link DEPTH_LIMIT}. */
  readonly isShallow?: boolean;
}

/** Where the lines of a chunk start: made when the first place is asked for, as one text may have many problems. */
const lineStarts = new WeakMap<Chunk, readonly number[]>();

function lineStartsOf(chunk: Chunk): readonly number[] {
  const known = lineStarts.get(chunk);
  if (known !== undefined) return known;
  const starts = [0];
  for (let at = chunk.text.indexOf('\n'); at >= 0; at = chunk.text.indexOf('\n', at + 1)) starts.push(at + 1);
  lineStarts.set(chunk, starts);
  return starts;
}

/** Line and column of an offset into a chunk. */
export function placeOf(chunk: Chunk, offset: number): Place {
  const end = Math.min(offset, chunk.text.length);
  const starts = lineStartsOf(chunk);
  let low = 0;
  for (let high = starts.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= end) low = middle;
    else high = middle;
  }
  return { line: chunk.startLine + low, column: end - (starts[low] ?? 0) + 1 };
}

/**
 * Splits a stream at its document markers. A line that starts with "---" is one wherever it stands (YAML 1.2.2, 9.1.2:
 * no scalar may contain it), so every document can be read on its own. Chunks without content are left out.
 */
export function splitDocuments(text: string): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  let startLine = 1;
  let line = 1;
  const close = (end: number): void => {
    const part = text.slice(start, end);
    if (hasContent(part)) chunks.push({ text: part, startLine });
  };
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next + 1;
    const marker = isMarkLetter(text.charCodeAt(at)) ? text.slice(at, at + 3) : '';
    if ((marker === '---' || marker === '...') && /^\s?$/.test(text.slice(at + 3, at + 4))) {
      close(at);
      start = marker === '---' ? at : end;
      startLine = marker === '---' ? line : line + 1;
    }
    at = end;
    line += 1;
  }
  close(text.length);
  return chunks;
}

/** "-" or ".": most lines start with neither, and this loop sees all of them. */
function isMarkLetter(letter: number): boolean {
  return letter === 45 || letter === 46;
}

/** Whether anything but markers, directives, comments and blank lines is there. */
function hasContent(part: string): boolean {
  return /^(?!(?:---)?[^\S\n]*(?:#.*)?$)(?!%)/m.test(part.replace(/\n$/, ''));
}
