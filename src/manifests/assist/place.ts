import type { Diagnostic } from '../diagnostic.ts';

/** A diagnostic at the part of the text that it is about: offsets. */
export interface PlacedDiagnostic {
  readonly from: number;
  readonly to: number;
  readonly diagnostic: Diagnostic;
  /** What may be meant instead of what stands there. */
  readonly meant?: string;
}

/** A word, a text in quotes, or a sign. */
const WORD = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#:,[\]{}]+(?::(?=[^\s])[^\s,[\]{}]*)*|\S)/;

/** Where in the text each diagnostic belongs; those without a line go to its beginning. Never throws. */
export function placeDiagnostics(text: string, diagnostics: readonly Diagnostic[]): readonly PlacedDiagnostic[] {
  const lines = text.split('\n');
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length + 1);
  return diagnostics.map((diagnostic) => {
    const { line = 1, column = 1 } = diagnostic;
    const start = starts[line - 1] ?? text.length;
    const written = lines[line - 1] ?? '';
    const found = unknownName(diagnostic, written) ?? wordAt(written, column - 1);
    const meant = meantBy(diagnostic);
    const isWhole = meant !== undefined && written.slice(found.from, found.to) === meant.inPlaceOf;
    return {
      from: start + found.from,
      to: start + found.to,
      diagnostic,
      ...(isWhole && { meant: meant.name }),
    };
  });
}

/** What is to be written, and what stands there. */
function meantBy(diagnostic: Diagnostic): { readonly name: string; readonly inPlaceOf: unknown } | undefined {
  const { path } = diagnostic;
  const last = path?.at(-1);
  switch (diagnostic.code) {
    case 'UNKNOWN_FIELD': {
      const { meant } = diagnostic.detail;
      return meant === undefined ? undefined : { name: meant, inPlaceOf: last };
    }
    case 'KIND_NOT_SERVED': {
      const { meant, kind, apiVersion } = diagnostic.detail;
      return meant === undefined ? undefined : { name: meant, inPlaceOf: last === 'kind' ? kind : apiVersion };
    }
    case 'UNKNOWN_VERSION':
      return { name: diagnostic.detail.readAs, inPlaceOf: diagnostic.detail.apiVersion };
    default:
      return undefined;
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Of a field that does not exist it is the name that is wrong. */
function unknownName({ code, path }: Diagnostic, line: string): Span | undefined {
  const name = path?.at(-1);
  if ((code !== 'UNKNOWN_FIELD' && code !== 'DUPLICATE_KEY') || typeof name !== 'string') return undefined;
  const from = line.indexOf(`${name}:`);
  return from < 0 ? undefined : { from, to: from + name.length };
}

function wordAt(line: string, column: number): Span {
  const from = Math.max(0, Math.min(column, line.length));
  const [word = ''] = WORD.exec(line.slice(from)) ?? [];
  if (word !== '') return { from, to: from + word.length };
  // The end of a line, or a blank one: all of it.
  const begin = line.length - line.trimStart().length;
  return { from: Math.min(begin, from), to: line.length };
}
