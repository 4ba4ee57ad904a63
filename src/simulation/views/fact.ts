/** Something one reads off an object. */
export type Fact =
  | { readonly label: string; readonly values: readonly string[]; readonly wrong?: boolean }
  /** Leads to another object, by its key. */
  | { readonly link: string; readonly text: string; readonly detail?: string };

export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
}
