import type { Coded } from './coded.ts';
import type { FieldDetails } from './field-details.ts';
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
    PolicyDetails {}

/** A finding whose sentence still stands in the engine. */
interface Told {
  readonly code: string;
  readonly message: string;
}

export type FindingFact = Coded<FindingDetails> | Told;

/**
 * Something worth telling about an object, which `narration` says. `path` points into it, e.g. ["spec", "ports", 0, "targetPort"].
 */
export type Finding = FindingFact & {
  readonly severity: 'error' | 'warning' | 'info';
  readonly object: ObjectRef;
  readonly path?: readonly (string | number)[];
};
