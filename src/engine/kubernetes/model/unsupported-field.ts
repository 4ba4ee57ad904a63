import type { FieldPath } from './reader.ts';

/** A field that an implementation has said it does not support: by its report for a version of the API, of the version it tested. */
export interface UnsupportedField {
  /** As the reports call it. */
  readonly feature: string;
  readonly path: FieldPath;
  readonly by: { readonly name: string; readonly version: string; readonly api: string };
}
