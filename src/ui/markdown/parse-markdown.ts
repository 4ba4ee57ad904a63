/** A piece of a line. */
export type Inline =
  | { readonly type: 'text' | 'code'; readonly text: string }
  | { readonly type: 'strong' | 'em'; readonly content: readonly Inline[] }
  | { readonly type: 'link'; readonly href: string; readonly content: readonly Inline[] };

export type Block =
  | { readonly type: 'paragraph'; readonly content: readonly Inline[] }
  /** Lines as they are, between two of three backticks. */
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'ul' | 'ol'; readonly items: readonly (readonly Inline[])[] };

/** Whichever begins first; what is between the marks has none of them, so that nothing is looked through twice. */
const MARKS =
  /`([^`\n]+)`|\[([^[\]]+)\]\(([^()\s]+)\)|\*\*([^*]+)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*|(?<!\w)_([^_\s](?:[^_]*[^_\s])?)_(?!\w)/g;
const FENCED = /^```[^`\n]*\n([^]*?)\n?^```[ \t]*$/m;
const BULLET = /^\s*[-*]\s+/;
const NUMBER = /^\s*\d{1,3}[.)]\s+/;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
/** Browsers leave them out of an address before they read it. */
const CONTROL = /[\p{Cc}\s]/u;

/**
 * What people may write in stories and courses: paragraphs, lists, emphasis, code, lines of code and links; all else is text. It comes from
 * strangers: it is never HTML, and a link leads by http or https, or to a place beside the page.
 */
export function parseMarkdown(text: string): readonly Block[] {
  // Every second piece is between fences.
  return text
    .replaceAll('\r', '')
    .split(FENCED)
    .flatMap((piece, at) =>
      at % 2 === 1 ? { type: 'code', text: piece } : piece.split(/\n\s*\n/).flatMap(parseGroup),
    );
}

/** Lines without an empty one between them: lists and what is before and after them. */
function parseGroup(group: string): readonly Block[] {
  const blocks: { type: 'paragraph' | 'ul' | 'ol'; lines: string[] }[] = [];
  for (const line of group.split('\n')) {
    if (line.trim() === '') continue;
    const type = BULLET.test(line) ? 'ul' : NUMBER.test(line) ? 'ol' : 'paragraph';
    const last = blocks.at(-1);
    if (last?.type === type) last.lines.push(line);
    else blocks.push({ type, lines: [line] });
  }
  return blocks.map(({ type, lines }) =>
    type === 'paragraph'
      ? { type, content: parseInline(lines.map((line) => line.trim()).join(' ')) }
      : { type, items: lines.map((line) => parseInline(line.replace(type === 'ul' ? BULLET : NUMBER, ''))) },
  );
}

function parseInline(text: string): readonly Inline[] {
  const pieces: Inline[] = [];
  let at = 0;
  for (const found of text.matchAll(MARKS)) {
    if (found.index > at) pieces.push({ type: 'text', text: text.slice(at, found.index) });
    pieces.push(pieceOf(found));
    at = found.index + found[0].length;
  }
  if (at < text.length) pieces.push({ type: 'text', text: text.slice(at) });
  return pieces;
}

function pieceOf([whole, code, label = '', href, strong, star, line]: RegExpExecArray): Inline {
  if (code !== undefined) return { type: 'code', text: code };
  if (href !== undefined)
    return isHarmless(href) ? { type: 'link', href, content: parseInline(label) } : { type: 'text', text: whole };
  if (strong !== undefined) return { type: 'strong', content: parseInline(strong) };
  return { type: 'em', content: parseInline(star ?? line ?? '') };
}

/** By http or https, or relative; no other scheme, and no other host in disguise. */
function isHarmless(href: string): boolean {
  if (CONTROL.test(href)) return false;
  return /^https?:\/\/[^/\\]/i.test(href) || (!SCHEME.test(href) && !/^[/\\]{2}/.test(href));
}
