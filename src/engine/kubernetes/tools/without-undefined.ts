type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that have a value. */
export function withoutUndefined<T extends Readonly<Record<string, unknown>>>(fields: T): Defined<T> {
  const found: Record<string, unknown> = {};
  for (const name in fields) if (fields[name] !== undefined) found[name] = fields[name];
  return found as Defined<T>;
}
