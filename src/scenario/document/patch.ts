/**
 * How one JSON value becomes another. `[value]`: it is replaced; `[]`: the field goes. Otherwise an object: of an object's
 * fields, what each becomes; of a list, what its items become by their index, `"-"` the indices of those that go, and `"+"`
 * what is put in, with the index where it stands in the end.
 */
export type Patch = readonly [] | readonly [unknown] | { readonly [field: string]: unknown };
