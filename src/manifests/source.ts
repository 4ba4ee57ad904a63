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
export interface SyntaxProblem extends Place {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
}

/** One document as plain values. */
export interface SourceDocument {
  /** Absent when nothing of it could be read. */
  readonly value?: unknown;
  readonly problems: readonly SyntaxProblem[];
  /** Where the value at a path stands; where the path does not exist, its deepest part that does. */
  readonly at: (path: Path) => Place;
}

/** Line and column of an offset into a chunk. */
export function placeOf(chunk: Chunk, offset: number): Place {
  const end = Math.min(offset, chunk.text.length);
  let line = chunk.startLine;
  let lineStart = 0;
  for (let at = chunk.text.indexOf('\n'); at >= 0 && at < end; at = chunk.text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: end - lineStart + 1 };
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
    const marker = text.slice(at, at + 3);
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

/** Whether anything but markers, directives, comments and blank lines is there. */
function hasContent(part: string): boolean {
  return /^(?!(?:---)?[^\S\n]*(?:#.*)?$)(?!%)/m.test(part.replace(/\n$/, ''));
}
