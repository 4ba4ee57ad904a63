import type { Expected, FoundValue } from '../../engine/objects.ts';
import { isRecord } from '../../engine/text.ts';
import type { Path } from '../sources/source.ts';
import type { Shape } from './shape.ts';

/** Something of another type than its field has. */
export interface Misfit {
  readonly path: Path;
  readonly expected: Expected;
  readonly found: FoundValue;
}

/**
 * What of an object is of another type than the schema of its kind says, wherever it stands: the cluster notes it where it reads
 * the field alone. Absent, null and empty are never wrong here.
 */
export function findMisfits(value: unknown, shape: Shape, path: Path = []): readonly Misfit[] {
  if (value === undefined || value === null || value === '') return [];
  switch (shape.is) {
    case 'mapping':
      if (Array.isArray(value) && !shape.isSure)
        return value.flatMap((each: unknown, index) => findMisfits(each, shape, [...path, index]));
      if (!isRecord(value)) return shape.isSure ? [misfit(path, 'MAPPING', value)] : [];
      return Object.entries(value).flatMap(([name, each]) => {
        const part = shape.fields.get(name)?.();
        return part === undefined ? [] : findMisfits(each, part, [...path, name]);
      });
    case 'list':
      if (!Array.isArray(value)) return [misfit(path, 'LIST', value)];
      return value.flatMap((each: unknown, index) => findMisfits(each, shape.item, [...path, index]));
    case 'texts':
      return isRecord(value) ? [] : [misfit(path, 'MAPPING', value)];
    case 'value':
      return shape.expects === undefined || fits(value, shape.expects) ? [] : [misfit(path, shape.expects, value)];
    case 'any':
      return [];
  }
}

/** As far as the type and the list of values tell: whether an address is one, whoever reads it says. */
function fits(value: unknown, expected: Expected): boolean {
  if (typeof value === 'object') return false;
  if (expected === 'BOOLEAN') return typeof value === 'boolean';
  if (typeof expected === 'string') return true;
  if ('oneOf' in expected) return typeof value === 'string' && expected.oneOf.includes(value);
  // 0 is as good as absent to some; a number in quotes has a note of its own.
  if (typeof value !== 'number') return typeof value === 'string' && /^\d+$/.test(value);
  return value === 0 || (Number.isInteger(value) && value >= expected.least && value <= expected.most);
}

function misfit(path: Path, expected: Expected, value: unknown): Misfit {
  const found: FoundValue =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? { value }
      : Array.isArray(value)
        ? 'LIST'
        : 'MAPPING';
  return { path, expected, found };
}
