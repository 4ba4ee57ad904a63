import published from './api-schemas.json' with { type: 'json' };

/** What may stand at a place, as `scripts/api-schemas.mjs` writes it: the name of a scalar or of a type, or one of these. */
export type Rule = string | Mapping | Listing | { readonly map: Rule } | (Limits & { readonly scalar: string });

/** A name that ends in "!" is required; no other than these may stand there. */
export interface Mapping {
  readonly fields: Readonly<Record<string, Rule>>;
}

/** Of items with the same keys a custom resource holds one alone. */
export interface Listing extends Limits {
  readonly list: Rule;
  readonly keys?: readonly string[];
}

export interface Limits {
  readonly oneOf?: readonly unknown[];
  readonly pattern?: string;
  /** Of a number, of the length of a text, of the number of items. */
  readonly least?: number;
  readonly most?: number;
}

const { kinds, types } = published as unknown as {
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, Rule>>;
};

/** The name of the type of the kind; undefined: nothing is published of it here. */
export function typeOfKind(apiVersion: string, kind: string): string | undefined {
  const key = `${apiVersion}/${kind}`;
  return Object.hasOwn(kinds, key) ? kinds[key] : undefined;
}

/** What is published of a type; undefined: it is none, but a scalar. */
export function typeNamed(name: string): Rule | undefined {
  return Object.hasOwn(types, name) ? types[name] : undefined;
}
