export type Fields = Readonly<Record<string, unknown>>;

interface Common {
  /** True when the other fields say it as well: it is left out, and nothing is lost. `siblings`: the mapping it stands in. */
  readonly unless?: (value: unknown, siblings: Fields) => boolean;
  /** Empty is as good as absent. */
  readonly filled?: true;
}

/** A scalar, or a list of scalars. */
export interface ValueField extends Common {
  readonly type: 'value';
  /** What the API server or a reader takes when it is absent. */
  readonly usual?: unknown;
  /** What of it enters; undefined: nothing. */
  readonly clean?: (value: unknown) => unknown;
  /** It never enters, and makes no difference when it is what the API server sets. */
  readonly never?: true;
  /** It may hold something private, and is needed all the same: what people call it. */
  readonly tell?: string;
}

/** A mapping of strings with names that people choose. */
export interface MapField extends Common {
  readonly type: 'map';
}

/** A mapping with these fields, or a list of such mappings. A name that ends in "*" stands for all that begin so. */
export interface GroupField extends Common {
  readonly type: 'group';
  readonly fields: Readonly<Record<string, Field>>;
  /** Fields whose names are told by more than how they begin. */
  readonly others?: (name: string) => Field | undefined;
  /** Of a list, the items that enter. */
  readonly where?: (item: Fields) => boolean;
  /** Of a list of which nothing enters, that it was there. */
  readonly kept?: true;
  /** What is left out below leaves its digest in this annotation. */
  readonly digest?: string;
}

/** Whatever it is, but for what looks like a secret: of kinds that are not read, and may concern a walk all the same. */
export interface AnyField extends Common {
  readonly type: 'any';
  readonly tell: string;
}

/**
 * What of a field of an API object enters a share link: a tree of what decides where packets go. What is not named stays out.
 * One tree per kind (kinds.ts); a test finds fields that the engine reads and the tree lacks.
 */
export type Field = ValueField | MapField | GroupField | AnyField;

/** Stands where a text was that nobody else is to see. */
export const MASK = '***';

export const value: ValueField = { type: 'value' };
export const labels: MapField = { type: 'map', filled: true };

export function group(fields: GroupField['fields'], more: Omit<GroupField, 'type' | 'fields'> = {}): GroupField {
  return { type: 'group', fields, ...more };
}

/** A value that need not be said when it is this one. */
export function usually(usual: unknown): ValueField {
  return { type: 'value', usual };
}

/** A text of which only a part enters. */
export function text(clean: (text: string) => string | undefined): ValueField {
  return { type: 'value', clean: (given) => (typeof given === 'string' ? clean(given) : given) };
}

/** A list of texts of which only some enter. */
export function texts(clean: (texts: readonly string[]) => readonly string[]): ValueField {
  const isText = (item: unknown): item is string => typeof item === 'string';
  return {
    type: 'value',
    filled: true,
    clean: (given) => (Array.isArray(given) ? clean(given.filter(isText)) : given),
  };
}

/** It enters that there is something, not what. */
export const masked: ValueField = text((given) => (given === '' ? given : MASK));

/** Values that decide, and may be private nevertheless. */
export function telling(tell: string): ValueField {
  return { type: 'value', tell };
}

/** Never enters; one of these values is what the API server sets, and then nothing is left out. */
export function never(...usual: readonly unknown[]): ValueField {
  return { type: 'value', never: true, unless: (given) => usual.includes(given), clean: () => undefined };
}

/** A list of one that another field repeats. */
export function listUnless(sameAs: string): ValueField {
  return {
    type: 'value',
    unless: (given, siblings) =>
      Array.isArray(given) && given.length === 1 && given[0] === siblings[sameAs] && given[0] !== undefined,
  };
}

/** The field of that name. */
export function fieldNamed({ fields, others }: GroupField, name: string): Field | undefined {
  if (Object.hasOwn(fields, name)) return fields[name];
  const begins = Object.entries(fields).find(([known]) => known.endsWith('*') && name.startsWith(known.slice(0, -1)));
  return begins?.[1] ?? others?.(name);
}
