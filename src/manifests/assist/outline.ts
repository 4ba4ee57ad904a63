import type { Path } from '../sources/source.ts';

/** A name in a text of YAML and where it stands, by the layout of the lines alone: of a text that is being written. */
export interface OutlineEntry {
  /** From the document's object to what the name stands for. */
  readonly path: Path;
  /** Offsets of the name. */
  readonly from: number;
  readonly to: number;
  /** Offset of what stands behind the colon, in the same line. */
  readonly valueFrom: number;
  readonly valueTo: number;
}

/** One document of a text. */
export interface OutlineDocument {
  readonly from: number;
  readonly to: number;
  readonly entries: readonly OutlineEntry[];
}

/** Where a cursor is. */
export interface OutlinePlace {
  readonly document: OutlineDocument;
  /** What is being written stands in this. */
  readonly path: Path;
  /** A name, or what stands behind a name: then `path` ends with that. */
  readonly is: 'name' | 'value';
  /** What of it is written; begins at `from` and ends at the cursor. */
  readonly written: string;
  readonly from: number;
  /** Columns in front of it. */
  readonly column: number;
}

interface Level {
  /** Twice the column, and one more for an item of a list: a list may stand as far left as the name it belongs to. */
  readonly depth: number;
  readonly step: string | number;
}

const NAME = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#'"{[\]},&*!|>%@-][^#:]*?|-[^\s:#][^:#]*?)\s*:(?=\s|$)/;

/** The documents of a text with all the names in them. Total: what it does not understand it passes over. */
export function outlineOf(text: string): readonly OutlineDocument[] {
  const documents: OutlineDocument[] = [];
  let reader = new DocumentReader(0);
  let at = 0;
  for (const line of text.split('\n')) {
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) {
      documents.push(reader.finish(at));
      reader = new DocumentReader(at + line.length + 1);
    } else reader.read(line, at);
    at += line.length + 1;
  }
  documents.push(reader.finish(text.length));
  return documents;
}

/** Where a cursor is in the text; undefined in a comment, a text of several lines or a collection in brackets. */
export function placeIn(text: string, cursor: number): OutlinePlace | undefined {
  const lineFrom = text.lastIndexOf('\n', cursor - 1) + 1;
  const before = text.slice(lineFrom, cursor);
  const documents = outlineOf(text);
  const document = documents.findLast(({ from }) => from <= lineFrom) ?? documents[0];
  if (document === undefined || /(?:^|\s)#/.test(before)) return undefined;
  const reader = new DocumentReader(document.from);
  let at = document.from;
  for (const line of text.slice(document.from, lineFrom).split('\n').slice(0, -1)) {
    reader.read(line, at);
    at += line.length + 1;
  }
  const found = reader.place(before);
  return found && { ...found, document, from: cursor - found.written.length };
}

class DocumentReader {
  private readonly from: number;
  private readonly entries: OutlineEntry[] = [];
  private levels: Level[] = [];
  /** Lines further right than this are a text, or in brackets. */
  private textBelow: number | undefined;

  constructor(from: number) {
    this.from = from;
  }

  read(line: string, at: number): void {
    const begin = this.open(line);
    if (begin === undefined) return;
    const rest = line.slice(begin);
    const [whole, written = ''] = NAME.exec(rest) ?? [];
    if (whole === undefined) {
      if (/[|>][-+\d]*\s*(?:#.*)?$|^[[{]/.test(rest)) this.textBelow = begin - 1;
      return;
    }
    this.enter(begin * 2, plain(written));
    const valueFrom = at + begin + whole.length + (/^\s*/.exec(rest.slice(whole.length))?.[0].length ?? 0);
    const value = line
      .slice(valueFrom - at)
      .replace(/\s+#.*$|^#.*$/, '')
      .trimEnd();
    const from = at + begin;
    this.entries.push({
      path: this.path(),
      from,
      to: from + written.length,
      valueFrom,
      valueTo: valueFrom + value.length,
    });
    if (/^[|>][-+\d]*$/.test(value) || (/^[[{]/.test(value) && !/[\]}]$/.test(value))) this.textBelow = begin;
  }

  finish(to: number): OutlineDocument {
    return { from: this.from, to, entries: this.entries };
  }

  /** `before`: the line of the cursor, as far as the cursor. */
  place(before: string): Omit<OutlinePlace, 'document' | 'from'> | undefined {
    const begin = this.open(`${before}\u200b`);
    if (begin === undefined) return undefined;
    const rest = before.slice(begin);
    const [whole, name = ''] = NAME.exec(rest) ?? [];
    if (whole === undefined) {
      if (/[\s:{[\]}'"]/.test(rest)) return undefined;
      // An item of a list of texts begins like one of mappings.
      this.leave(begin * 2);
      return { path: this.path(), is: 'name', written: rest, column: begin };
    }
    const value = rest.slice(whole.length).trimStart();
    if (/^[[{|>&*!]|[\s'"]/.test(value)) return undefined;
    this.enter(begin * 2, plain(name));
    return { path: this.path(), is: 'value', written: value, column: begin };
  }

  /** Goes through the hyphens of a line; where what is behind them begins, undefined where there is nothing. */
  private open(line: string): number | undefined {
    let begin = line.length - line.trimStart().length;
    if (begin === line.length || line[begin] === '#') return undefined;
    if (this.textBelow !== undefined) {
      if (begin > this.textBelow) return undefined;
      this.textBelow = undefined;
    }
    for (
      let item = /^-(?:\s+|$)/.exec(line.slice(begin));
      item !== null;
      item = /^-(?:\s+|$)/.exec(line.slice(begin))
    ) {
      const depth = begin * 2 + 1;
      const last = this.leave(depth);
      this.levels.push({ depth, step: typeof last === 'number' ? last + 1 : 0 });
      begin += item[0].length;
    }
    return begin;
  }

  private enter(depth: number, step: string): void {
    this.leave(depth);
    this.levels.push({ depth, step });
  }

  /** Leaves what is not further left; the step of what stood exactly there. */
  private leave(depth: number): string | number | undefined {
    let left: Level | undefined;
    while ((this.levels.at(-1)?.depth ?? -1) >= depth) left = this.levels.pop();
    return left?.depth === depth ? left.step : undefined;
  }

  private path(): Path {
    return this.levels.map(({ step }) => step);
  }
}

function plain(name: string): string {
  if (name.startsWith('"') || name.startsWith("'")) return name.slice(1, -1);
  return name;
}
