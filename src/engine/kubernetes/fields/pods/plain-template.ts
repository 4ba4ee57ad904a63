import { isRecord } from '../../model/reader.ts';
import type { Field, GroupField } from '../field.ts';
import { READ_TEMPLATE } from './workload-spec.ts';

/** True for a template that enters a share link as it is: it says nothing but what is read of every one, and nothing empty. */
export function isPlainTemplate(template: unknown): boolean {
  return isWhole(template, READ_TEMPLATE);
}

function isWhole(given: unknown, field: Field): boolean {
  if (field.type === 'value') {
    const { clean } = field;
    return isScalar(given) && (typeof clean === 'function' ? clean(given) === given : clean === undefined);
  }
  const named = field.type === 'group' ? field.fields : undefined;
  const items: readonly unknown[] = Array.isArray(given) && named !== undefined ? given : [given];
  return items.length > 0 && items.every((item) => isRecord(item) && isFilled(item, named));
}

/** `named`: its fields; absent: names are free, and each stands for a text. */
function isFilled(given: Readonly<Record<string, unknown>>, named: GroupField['fields'] | undefined): boolean {
  const entries = Object.entries(given);
  return (
    entries.length > 0 &&
    entries.every(([name, entry]) => {
      if (named === undefined) return isScalar(entry);
      const field = Object.hasOwn(named, name) ? named[name] : undefined;
      return field !== undefined && isWhole(entry, field);
    })
  );
}

function isScalar(given: unknown): boolean {
  return typeof given === 'number' || typeof given === 'boolean' || (typeof given === 'string' && given !== '');
}
