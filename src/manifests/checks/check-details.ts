import type { NoDetail, SpecialRange } from '../../engine/objects.ts';
import type { ValueRefusal } from '../refused/value-refusal.ts';

/** What names are made of. */
export type NameForm = 'SUBDOMAIN' | 'LABEL' | 'SERVICE';

/** Why an object of a kind cannot be called so. */
export type NameProblem =
  /** Another one is. */
  | { readonly is: 'TAKEN'; readonly kind: string; readonly group: string; readonly name: string }
  /** `most`: it has more characters than that. */
  | { readonly is: 'FORM'; readonly form: NameForm; readonly most?: number; readonly name: string };

/** What can be wrong with the names of an object. */
export interface NameDetails {
  /** `name`: as far as it is told. `most`: it is longer than that. `isRefused`: the object is left out. */
  readonly INVALID_NAME: {
    readonly name: string;
    readonly form: NameForm;
    readonly most?: number;
    readonly isRefused: boolean;
  };
}

interface Unsupported {
  /** As far as it is told. */
  readonly found: string;
  readonly supported: readonly string[];
}

interface Twin {
  readonly name: string;
}

/** What an API server would refuse of an object, or strike out, or warn of. */
export interface CheckDetails {
  /** The kind is read as that of another version. */
  readonly UNKNOWN_VERSION: { readonly kind: string; readonly apiVersion: string; readonly readAs: string };
  /** `since`: the first minor release that does not serve it; `now`: the apiVersion in its place. */
  readonly VERSION_REMOVED: {
    readonly kind: string;
    readonly apiVersion: string;
    readonly since: string;
    readonly now: string;
  };
  readonly NOT_NAMESPACED: { readonly kind: string };
  /** `meant`: a field that is spelled almost like it. */
  readonly UNKNOWN_FIELD: { readonly meant?: string };
  readonly VALUE_REFUSED: ValueRefusal;
  readonly OWNER_IS_ITSELF: NoDetail;
  /** The first two of them, each "KIND/NAME". */
  readonly TWO_CONTROLLERS: { readonly first: string; readonly second: string };
  readonly CONTAINERS_MISSING: NoDetail;
  readonly DUPLICATE_CONTAINER: Twin;
  readonly DUPLICATE_LISTENER: Twin;
  readonly INVALID_CLUSTER_IP: { readonly clusterIP: string };
  /** The first of clusterIPs is not the clusterIP. */
  readonly CLUSTER_IPS_DIFFER: { readonly first: string };
  readonly POD_CIDRS_DIFFER: { readonly podCIDR: string };
  readonly POD_CIDRS_OF_ONE_FAMILY: NoDetail;
  readonly POD_CIDR_TOO_WIDE: { readonly cidr: string };
  readonly POD_CIDR_TOO_NARROW: { readonly cidr: string };
  readonly ADDRESS_TYPE_UNKNOWN: Unsupported;
  /** Of a Node: it says nothing of its addresses, or none of them is an InternalIP. */
  readonly NODE_ADDRESS_MISSING: { readonly is: 'NO_ADDRESSES' | 'NO_INTERNAL_IP' };
  readonly PATH_TYPE_MISSING: NoDetail;
  readonly PATH_TYPE_UNKNOWN: Unsupported;
  readonly PATH_NOT_ABSOLUTE: { readonly path: string };
  /** An address, or what is no name either. */
  readonly INVALID_HOST: { readonly is: 'ADDRESS' | 'NO_NAME'; readonly host: string };
  readonly SPECIAL_ADDRESS: { readonly address: string; readonly range: SpecialRange };
  readonly ADDRESS_OF_OTHER_FAMILY: { readonly address: string; readonly family: 4 | 6 };
  /** Bits behind the prefix: `cidr` is taken, `alone` would be the address by itself. */
  readonly CIDR_AMBIGUOUS: { readonly written: string; readonly cidr: string; readonly alone: string };
}
