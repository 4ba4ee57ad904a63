import * as v from 'valibot';

/** What the schema makes of a value; undefined when it does not fit. */
export function piece<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T | undefined {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}
