import { type Cursor, placeBelow } from '../model/reader.ts';
import type { Field } from './field.ts';
import type { Schema } from './schema.ts';

/** With its place, for who has to say more of it. */
export function placed<T extends object, F extends Field>(
  schema: Schema<T | undefined, F>,
): Schema<(T & { readonly at: Cursor }) | undefined, F> {
  return {
    ...schema,
    read: (value, above, step) => {
      const found = schema.read(value, above, step);
      return found && Object.assign(found, { at: placeBelow(above, step, value) });
    },
  };
}
