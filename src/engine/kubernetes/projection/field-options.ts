import type { Field } from '../fields/field.ts';
import type { Kind } from '../fields/kind.ts';

/** Of which values a field of a kind is one, by the path to it; none: its schema lists none. */
export function optionsAt({ fields }: Pick<Kind, 'fields'>, ...path: readonly string[]): readonly string[] {
  let found: Field = { type: 'group', fields };
  for (const name of path) {
    const below: Field | undefined = found.type === 'group' ? found.fields[name] : undefined;
    if (below === undefined) return [];
    found = below;
  }
  return 'options' in found ? (found.options as readonly string[]) : [];
}
