/** A sentence for each code of a catalogue: one that is missing does not compile. `Context`: what it is said of. */
export type Sentences<Details, Context extends readonly unknown[] = []> = {
  readonly [Code in keyof Details]: (detail: Details[Code], ...context: Context) => string;
};

/** The sentence for one code of a catalogue. */
export function say<Details, Code extends keyof Details, Context extends readonly unknown[]>(
  sentences: Sentences<Details, Context>,
  { code, detail }: { readonly code: Code; readonly detail: Details[Code] },
  ...context: Context
): string {
  return sentences[code](detail, ...context);
}
