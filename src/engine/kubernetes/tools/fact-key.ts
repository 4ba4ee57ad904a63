/** Something that is known, by its code and what there is to say of it. */
interface Fact {
  readonly code: string;
  readonly detail: unknown;
}

const known = new WeakMap<Fact, string>();

/** Equal for facts that say the same. */
export function factKey(fact: Fact): string {
  const key = known.get(fact) ?? `${fact.code} ${JSON.stringify(fact.detail)}`;
  known.set(fact, key);
  return key;
}
