import { readFileSync } from 'node:fs';
import { isRecord } from '../../src/engine/text.ts';

/** What may stand at a place, as `scripts/api-schemas.mjs` writes it: the name of a scalar or of a type, or one of these. */
type Rule = string | Limits | (Limits & { readonly scalar: string }) | Mapping | Listing | { readonly map: Rule };

interface Limits {
  readonly oneOf?: readonly unknown[];
  readonly pattern?: string;
  /** Of a number, of the length of a text, of the number of items. */
  readonly least?: number;
  readonly most?: number;
}

/** A name that ends in "!" is required; no other than these may stand there. */
interface Mapping {
  readonly fields: Readonly<Record<string, Rule>>;
}

/** Of items with the same keys, or in a set with the same value, an API server takes one alone. */
interface Listing extends Limits {
  readonly list: Rule;
  readonly keys?: readonly string[];
  readonly unique?: true;
}

interface Published {
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, Rule>>;
}

const { kinds, types } = JSON.parse(
  readFileSync(new URL('../../src/manifests/published/api-schemas.json', import.meta.url), 'utf8'),
) as Published;

export const PUBLISHED_KINDS: readonly string[] = Object.keys(kinds);

/** What `kubectl apply --validate=strict` would say of an object: "spec.ports[0].prot: unknown field". None: it would take it, or its kind is not among those. */
export function strictProblems(object: unknown): readonly string[] {
  if (!isRecord(object)) return ['no object'];
  const kind = `${String(object['apiVersion'])}/${String(object['kind'])}`;
  const type = kinds[kind];
  return type === undefined ? [] : [...problems(object, type, '')];
}

/** What fits the type as Go decodes JSON; null is as good as absent. */
const SCALARS: Readonly<Record<string, (value: unknown) => boolean>> = {
  any: () => true,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  byte: (value) => typeof value === 'string',
  'date-time': (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  double: (value) => typeof value === 'number',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  int32: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  int64: Number.isInteger,
  'int-or-string': (value) => Number.isInteger(value) || typeof value === 'string',
  quantity: (value) => ['number', 'string'].includes(typeof value),
};

function* problems(value: unknown, rule: Rule, at: string): Generator<string> {
  if (value === null) return;
  if (typeof rule === 'string') {
    const fits = SCALARS[rule];
    if (fits === undefined) yield* problems(value, typeNamed(rule), at);
    else if (!fits(value)) yield `${at}: no ${rule}: ${JSON.stringify(value)}`;
  } else if ('fields' in rule) yield* problemsOfMapping(value, rule, at);
  else if ('list' in rule) yield* problemsOfList(value, rule, at);
  else if ('map' in rule) {
    if (!isRecord(value)) yield `${at}: no mapping`;
    else for (const [name, each] of Object.entries(value)) yield* problems(each, rule.map, `${at}.${name}`);
  } else {
    if ('scalar' in rule) yield* problems(value, rule.scalar, at);
    yield* problemsOfLimits(value, rule, at);
  }
}

function typeNamed(name: string): Rule {
  const found = types[name];
  if (found === undefined) throw new Error(`no type ${name}`);
  return found;
}

function* problemsOfMapping(value: unknown, { fields }: Mapping, at: string): Generator<string> {
  if (!isRecord(value)) return yield `${at}: no mapping`;
  for (const [name, each] of Object.entries(value)) {
    const rule = fields[name] ?? fields[`${name}!`];
    const place = at === '' ? name : `${at}.${name}`;
    if (rule === undefined) yield `${place}: unknown field`;
    else yield* problems(each, rule, place);
  }
  for (const name of Object.keys(fields)) {
    if (name.endsWith('!') && (value[name.slice(0, -1)] ?? null) === null) yield `${at}.${name.slice(0, -1)}: required`;
  }
}

function* problemsOfList(value: unknown, rule: Listing, at: string): Generator<string> {
  if (!Array.isArray(value)) return yield `${at}: no list`;
  const seen = new Set<string>();
  for (const [index, item] of (value as readonly unknown[]).entries()) {
    const place = `${at}[${index}]`;
    yield* problems(item, rule.list, place);
    const key = keyOf(item, rule);
    if (key !== undefined && seen.size === seen.add(key).size) yield `${place}: a second ${key}`;
  }
  yield* problemsOfLimits(value, rule, at);
}

/** By what it may be there once; undefined: it may be there often. What is not said has the default of its type, the same for all. */
function keyOf(item: unknown, { keys, unique }: Listing): string | undefined {
  if (unique) return JSON.stringify(item);
  return keys && isRecord(item) ? JSON.stringify(keys.map((key) => item[key])) : undefined;
}

function* problemsOfLimits(value: unknown, { oneOf, pattern, least, most }: Limits, at: string): Generator<string> {
  if (oneOf !== undefined && !oneOf.includes(value)) yield `${at}: not one of ${oneOf.join(', ')}: ${String(value)}`;
  if (pattern !== undefined && typeof value === 'string' && !new RegExp(pattern).test(value))
    yield `${at}: not like ${pattern}: ${value}`;
  const size = typeof value === 'string' || Array.isArray(value) ? value.length : value;
  if (typeof size !== 'number') return;
  if (least !== undefined && size < least) yield `${at}: less than ${least}`;
  if (most !== undefined && size > most) yield `${at}: more than ${most}`;
}
