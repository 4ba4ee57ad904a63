/**
 * A JSON value's shape as text, and the values at its leaves. In a shape, a key stands before what it holds:
 * `$` a string, `#` a number, `%` a map of strings, `!` true, `?` false, `~` null, `"…"` this very string, `{…}`, `[…]`.
 */
export interface Flattened {
  readonly shape: string;
  readonly cells: readonly string[];
}

/** Maps of strings whose keys are chosen by people: kept out of the shape. */
const STRING_MAPS = new Set(['labels', 'matchLabels', 'selector', 'nodeSelector', 'headers']);
/** Strings from a small vocabulary: kept in the shape, where the dictionary has them. */
const VOCABULARY = new Set([
  'apiVersion',
  'kind',
  'type',
  'pathType',
  'protocol',
  'policyTypes',
  'status',
  'operator',
  'effect',
]);

export function flatten(value: unknown): Flattened {
  const cells: string[] = [];
  return { shape: shapeOf(value, '', cells), cells };
}

function shapeOf(value: unknown, key: string, cells: string[]): string {
  if (typeof value === 'string') {
    if (VOCABULARY.has(key)) return `"${escapeKey(value)}"`;
    cells.push(value);
    return '$';
  }
  if (typeof value === 'number') {
    cells.push(String(value));
    return '#';
  }
  if (typeof value === 'boolean') return value ? '!' : '?';
  if (Array.isArray(value)) return `[${value.map((item: unknown) => shapeOf(item, key, cells)).join('')}]`;
  if (typeof value !== 'object' || value === null) return '~';
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  if (STRING_MAPS.has(key) && entries.every(([, entry]) => typeof entry === 'string')) {
    cells.push(
      entries
        .sort(byName)
        .map(([name, entry]) => `${escapePart(name)}=${escapePart(entry as string)}`)
        .join(','),
    );
    return '%';
  }
  const fields = entries
    .sort(byName)
    .map(([name, entry]: [string, unknown]) => escapeKey(name) + shapeOf(entry, name, cells));
  return `{${fields.join('')}}`;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function escapeKey(text: string): string {
  return text.replace(/[\\$#%!?~"{}[\]]/g, '\\$&').replaceAll('\n', '\\n');
}

function escapePart(text: string): string {
  return text.replace(/[\\=,]/g, '\\$&');
}

/** A cell on one line. */
export function escapeCell(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

export function unescapeCell(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character))
    : text;
}
