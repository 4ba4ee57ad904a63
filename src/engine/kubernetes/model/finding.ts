import type { NamespacedName } from './assumption.ts';
import type { Coded } from '../tools/coded.ts';
import type { FieldDetails } from './field-details.ts';
import type { GatewayDetails } from './gateway-details.ts';
import type { AddressDetails, ObjectDetails, ServiceDetails } from './object-details.ts';
import type { ObjectRef } from './object.ts';
import type { PodDetails } from './pod-details.ts';
import type { PolicyDetails } from './policy-details.ts';

/** What is worth telling about objects, by its code: the facts of each. Codes are never renamed. */
export interface FindingDetails
  extends FieldDetails,
    ObjectDetails,
    AddressDetails,
    ServiceDetails,
    PodDetails,
    PolicyDetails,
    GatewayDetails {
  /** The kind of the object is not read: what it could change of who reaches whom. */
  readonly NOT_CONSIDERED:
    | { readonly is: 'SELECTS' | 'MESH'; readonly pods: readonly NamespacedName[] }
    /** Of a policy that is read, these fields are not. */
    | { readonly is: 'IN_PART'; readonly pods: readonly NamespacedName[]; readonly fields: readonly string[] }
    | { readonly is: 'MAY_HAVE_PODS' };
}

/** Which objects are asked about; absent where it may be: all. What is told of one does not depend on who else is asked about. */
export type About = (ref: ObjectRef) => boolean;

/**
 * Something worth telling about an object, which `narration` says. `path` points into it, e.g. ["spec", "ports", 0, "targetPort"].
 */
export type Finding = Coded<FindingDetails> & {
  readonly severity: 'error' | 'warning' | 'info';
  readonly object: ObjectRef;
  readonly path?: readonly (string | number)[];
};
