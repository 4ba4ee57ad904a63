import { type Rule, typeNamed } from '../published/published.ts';
import { parseQuantity, scalarText } from '../../engine/text.ts';

const MOST_OF_INT32 = 2 ** 31;

const isInt32 = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= -MOST_OF_INT32 && Number(value) < MOST_OF_INT32;

/** What fits the type as Go decodes JSON. Those that are not here take anything. */
export const SCALARS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  byte: (value) => typeof value === 'string',
  'date-time': (value) => typeof value === 'string',
  double: (value) => typeof value === 'number',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  int32: isInt32,
  int64: Number.isInteger,
  'int-or-string': (value) => isInt32(value) || typeof value === 'string',
  quantity: (value) => parseQuantity(scalarText(value) ?? '') !== undefined,
};

export function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}

const GO: Readonly<Record<string, string>> = {
  boolean: 'bool',
  byte: '[]uint8',
  'date-time': 'string',
  double: 'float64',
  number: 'float64',
  integer: 'int64',
  'int-or-string': 'int32',
  quantity: 'resource.Quantity',
  any: 'interface {}',
};

/** The type of Go that a field of the published type has: "int32", "[]v1.Container", "map[string]string". */
export function goType(rule: Rule): string {
  if (typeof rule === 'string') {
    const type = typeNamed(rule);
    if (type === undefined) return GO[rule] ?? rule;
    return typeof type === 'object' && 'fields' in type ? rule.split('.').slice(-2).join('.') : goType(type);
  }
  if ('list' in rule) return `[]${goType(rule.list)}`;
  if ('map' in rule) return `map[string]${goType(rule.map)}`;
  return 'scalar' in rule ? goType(rule.scalar) : 'struct';
}

/** The type that the schema of a custom resource says: "integer", "array". */
export function misfitOf(rule: Rule): string {
  if (typeof rule === 'string') return /^int(?:32|64)$/.test(rule) ? 'integer' : rule;
  if ('list' in rule) return 'array';
  return 'scalar' in rule ? misfitOf(rule.scalar) : 'object';
}
