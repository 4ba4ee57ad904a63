/** One code of a catalogue, with the facts there are to say of it: plain data, never words. */
export type Coded<Details> = {
  readonly [Code in keyof Details]: { readonly code: Code; readonly detail: Details[Code] };
}[keyof Details];

/** The code says it all. */
export type NoDetail = Readonly<Record<string, never>>;
