/** Computes on the first call and remembers. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Computes for each key on its first call and remembers. */
export function onceEach<K, T>(make: (key: K) => T): (key: K) => T {
  let known: ((key: K) => T) | undefined; // of tens of thousands most are never asked
  return (key) => (known ??= rememberIn(new Map(), make))(key);
}

interface Memory<K, T> {
  readonly get: (key: K) => { readonly value: T } | undefined;
  readonly set: (key: K, found: { readonly value: T }) => unknown;
}

/** The same, in a Map or WeakMap. */
export function rememberIn<K, T>(memory: Memory<K, T>, make: (key: K) => T): (key: K) => T {
  return (key) => {
    let found = memory.get(key);
    if (found === undefined) memory.set(key, (found = { value: make(key) }));
    return found.value;
  };
}
