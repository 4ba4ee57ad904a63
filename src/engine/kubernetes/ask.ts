/**
 * What a stage reads, as plain data: records, lists, texts, numbers and truths. A stage that is given an Ask and nothing else
 * does the same for the same Ask, so its result stands as long as the Ask does. Reading more takes a field more in it.
 */
export interface Asked<A, R> {
  readonly ask: A;
  readonly result: R;
}

/** True when both hold the same throughout: there is no list of what counts. */
export function isSameAsk(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [own, other] = [a as Fields, b as Fields];
  const keys = Object.keys(own);
  return (
    keys.length === Object.keys(other).length && keys.every((key) => key in other && isSameAsk(own[key], other[key]))
  );
}

type Fields = Readonly<Record<string, unknown>>;

/** True when every field is the identical value: what an Ask of interned parts is compared by. */
export function isIdentical<A extends object>(a: A, b: A): boolean {
  const keys = Object.keys(a) as (keyof A)[];
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}
