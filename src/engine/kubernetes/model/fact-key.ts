/** Something that is known, by its code and what there is to say of it. */
export interface Fact {
  readonly code: string;
  readonly detail: unknown;
}

const known = new WeakMap<Fact, string>();

/** Equal for facts that say the same of the same object: their code, detail, object and place. */
export function factKey(fact: Fact): string {
  const key = known.get(fact) ?? JSON.stringify(fact);
  known.set(fact, key);
  return key;
}
