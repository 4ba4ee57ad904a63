import type { NameDetails } from './checks/check-details.ts';
import type { SourceDetails } from './sources/source-details.ts';

/** The beginning of what stands there, as JSON; absent: nothing does. */
interface Found {
  readonly found?: string;
}

interface FoundIn extends Found {
  readonly kind: string;
}

/** What can be wrong with what every API object has. */
export interface ReadDetails extends NameDetails, Pick<SourceDetails, 'TOO_DEEP'> {
  readonly NOT_AN_OBJECT:
    | { readonly is: 'NOTHING' | 'LIST' }
    | { readonly is: 'PLAIN'; readonly type: string; readonly found: string };
  readonly KIND_MISSING: Found;
  readonly API_VERSION_MISSING: FoundIn;
  readonly METADATA_MISSING: FoundIn;
  readonly NAME_MISSING: FoundIn;
  readonly NOT_A_MAPPING: { readonly found: string; readonly of: 'STRINGS' | 'FIELDS' };
  /** A mapping or a list, or what YAML made a number or a boolean of. */
  readonly NOT_A_STRING: { readonly is: 'COLLECTION' } | { readonly is: 'UNQUOTED'; readonly value: number | boolean };
  readonly OWNER_INCOMPLETE:
    | { readonly is: 'NO_LIST'; readonly found: string }
    | { readonly is: 'EMPTY'; readonly field: 'kind' | 'name'; readonly found: string };
}
