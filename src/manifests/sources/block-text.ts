/** Thrown where a text leaves what the block reader reads: the whole document is then read by the full parser. */
export class BeyondBlock extends Error {}

const NEWLINE = 10;

/** A quoted scalar and where the text goes on behind its closing quote. */
export interface Quoted {
  readonly value: string;
  readonly end: number;
}

/** Reads 'text' from its opening quote on. `column`: lines it goes on in are indented at least so far. */
export function readSingleQuoted(text: string, start: number, column: number): Quoted {
  for (let at = start + 1; ; at += 2) {
    at = text.indexOf("'", at);
    if (at < 0) throw new BeyondBlock();
    if (text.charCodeAt(at + 1) === 39) continue;
    const raw = text.slice(start + 1, at);
    const value = raw.includes('\n') ? foldQuoted(raw, column, false) : raw;
    return { value: value.includes("''") ? value.replaceAll("''", "'") : value, end: at + 1 };
  }
}

/** Reads "text" from its opening quote on. */
export function readDoubleQuoted(text: string, start: number, column: number): Quoted {
  let at = text.indexOf('"', start + 1);
  if (at < 0) throw new BeyondBlock();
  const escapes = text.slice(start + 1, at).includes('\\');
  // The first quote may be escaped.
  if (escapes) at = closingQuote(text, start + 1);
  const raw = text.slice(start + 1, at);
  if (raw.includes('\n')) return { value: foldQuoted(raw, column, escapes), end: at + 1 };
  return { value: escapes ? unescape(raw) : raw, end: at + 1 };
}

/** Offset of the quote that ends a text with escapes. */
function closingQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter === 34) return at;
    if (letter === 92) at += 1;
  }
  throw new BeyondBlock();
}

/**
 * Joins the lines of a quoted scalar: a line break is a space, an empty line a line break, an escaped line break nothing
 * (YAML 1.2.2, 7.3.1).
 */
function foldQuoted(raw: string, column: number, escapes: boolean): string {
  // A tab may stand for something else here than a space does.
  if (raw.includes('\t')) throw new BeyondBlock();
  const lines = raw.split('\n');
  let value = '';
  let breaks = 0;
  let isJoined = false;
  for (const [n, line] of lines.entries()) {
    const isLast = n === lines.length - 1;
    const begin = n === 0 ? 0 : spacesAt(line);
    const isBlank = n > 0 && begin === line.length && !isLast;
    if (isBlank) {
      // Parsers differ in what an empty line behind an escaped line break is.
      if (isJoined) throw new BeyondBlock();
      breaks += 1;
      continue;
    }
    if (n > 0 && begin < column) throw new BeyondBlock();
    if (breaks > 0) value += '\n'.repeat(breaks);
    else if (!isJoined && n > 0) value += ' ';
    breaks = 0;
    isJoined = escapes && endsInEscape(line);
    const end = isLast ? line.length : isJoined ? line.length - 1 : endWithoutSpaces(line);
    // An escaped space at the end of a line is none to leave out.
    if (escapes && end < line.length && !isJoined && endsInEscape(line.slice(0, end))) throw new BeyondBlock();
    const part = line.slice(begin, Math.max(begin, end));
    value += escapes ? unescape(part) : part;
  }
  return value;
}

function spacesAt(line: string): number {
  let at = 0;
  while (line.charCodeAt(at) === 32) at += 1;
  return at;
}

/** Where the spaces begin that a text ends in. */
export function endWithoutSpaces(text: string): number {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 32) end -= 1;
  return end;
}

/** Whether a text ends in a backslash that is not escaped itself. */
function endsInEscape(text: string): boolean {
  let count = 0;
  while (text.charCodeAt(text.length - 1 - count) === 92) count += 1;
  return count % 2 === 1;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

function unescape(text: string): string {
  return text.replace(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|([^]))/g, (_, two, four, letter: string | undefined) => {
    const code = (two ?? four) as string | undefined;
    if (code !== undefined) return String.fromCharCode(parseInt(code, 16));
    const plain = letter === undefined ? undefined : ESCAPES[letter];
    if (plain === undefined) throw new BeyondBlock();
    return plain;
  });
}

/** A literal scalar ("|") and the offset of the line behind it. */
export function readLiteral(text: string, start: number, parent: number): Quoted {
  let at = start + 1;
  let chomp = '';
  if (text[at] === '-' || text[at] === '+') {
    chomp = text[at] ?? '';
    at += 1;
  }
  while (text[at] === ' ') at += 1;
  if (at < text.length && text.charCodeAt(at) !== NEWLINE) throw new BeyondBlock();
  at += 1;
  const lines: string[] = [];
  let column = -1;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    let begin = at;
    while (text.charCodeAt(begin) === 32) begin += 1;
    const isBlank = begin >= end;
    if (!isBlank) {
      const indent = begin - at;
      if (column < 0) {
        if (indent <= parent) break;
        column = indent;
        // Blank lines in front that reach further than the text: not to be told from text.
        if (lines.some((line) => line.length > indent)) throw new BeyondBlock();
        lines.fill('');
      } else if (indent < column) {
        if (indent > parent || text.charCodeAt(begin) === 9) throw new BeyondBlock();
        break;
      }
    }
    lines.push(isBlank && column < 0 ? text.slice(at, end) : text.slice(at + Math.max(column, 0), end));
    if (newline < 0) {
      // Without a line break at the end, parsers differ in whether one is read.
      if (chomp !== '-') throw new BeyondBlock();
      return { value: joined(lines, chomp), end: text.length };
    }
    at = end + 1;
  }
  if (column < 0) throw new BeyondBlock();
  return { value: joined(lines, chomp), end: at };
}

function joined(lines: string[], chomp: string): string {
  let last = lines.length;
  while (last > 0 && lines[last - 1] === '') last -= 1;
  if (chomp === '+') return `${lines.join('\n')}\n`;
  if (last < lines.length) lines.length = last;
  return chomp === '-' ? lines.join('\n') : `${lines.join('\n')}\n`;
}

/** Characters that mean something else at the start of a plain scalar (YAML 1.2.2, 5.3). */
const INDICATORS = new Set(',[]{}#&*!|>\'"%@`'.split('').map((letter) => letter.charCodeAt(0)));

/** Whether a plain scalar may begin here. */
export function isPlainStart(text: string, at: number): boolean {
  const letter = text.charCodeAt(at);
  if (letter !== 45 && letter !== 63 && letter !== 58) return !INDICATORS.has(letter);
  const next = text.charCodeAt(at + 1);
  return !(next === 32 || next === 9 || next === 10 || Number.isNaN(next));
}
