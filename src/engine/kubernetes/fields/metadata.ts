import { type Field, group, type GroupField, labels, value } from './field.ts';

const owner = group({ kind: value, name: value, controller: value });

/** What every object has, with the annotations that decide something on objects of this kind. */
export function metadata(
  annotations: Readonly<Record<string, Field>> = {},
  more: GroupField['fields'] = {},
  others?: GroupField['others'],
): GroupField {
  return group({
    name: value,
    namespace: value,
    // Completed to a name when the object is read.
    generateName: { type: 'value', unless: (_, { name }) => typeof name === 'string' && name !== '' },
    labels,
    annotations: group(annotations, { filled: true, ...(others !== undefined && { others }) }),
    ownerReferences: { ...owner, filled: true },
    deletionTimestamp: value,
    ...more,
  });
}
