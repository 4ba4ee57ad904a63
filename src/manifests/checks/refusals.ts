import type { Finding, ObjectRef, RawObject } from '../../engine/objects.ts';
import { checkObject, type CheckProblem } from './check-object.ts';
import { isStored } from './refused-objects.ts';

/** What the API server, or kubectl apply before it, would not take of an object. */
export type Refusal = CheckProblem & { readonly object: ObjectRef };

/** Of what is checked, what is not taken: of the rest it warns, or says what it takes instead. */
const REFUSED: ReadonlySet<string> = new Set([
  'VALUE_REFUSED',
  'UNKNOWN_FIELD',
  'UNKNOWN_VERSION',
  'VERSION_REMOVED',
  'TWO_CONTROLLERS',
  'DUPLICATE_CONTAINER',
  'DUPLICATE_LISTENER',
  'INVALID_CLUSTER_IP',
  'CLUSTER_IPS_DIFFER',
  'POD_CIDRS_OF_ONE_FAMILY',
  'PATH_TYPE_UNKNOWN',
  'PATH_NOT_ABSOLUTE',
  'INVALID_HOST',
  'SPECIAL_ADDRESS',
  'ADDRESS_OF_OTHER_FAMILY',
]);

const known = new WeakMap<RawObject, readonly CheckProblem[]>();

/** What would not be taken of an object as it is written; of one that an API server has stored, nothing. */
export function refusalsOf(raw: RawObject, object: ObjectRef): readonly Refusal[] {
  const found = known.get(raw) ?? (isStored(raw) ? [] : checkObject(raw).filter(({ code }) => REFUSED.has(code)));
  known.set(raw, found);
  return found.map((problem) => ({ ...problem, object }));
}

export const isRefusal = (finding: Finding | Refusal): finding is Refusal => isRefusalCode(finding.code);

/** A thing that is checked and not taken. */
export const isRefusalCode = (code: string): boolean => REFUSED.has(code);
