import { stripVTControlCharacters } from 'node:util';
import { printable } from '../../report/printable.ts';

/** How a piece of text stands out; each says the same without colour. */
export type Style = 'plain' | 'strong' | 'dim' | 'good' | 'bad' | 'unsure' | 'changed';

const CODES: Readonly<Record<Style, string>> = {
  plain: '',
  strong: '1',
  dim: '2',
  good: '1;32',
  bad: '1;31',
  unsure: '1;33',
  changed: '36',
};

/** What is known of the place the text goes to. */
export interface Terminal {
  readonly colours: boolean;
  /** Columns to keep within; absent: lines are not broken. */
  readonly width?: number;
}

export const PLAIN: Terminal = { colours: false };

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Colours and a width for a terminal, neither for a file or a pipe. NO_COLOR and FORCE_COLOR are honoured (no-color.org). */
export function detectTerminal(stream: Stream, env: Readonly<Record<string, string | undefined>>): Terminal {
  const isTerminal = stream.isTTY === true;
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  const forced = (env['FORCE_COLOR'] ?? '') !== '' && env['FORCE_COLOR'] !== '0';
  const columns = stream.columns ?? 0;
  return {
    colours: !refused && (isTerminal || forced),
    ...(isTerminal && columns >= NARROWEST && { width: columns }),
  };
}

const NARROWEST = 40;

/** As `printable`, of a text of several lines; tabs indent them. */
export function printableLines(text: string): string {
  return text
    .split(/([\n\t])/)
    .map((part) => (part === '\n' || part === '\t' ? part : printable(part)))
    .join('');
}

/** The text in a style, safe to print. */
export function paint({ colours }: Terminal, style: Style, text: string): string {
  const safe = printable(text);
  const code = CODES[style];
  return !colours || code === '' || safe === '' ? safe : `\u001b[${code}m${safe}\u001b[0m`;
}

/** How many columns a painted text takes. */
export function columnsOf(text: string): number {
  return Array.from(stripVTControlCharacters(text)).length;
}

/** Fills a painted text up to `width` columns. */
export function fill(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columnsOf(text)));
}

/** A label in a column of its own and a text beside it, broken between words where the terminal ends. */
export function labelled(
  terminal: Terminal,
  { label, text }: { readonly label: string; readonly text: string },
): string {
  const head = `  ${fill(label, LABEL)}`;
  const room = terminal.width === undefined ? Infinity : Math.max(terminal.width - LABEL - 3, NARROWEST);
  return `${head} ${wrap(text, room).join(`\n${' '.repeat(LABEL + 3)}`)}`.trimEnd();
}

const LABEL = 14;

/** Lines of at most `room` columns; a word that is longer stands alone, whole. */
export function wrap(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line === '') line = word;
    else if (columnsOf(line) + 1 + columnsOf(word) <= room) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}
