/** A document in a text of several. */
export interface JsonPart {
  readonly from: number;
  readonly to: number;
  /** Which of the documents it is, from 1. */
  readonly number: number;
  /** Absent: it is no JSON. */
  readonly read?: { readonly value: unknown };
}

/** Of so many by themselves it is told what is wrong; of those that follow each other later, of the first. */
const BROKEN_TOLD = 1000;

/**
 * So many characters are gone through again for documents that begin in a broken one. Then what is never closed is found out at once,
 * and after as many again a broken one ends where it is closed: what a text costs grows with its length, whatever is wrong with it.
 */
const MOST_AGAIN = 10_000_000;

/** The documents that stand one after the other from here on, those among them that are no JSON too. */
export function jsonParts(text: string, start: number): readonly JsonPart[] {
  const parts: JsonPart[] = [];
  let again = 0;
  let open: ReadonlySet<number> | undefined;
  let broken = 0;
  for (let from = start, number = 1; from < text.length; number += 1) {
    if (again > MOST_AGAIN) open ??= openFrom(text, from);
    const isOpen = open?.has(from) === true;
    const closed = isOpen ? text.length : skipValue(text, from, open && endInLine);
    const read = isOpen || closed === from ? undefined : parseJson(text.slice(from, closed));
    const isLookedInto = read === undefined && (isOpen || again <= 2 * MOST_AGAIN);
    const to = isLookedInto || closed === from ? endOfBroken(text, from, closed) : closed;
    if (!isOpen) again += Math.max(closed - to, 0);
    if (read === undefined) broken += 1;
    const last = parts.at(-1);
    if (read === undefined && broken > BROKEN_TOLD && last !== undefined && last.read === undefined) {
      parts[parts.length - 1] = { ...last, to };
    } else parts.push({ from, to, number, ...(read && { read }) });
    from = skipBetween(text, to);
  }
  return parts;
}

/** Where the next document begins, at the beginning of a line; before that where this one is closed. */
function endOfBroken(text: string, from: number, closed: number): number {
  const end = closed > from ? closed : text.length;
  const next = text.slice(from, end).search(/\n[^\P{Cc}\n]?[{[]/u);
  return next < 0 ? end : from + next + 1;
}

/** Where mappings and lists begin that are never closed. */
function openFrom(text: string, from: number): ReadonlySet<number> {
  const open: number[] = [];
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') at = endInLine(text, at);
    else if (character === '{' || character === '[') open.push(at);
    else if (character === '}' || character === ']') open.pop();
  }
  return new Set(open);
}

/** Past blanks and separators between documents. */
function skipBetween(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n,\u001E'.includes(text.charAt(at))) at += 1;
  return at;
}

/** What the text says; undefined: it is no JSON. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** Offset behind the value that starts here; the end of the text when it is not closed. */
export function skipValue(text: string, from: number, skipString = endOfString): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') at = skipString(text, at);
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

/** Offset of the closing quote, or of the end of its line: no string of JSON has more than one. */
function endInLine(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"' && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  return at;
}
