/** A sentence for each code of a catalogue: one that is missing does not compile. */
export type Sentences<Details> = { readonly [Code in keyof Details]: (detail: Details[Code]) => string };

/** The sentence for one code of a catalogue. */
export function say<Details, Code extends keyof Details>(
  sentences: Sentences<Details>,
  { code, detail }: { readonly code: Code; readonly detail: Details[Code] },
): string {
  return sentences[code](detail);
}
