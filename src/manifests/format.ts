import type { RawObject } from '../engine/objects.ts';
import { objectForFile } from './clean-object.ts';

/**
 * Objects as one multi-document YAML text that kubectl apply accepts (server-set fields such as managedFields left out).
 * Secrets are left out: their data is never kept, and applying them without it would empty them.
 */
export function formatManifests(objects: readonly RawObject[]): string {
  return objects
    .filter(({ kind }) => kind !== 'Secret')
    .map((object) => formatYaml(objectForFile(object)))
    .join('---\n');
}

/** A JSON value in YAML block style, ending in a line break. Fields that are undefined are left out. */
export function formatYaml(value: unknown): string {
  return `${block(value, '').join('\n')}\n`;
}

/** Longer keys have to be announced by a "?" (YAML 1.2.2, 7.4.2: 1024 characters with what is around them). */
const LONGEST_KEY = 1000;

/** Lines of a value; those of a mapping or list start with the indentation. */
function block(value: unknown, indent: string): readonly string[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [`${indent}[]`];
    return value.flatMap((item: unknown) => {
      const lines = block(item, `${indent}  `);
      return [`${indent}- ${(lines[0] ?? '').trimStart()}`, ...lines.slice(1)];
    });
  }
  if (typeof value !== 'object' || value === null) return [`${indent}${scalar(value)}`];
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  if (entries.length === 0) return [`${indent}{}`];
  return entries.flatMap(([name, entry]: readonly [string, unknown]) => {
    const written = quoteWhereNeeded(name);
    const isLong = written.length > LONGEST_KEY;
    const key = isLong ? `${indent}:` : `${indent}${written}:`;
    const before = isLong ? [`${indent}? ${written}`] : [];
    if (!isNested(entry)) return [...before, `${key} ${block(entry, '')[0] ?? ''}`];
    // As kubectl prints: list items stand under their key without further indentation.
    return [...before, key, ...block(entry, Array.isArray(entry) ? indent : `${indent}  `)];
  });
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).some((entry) => entry !== undefined);
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return quoteWhereNeeded(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'null';
}

/** Words that a YAML 1.1 or 1.2 parser takes for something else than a string. */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

/** A string as a plain scalar where every parser reads it back as this string, else in double quotes (JSON's are YAML's). */
function quoteWhereNeeded(text: string): string {
  const plain = /^[A-Za-z/][\w./@+-]*(?:(?: |:(?=\S))[\w./@+-]+)*$/.test(text) && !RESERVED.test(text);
  if (plain) return text;
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escape);
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
