import { rememberIn } from './once.ts';

// An Ask is what a stage reads: plain data, or values that are interned themselves. A stage that is given its Ask and nothing else
// does the same for the same Ask, so its result stands as long as that does. Reading a field more takes a field more in it.

/** An Ask and what came of it. */
export interface Asked<A, R> {
  readonly ask: A;
  readonly result: R;
}

/** The fields of a value that an Ask has, and no others; the same list of names is its type. */
export function pick<T extends object, K extends keyof T>(value: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.flatMap((name) => (value[name] === undefined ? [] : [[name, value[name]]]))) as Pick<
    T,
    K
  >;
}

/** True when both hold the same throughout in the same order, whatever that is: mappings, lists, Maps, Sets, plain values. Functions are compared by identity. */
export function isSameAsk(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Symbol.iterator in a !== Symbol.iterator in b) return false;
  const [own, other] = [fieldsOf(a), fieldsOf(b)];
  const [keys, others] = [Object.keys(own), Object.keys(other)];
  return (
    keys.length === others.length && keys.every((key, at) => key === others[at] && isSameAsk(own[key], other[key]))
  );
}

function fieldsOf(value: object): Readonly<Record<string, unknown>> {
  return (Symbol.iterator in value ? [...(value as Iterable<unknown>)] : value) as Readonly<Record<string, unknown>>;
}

/** A stage that does its work once for each Ask, which is told by identity: interned, or never changed. */
export function remembered<A extends object, R>(stage: (ask: A) => R): (ask: A) => R {
  return rememberIn(new WeakMap<A, { readonly value: R }>(), stage);
}
