import type { NoDetail } from '../../engine/objects.ts';

/** Slips of which can be said what was expected; the codes are those of the parser (yaml 2.9 errors.ts). */
export const YAML_SLIPS = [
  'TAB_AS_INDENT',
  'BAD_INDENT',
  'MISSING_CHAR',
  'UNEXPECTED_TOKEN',
  'BLOCK_AS_IMPLICIT_KEY',
  'MULTILINE_IMPLICIT_KEY',
] as const;

export type YamlSlip = (typeof YAML_SLIPS)[number];

/** What can be wrong with a text, before it is known which object it belongs to. */
export interface SourceDetails {
  /** `format`: where it is known by its first bytes. */
  readonly NOT_TEXT: { readonly is: 'PICTURE' | 'PACKED' | 'BINARY'; readonly format?: string };
  /** Nothing, or blanks alone. */
  readonly FILE_EMPTY: NoDetail;
  /** `byte`: the first that starts no character. */
  readonly NOT_UTF8: { readonly is: 'UTF_32' } | { readonly is: 'BYTE'; readonly byte: number };
  /** What is left out: the document, the object, or a List in `most` others. */
  readonly TOO_DEEP: { readonly is: 'DOCUMENT' | 'OBJECT' | 'LISTS'; readonly most: number };
  /** The key as far as it is told. */
  readonly DUPLICATE_KEY: { readonly key: string };
  /** kubectl, which reads YAML 1.1, makes `value` of what is written. */
  readonly YAML_SCALAR: { readonly written: string; readonly value: string | number | boolean | null };
  /** `said`: by the parser, in its words. `document`: which of several that follow each other as JSON, from 1. */
  readonly YAML_SYNTAX: { readonly slip?: YamlSlip; readonly said: string; readonly document?: number };
  readonly YAML_ALIAS: { readonly name: string };
  readonly YAML_ALIAS_BOUND: { readonly most: number };
  readonly YAML_KEY: { readonly found: 'NULL' | 'COLLECTION' };
}
